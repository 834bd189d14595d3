import { afterEach, expect, test } from '@jest/globals';
import { action } from '../../../src/actions/deploy/index.ts';
import { accountId, region, type Stage, startStage } from '../../support/action.ts';
import { quickClock } from './chain-stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const app = { 'dist/index.html': '<!doctype html><script src="/a.js"></script>', 'dist/a.js': 'app' };
const pages = {
  'dist/index.html': '<!doctype html>home',
  'dist/404.html': 'gone',
  'dist/about/index.html': '<!doctype html>us',
};

test.each([
  ['app', app, 'index.html', 'spa: { url: "${SITE}", deep-links: [/users/7] }'],
  ['pages', pages, '404.html', 'site: { url: "${SITE}", pages: [/about, /about/] }'],
])('a site on S3 alone is deployed and tested at its http address: %s', async (routing, files, document, check) => {
  stage = await startStage(action);
  const { s3 } = stage.cloud;
  const website = { IndexDocument: { Suffix: 'index.html' }, ErrorDocument: { Key: document } };
  s3.createBucket({ name: 'site', accountId, region, blockPublicAccess: false, website });
  const allow = (Action: string, Resource: string) => ({ Effect: 'Allow', Principal: '*', Action, Resource });
  const Statement = [allow('s3:GetObject', 'arn:aws:s3:::site/*'), allow('s3:ListBucket', 'arn:aws:s3:::site')];
  s3.setPolicy('site', { Version: '2012-10-17', Statement } as never);
  stage.write({
    ...files,
    'webapp.yml': `environments:
  dev:
    sync-spa-s3: { source: dist, bucket: site, website: true, routing: ${routing} }
    smoke-test: { suite: smoke.yml, site-url: "${await s3.website('site')}" }
`,
    'smoke.yml': `name: site\nchecks:\n  - { name: pages, ${check} }\n  - { name: routing, site: { url: "\${SITE}" } }\n`,
  });
  const how = { clock: quickClock() };
  const { failure, log, outputs } = await stage.run({ environment: 'dev', 'aws-region': region }, how);
  expect(failure).toBeUndefined();
  expect(outputs['site-url']).toMatch(/^http:/);
  const note = 'Note: A website of S3 answers the routes of an app with the entry page and the status of an error';
  expect(log.filter((line) => line.includes(note))).toHaveLength(routing === 'app' ? 2 : 0);
});

import { afterEach, expect, test } from '@jest/globals';
import { action } from '../../../src/actions/deploy/index.ts';
import { siteConfig } from '../../cloud/cloudfront/site-config.ts';
import { accountId, type Ran, region, type Stage, startStage } from '../../support/action.ts';
import { quickClock } from './chain-stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const pages = {
  'dist/index.html': '<p>home</p>',
  'dist/404.html': '<p>gone</p>',
  'dist/about/index.html': '<p>us</p>',
};

interface Sections {
  readonly site?: string;
  readonly smoke?: string;
  readonly deploy?: string;
}

/** Deploys a site of pages behind a distribution that answers what is missing with the home page. */
async function deploy(more: Sections): Promise<Ran> {
  stage = await startStage(action);
  const { cloud } = stage;
  cloud.s3.createBucket({ name: 'site', accountId, region });
  const config = siteConfig({ bucket: 'site', region, errorPages: true });
  const { id, arn, edge } = await cloud.cloudFront.addDistribution({ accountId, config });
  const allow = (Action: string, Resource: string) => ({
    ...{ Effect: 'Allow' as const, Principal: { Service: 'cloudfront.amazonaws.com' }, Action, Resource },
    Condition: { StringEquals: { 'aws:SourceArn': arn } },
  });
  cloud.s3.setPolicy('site', { Statement: [allow('s3:GetObject', 'arn:aws:s3:::site/*')] });
  stage.write({
    ...pages,
    'webapp.yml': `environments:
  dev:
    ${more.deploy ?? ''}
    sync-spa-s3: { source: dist, bucket: site${more.site ?? ''} }
    invalidate-cloudfront: { distribution-id: ${id} }
    smoke-test: { suite: smoke.yml, site-url: "${edge.url}"${more.smoke ?? ''} }
`,
    'smoke.yml': 'name: site\nchecks:\n  - { name: pages, site: { url: "${SITE}" } }\n',
  });
  return run({});
}

function run(inputs: Readonly<Record<string, string>>): Promise<Ran> {
  return stage.run({ environment: 'dev', 'aws-region': region, ...inputs }, { clock: quickClock() });
}

const missing = /\/missing-[0-9a-f]{8}\): expected 404, got 200/;

test('what the section of the site says of its routing, the smoke test knows', async () => {
  const { failure, log } = await deploy({ site: ', routing: pages' });
  expect(failure?.message).toContain('smoke');
  expect(log.join('\n')).toMatch(missing);
});

test('also where the site is not deployed in this run', async () => {
  await deploy({ site: ', routing: pages' });
  const { failure, log } = await run({ stages: 'smoke' });
  expect(failure).toBeDefined();
  expect(log.join('\n')).toMatch(missing);
});

test("a stage's own section counts over that of the site, and this over the chain's", async () => {
  expect((await deploy({ site: ', routing: pages', smoke: ', routing: app' })).failure).toBeUndefined();
  await stage.close();
  expect((await deploy({ deploy: 'deploy: { routing: app }', site: ', routing: pages' })).failure).toBeDefined();
});

test('where nobody says it, the page for what is missing shows it: that is told, and is no failure', async () => {
  const { failure, log } = await deploy({});
  expect(failure).toBeUndefined();
  expect(log.join('\n')).toMatch(new RegExp(`Note: .*${missing.source}.*404\\.html.*routing: pages`));
});

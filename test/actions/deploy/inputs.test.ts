import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { action } from '../../../src/actions/deploy/index.ts';
import { loadAction, stageActionNames } from '../../../src/actions/deploy/stages.ts';
import { failureOf, region, type Stage, startStage } from '../../support/action.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage(action);
});
afterAll(() => stage.close());

/** The refusal of an environment with these lines; nothing may have been asked of AWS. */
async function refusal(environment: string, inputs: Readonly<Record<string, string>> = {}): Promise<string> {
  stage.write({ 'webapp.yml': `environments:\n  dev:\n${environment.replace(/^(?=.)/gm, '    ')}` });
  stage.calls();
  const message = await failureOf(stage.run({ environment: 'dev', 'aws-region': region, ...inputs }));
  expect(stage.calls()).toEqual([]);
  return message;
}

test('the mistakes of all sections are in one message, with file and line', async () => {
  const message = await refusal('build-push-ecr: { repo: clinic }\nsync-spa-s3:\n  buckt: site\n  keep-days: [1]\n');
  expect(message).toMatch(
    /3 mistakes:\n.*webapp\.yml:3: unknown key "repo".*webapp\.yml:5: unknown key "buckt".*webapp\.yml:6: keep-days/s,
  );
});

test('what all stages lack is in one message', async () => {
  const message = await refusal(
    'build-push-ecr: { platforms: amiga }\nsync-spa-s3: { source: dist }\ninvalidate-cloudfront: { domain: "${env:NOT_SET_HERE}" }\n',
  );
  expect(message).toContain('Several stages cannot be carried out like this:');
  expect(message).toContain('bucket: is required, but was not given');
  expect(message).toContain('platforms (webapp.yml:3): got "amiga"');
  expect(message).toContain('domain: the environment variable NOT_SET_HERE is not set');
});

test('a section for another region than that of the chain is refused', async () => {
  const message = await refusal('sync-spa-s3: { source: dist, bucket: site, aws-region: eu-west-1 }\n');
  expect(message).toContain(
    `webapp.yml:3: aws-region of the stage site is eu-west-1, but the chain works in ${region}.`,
  );
});

test('the address of the backend is known only where there is one among the stages', async () => {
  const site = 'sync-spa-s3: { source: dist, bucket: site, runtime-config: { API: "${env:SERVICE_URL}" } }\n';
  expect(await refusal(site)).toContain('the environment variable SERVICE_URL is not set');
});

test('a config file that is not there is told', async () => {
  expect(await failureOf(stage.run({ environment: 'dev', config: 'none.yml' }))).toMatch(/none\.yml could not be read/);
});

test('the chain has every way out that a stage needs', async () => {
  const needs = (await Promise.all(stageActionNames.map(loadAction))).flatMap((each) => each.needs);
  expect([...action.needs].toSorted()).toEqual([...new Set([...needs, 'cloudFormation'])].toSorted());
});

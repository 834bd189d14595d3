import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { action } from '../../../src/actions/read-environment/index.ts';
import { commit, failureOf, type Stage, startStage } from '../../support/action.ts';
import { withVariables } from '../../support/variables.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage(action);
});
afterAll(() => stage.close());

const config = (workflow: string) => `workflow: { build-env: { EVERYWHERE: "1" } }
defaults:
  sync-spa-s3: { source: dist }
environments:
  dev: { smoke-test: { suite: smoke.yml } }
  prod: { workflow: ${workflow} }
`;
const read = (name: string, workflow = '{}') => {
  stage.write({ 'webapp.yml': config(workflow) });
  return stage.run({ name });
};

test("the variables of the top of the file, or the environment's own", async () => {
  expect((await read('dev')).outputs).toMatchObject({ 'build-env': ['EVERYWHERE=1'], changed: false });
  const own = await withVariables({ COLOUR: 'red' }, () =>
    read(
      'prod',
      '{ build-env: { API: "https://api.example.com?a=b", RELEASE: "${commit}", COLOUR: "${env:COLOUR}" } }',
    ),
  );
  expect(own.outputs['build-env']).toEqual(['API=https://api.example.com?a=b', `RELEASE=${commit}`, 'COLOUR=red']);
});

test('the sections that it has, its own and those of defaults', async () => {
  expect((await read('dev')).outputs['sections']).toEqual(['smoke-test', 'sync-spa-s3']);
  expect((await read('prod', '{ database: false }')).outputs['sections']).toEqual(['sync-spa-s3', 'workflow']);
});

test('no credentials are needed, and nothing is asked', async () => {
  stage.calls();
  await read('dev');
  expect(stage.calls()).toEqual([]);
});

test('an output of a stack is refused with file and line, and what to do', async () => {
  expect(await failureOf(read('prod', '{ build-env: { API: "${stack:ApiUrl}" } }'))).toBe(
    'webapp.yml:6: build-env refers to an output of the stack, which a build cannot know. Builds run in jobs without AWS credentials. Write the value itself, or let the app read it from config.json when it starts (runtime-config of sync-spa-s3).',
  );
});

test('an environment that is not there is told with those that are', async () => {
  expect(await failureOf(read('staging'))).toContain('has no environment "staging". It has: dev, prod.');
});

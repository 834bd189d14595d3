import { afterEach, expect, test } from '@jest/globals';
import { accountId, region } from '../../support/action.ts';
import { type ChainStage, commits, startChain } from './chain-stage.ts';

let stage: ChainStage;
afterEach(() => stage.close());

const logGroup = '/clinic/migrations';
const section = (command: string) => `via: task
command: ${command}
task-subnets: subnet-0a1b2c3d
task-security-groups: sg-0a1b2c3d
task-execution-role: arn:aws:iam::${accountId}:role/execution
task-log-group: ${logGroup}
`;

/** What the image that it runs in was built for. */
const tellImage = `node -e "console.log(/built for ./.exec(require('fs').readFileSync('/app/server.mjs', 'utf8'))[0])"`;

test('a migration task runs in the image that the chain has just built, before the backend gets it', async () => {
  stage = await startChain({ sections: { 'seed-rds': section(tellImage) } });
  stage.cloud.logs.write({ accountId, region, group: logGroup, stream: 'x' }, 'here');
  const first = await stage.deploy({ commit: commits.one });
  expect(first.failure).toBeUndefined();
  expect(first.log).toContain('| built for 1');
  const planned = await stage.deploy({ commit: commits.two }, { 'dry-run': 'true' });
  expect(stage.cloud.ecs.oneOffTasks()).toHaveLength(1);
  expect(String(planned.outputs['plan'])).toContain('"kind":"run-task"');
  const second = await stage.again(commits.two, { 'expected-plan': String(planned.outputs['fingerprint']) });
  expect(second.failure).toBeUndefined();
  expect(second.log).toContain('| built for 2');
  const [, task] = stage.cloud.ecs.oneOffTasks();
  expect(task?.definition.containerDefinitions?.[0]?.image).toBe(second.outputs['image']);
  expect(String(second.outputs['image'])).toMatch(/@sha256:/);
  expect(await stage.served()).toMatchObject({ api: { commit: commits.two } });
}, 120_000);

test('one that fails ends the chain before the backend is touched', async () => {
  stage = await startChain({ sections: { 'seed-rds': section('exit 5') } });
  stage.cloud.logs.write({ accountId, region, group: logGroup, stream: 'x' }, 'here');
  const { failure, outputs } = await stage.deploy({ commit: commits.one });
  expect(failure?.message).toMatch(/The command failed with exit code 5 in the task: exit 5/);
  expect(outputs).toMatchObject({ 'failed-stage': 'database' });
  expect(stage.cloud.appRunner.services()).toEqual([]);
}, 120_000);

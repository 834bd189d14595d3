import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { UserError } from '../../../src/errors.ts';
import { accountId, policyOf, region, statementsOf, withoutStatement } from '../../support/action.ts';
import { type ExpressStage, name, startService } from './service-stage.ts';

let stage: ExpressStage;

beforeEach(async () => {
  stage = await startService();
});
afterEach(() => stage.close());

const policy = () =>
  policyOf('deploy-ecs-express', {
    ...{ ClusterName: 'default', ServiceName: name, RepositoryName: 'clinic' },
    ...{ ExecutionRoleArn: stage.executionRole, TaskRoleArn: stage.taskRole },
    InfrastructureRoleArn: stage.infrastructureRole,
  });

/** Everything that the action does: create, update with tags, cancel with a rollback, tell a failure. */
async function everything(as: ReturnType<ExpressStage['caller']>): Promise<string> {
  const said: string[] = [];
  const run = async (
    inputs: Readonly<Record<string, string>>,
    signal?: AbortSignal,
    onLine?: (line: string) => void,
  ) => {
    const how = {
      as,
      ...(signal ? { signal } : {}),
      onLine: (line: string) => {
        said.push(line);
        onLine?.(line);
      },
    };
    const { failure } = await stage.deploy(inputs, how).catch((error: unknown) => ({ failure: error as Error }));
    if (failure) said.push(failure.message);
  };
  const roles = { 'execution-role': stage.executionRole, 'task-role': stage.taskRole };
  const { arn } = stage.cloud.secrets.create({ accountId, region, name: 'clinic/key', value: 'unused-here' });
  const created = { image: stage.images.v1, secrets: `KEY=${arn}` };
  await run({ ...created, create: 'true', ...roles, 'infrastructure-role': stage.infrastructureRole });
  await run(created);
  await run({ tags: 'team=care' });
  await run({ 'remove-tags': 'team' });
  const cancel = new AbortController();
  await run({ port: '3000', 'on-cancel': 'rollback' }, cancel.signal, (line) => {
    if (line.includes('BAKE_TIME')) cancel.abort(new UserError({ what: 'Cancelled.' }));
  });
  await stage.settle().catch(() => undefined);
  stage.cloud.ecs.script({ outcome: { kind: 'tasks-stop', reason: 'Essential container in task exited' } });
  await run({ port: '3001' });
  return said.join('\n');
}

test('the policy is enough', async () => {
  const said = await everything(stage.caller(policy()));
  expect(said).not.toMatch(/AccessDenied|not authorized|could not be/);
  expect(stage.service().deployments.map(({ status }) => status)).toEqual([
    ...['ROLLBACK_SUCCESSFUL', 'ROLLBACK_SUCCESSFUL', 'SUCCESSFUL', 'SUCCESSFUL'],
  ]);
});

test.each(statementsOf('deploy-ecs-express'))('without %s something is refused', async (sid) => {
  expect(await everything(stage.caller(withoutStatement(policy(), sid)))).toMatch(/AccessDenied|not authorized/);
});

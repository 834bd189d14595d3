import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startedOperation } from '../../../src/actions/deploy-apprunner/operation.ts';
import { appRunner } from '../../../src/aws/apprunner.ts';
import { UserError } from '../../../src/errors.ts';
import { accountId, failureOf, policyOf, region, withoutStatement } from '../../support/action.ts';
import { withVariables } from '../../support/variables.ts';
import { name, type ServiceStage, startService } from './service-stage.ts';

let stage: ServiceStage;

beforeEach(async () => {
  stage = await startService();
  await stage.create();
});
afterEach(() => stage.close());

test('a service that is stuck past the deadline says so', async () => {
  stage.service().status = 'OPERATION_IN_PROGRESS';
  const controller = new AbortController();
  stage.clock.after(1_800_000, () => controller.abort(new UserError({ what: 'The deadline of 30 minutes passed.' })));
  const message = await failureOf(stage.deploy({}, { signal: controller.signal }));
  expect(message).toContain(
    `The deadline of 30 minutes passed. The App Runner service ${name} was busy all the time (30 minutes): CREATE_SERVICE since`,
  );
  expect(message).toContain('Nothing was changed.');
  expect(stage.calls().filter((call) => /apprunner:(Update|Start)/.test(call))).toEqual([]);
});

test('a throttled look is not the end of a deployment', async () => {
  stage.cloud.faults.add({ service: 'apprunner', operation: 'ListOperations', times: 6, fault: { kind: 'throttle' } });
  const { outputs, failure, log } = await stage.deploy();
  expect(failure).toBeUndefined();
  expect(outputs['status']).toBe('SUCCEEDED');
  expect(log).toContainEqual(expect.stringContaining('throttled, asking more slowly'));
}, 30_000);

test('permission that ends midway is a failure with the outputs that are known', async () => {
  stage.cloud.appRunner.script({ type: 'UPDATE_SERVICE', outcome: { kind: 'hang' } });
  stage.cloud.faults.add({ service: 'apprunner', operation: 'ListOperations', skip: 3, fault: { kind: 'deny' } });
  const { failure, outputs } = await stage.deploy();
  expect(failure?.message).toContain('failed: AccessDeniedException.');
  expect(failure?.message).toContain('goes on without this job');
  expect(outputs).toMatchObject({ status: 'unknown', 'previous-image': stage.images.v1 });
});

test('a later step that is refused tells what was done before it', async () => {
  stage.service().status = 'PAUSED';
  stage.cloud.faults.add({ service: 'apprunner', operation: 'UpdateService', fault: { kind: 'deny' } });
  const { failure, outputs } = await stage.deploy({ 'on-paused': 'resume' });
  expect(failure?.message).toContain('Updating the App Runner service');
  expect(outputs).toMatchObject({ status: 'failed', 'operation-id': stage.service().operations[0]?.id });
});

test('an operation that App Runner does not name is the newest of its type', async () => {
  await stage.deploy();
  const [ours, created] = stage.service().operations;
  const { cloud, clock } = stage;
  const found = await withVariables(cloud.environment(cloud.iam.administrator(accountId), region), async () => {
    const { reader } = appRunner({ region });
    const started = { serviceArn: stage.service().arn, operationId: undefined };
    const context = {
      clock: { now: clock.now, sleep: async (milliseconds: number) => clock.advance(milliseconds) },
      signal: new AbortController().signal,
    };
    const begun = created?.startedAt ?? new Date(0);
    const named = await startedOperation(started, { type: 'UPDATE_SERVICE', begun }, reader, context);
    const none = startedOperation(started, { type: 'RESUME_SERVICE', begun }, reader, context);
    await expect(none).rejects.toThrow('App Runner took the call, but lists no operation RESUME_SERVICE');
    return named;
  });
  expect(found.id).toBe(ours?.id);
});

describe('tags', () => {
  test('that are given are set, others stay, and the plan shows them', async () => {
    stage.service().tags.set('owner', 'platform');
    const { report, outputs } = await stage.deploy({ tags: 'app=clinic', image: stage.images.v1 });
    expect(Object.fromEntries(stage.service().tags)).toEqual({ owner: 'platform', app: 'clinic' });
    expect(JSON.stringify(report.sections)).toContain('["tag app","","clinic"]');
    expect(outputs).toMatchObject({ changed: true, 'operation-id': undefined });
    expect((await stage.deploy({ tags: 'app=clinic', image: stage.images.v1 })).outputs['changed']).toBe(false);
  });

  test('that are to go are taken off, once', async () => {
    const { tags } = stage.service();
    tags.set('owner', 'platform').set('old', '1');
    const inputs = { image: stage.images.v1, 'remove-tags': 'old\nnever-there' };
    const { report, outputs } = await stage.deploy(inputs);
    expect([...stage.service().tags.keys()]).toEqual(['owner']);
    expect(JSON.stringify(report.sections)).toContain('["tag old","1",""]');
    expect(outputs).toMatchObject({ changed: true });
    stage.calls();
    expect((await stage.deploy(inputs)).outputs['changed']).toBe(false);
    expect(stage.calls().filter((call) => call.endsWith('agResource'))).toEqual([]);
  });

  test('are not looked at where none are given', async () => {
    const policy = policyOf('deploy-apprunner', {
      ...{ ServiceName: name, RepositoryName: 'clinic' },
      ...{ AccessRoleArn: stage.accessRole, InstanceRoleArn: stage.instanceRole },
    });
    const as = stage.caller(withoutStatement(policy, 'TagService'));
    expect((await stage.deploy({}, { as })).outputs['status']).toBe('SUCCEEDED');
  });
});

test('observability is turned on and off, and kept where nothing is said', async () => {
  const arn = 'arn:aws:apprunner:eu-central-1:111111111111:observabilityconfiguration/x/1/a';
  await stage.deploy({ 'observability-configuration': arn });
  const observability = () => stage.service().configuration.observability;
  expect(observability()).toEqual({ ObservabilityEnabled: true, ObservabilityConfigurationArn: arn });
  await stage.deploy({ image: stage.images.v1 });
  expect(observability()).toEqual({ ObservabilityEnabled: true, ObservabilityConfigurationArn: arn });
  await stage.deploy({ image: stage.images.v1, 'observability-configuration': 'off' });
  expect(observability()).toEqual({ ObservabilityEnabled: false });
});

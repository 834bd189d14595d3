import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { verdictOf } from '../../../src/actions/deploy-apprunner/attach.ts';
import { failureOf } from '../../support/action.ts';
import { name, type ServiceStage, startService } from './service-stage.ts';

let stage: ServiceStage;

beforeEach(async () => {
  stage = await startService();
});
afterEach(() => stage.close());

const endpoint = { ingress: 'private', 'vpc-id': 'vpc-0a1b2c3d', 'vpc-endpoint-id': 'vpce-0a1b2c3d' };
const connections = () => stage.cloud.appRunner.ingress.all();
const writes = () => stage.calls().filter((call) => /:(Create|Update|Delete|Start)/.test(call));
const isPublic = () => stage.service().configuration.network.IngressConfiguration?.IsPubliclyAccessible;
const address = () => `http://${stage.service().url}`;

describe('a private service', () => {
  test('is created, connected with the endpoint of a VPC, and named by its address there', async () => {
    const { outputs, report } = await stage.deploy({
      ...{ create: 'true', port: '3000', 'access-role': stage.accessRole, ...endpoint },
    });
    expect(isPublic()).toBe(false);
    expect(connections()).toMatchObject([
      {
        ...{ ServiceArn: stage.service().arn, Status: 'AVAILABLE' },
        IngressVpcConfiguration: { VpcId: 'vpc-0a1b2c3d', VpcEndpointId: 'vpce-0a1b2c3d' },
      },
    ]);
    expect(outputs).toMatchObject({ changed: true, status: 'AVAILABLE', 'service-url': address() });
    expect(JSON.stringify(report.sections)).toContain(
      'The service is private: what calls it must run inside of vpc-0a1b2c3d. That holds for the runner of a smoke test, too.',
    );
  });

  test('is what a public one becomes, and the plan shows both', async () => {
    await stage.create();
    const planned = await stage.deploy({ image: stage.images.v1, ...endpoint, 'dry-run': 'true' });
    expect(planned.report.result).toBe('Would update and attach the service: ingress and vpcEndpoint.');
    expect(writes()).toEqual([]);
    const { outputs } = await stage.deploy({ image: stage.images.v1, ...endpoint });
    expect(outputs).toMatchObject({ changed: true, 'service-url': address() });
    expect(writes()).toEqual(['apprunner:UpdateService', 'apprunner:CreateVpcIngressConnection']);
    expect((await stage.deploy({ image: stage.images.v1, ...endpoint })).outputs).toMatchObject({ changed: false });
  });

  test('stays one where the inputs say nothing, and its address is found', async () => {
    await stage.create(endpoint);
    const { outputs } = await stage.deploy();
    expect(isPublic()).toBe(false);
    expect(outputs).toMatchObject({ status: 'SUCCEEDED', 'service-url': address() });
    expect(connections()).toHaveLength(1);
  });

  test('without any connection has no address', async () => {
    await stage.create({ ingress: 'private' });
    const { outputs, report } = await stage.deploy();
    expect(outputs['service-url']).toBeUndefined();
    expect(JSON.stringify(report.sections)).toContain('must run inside of a VPC that is connected with it');
  });

  test('has several names for several endpoints', async () => {
    await stage.create(endpoint);
    await stage.deploy({ image: stage.images.v1, ...endpoint, 'vpc-endpoint-id': 'vpce-ffffffff' });
    expect(connections().map(({ Status }) => Status)).toEqual(['AVAILABLE', 'AVAILABLE']);
    expect(new Set(connections().map(({ VpcIngressConnectionName }) => VpcIngressConnectionName)).size).toBe(2);
  });
});

describe('a connection', () => {
  test('that fails takes the release back, and what it made off', async () => {
    await stage.create();
    stage.cloud.appRunner.ingress.failNext();
    const { failure, outputs } = await stage.deploy(endpoint);
    expect(failure?.message).toContain(`The attach of the App Runner service ${name} ended as FAILED_CREATION.`);
    expect(failure?.message).toContain('The previous release was restored.');
    expect(outputs).toMatchObject({ 'rolled-back': true, image: stage.images.v1, 'service-url': address() });
    expect(isPublic()).toBe(true);
    stage.clock.advance(10_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(connections().map(({ Status }) => Status)).toEqual(['DELETED']);
  });

  test('that had failed is tried again', async () => {
    await stage.create({ ingress: 'private' });
    stage.cloud.appRunner.ingress.failNext();
    const inputs = { image: stage.images.v1, ...endpoint, 'rollback-on-failure': 'false' };
    expect((await stage.deploy(inputs)).failure?.message).toContain('ended as FAILED_CREATION');
    const { outputs } = await stage.deploy(inputs);
    expect(outputs).toMatchObject({ changed: true, status: 'AVAILABLE' });
    expect(connections()).toHaveLength(1);
  });

  test('that is being made is followed, not made twice', async () => {
    await stage.create({ ingress: 'private' });
    const inputs = { image: stage.images.v1, ...endpoint };
    const controller = new AbortController();
    const onLine = (line: string) => line.includes('PENDING_CREATION') && controller.abort(new Error('Stop.'));
    await stage.deploy(inputs, { signal: controller.signal, onLine }).catch(() => undefined);
    const { outputs } = await stage.deploy(inputs);
    expect(outputs).toMatchObject({ 'service-url': address() });
    expect(connections()).toHaveLength(1);
  });

  test('needs a private service, and both of its ids', async () => {
    await stage.create();
    expect(await failureOf(stage.deploy({ ...endpoint, ingress: 'public' }))).toContain(
      'The service is public, and `vpc-endpoint-id` is for private ones: let `ingress` be `private`.',
    );
    expect(await failureOf(stage.deploy({ ingress: 'private', 'vpc-endpoint-id': 'vpce-0a1b2c3d' }))).toContain(
      '`vpc-id` and `vpc-endpoint-id` go together: give both.',
    );
    expect(writes()).toEqual([]);
  });
});

test.each([
  ['AVAILABLE', 'succeeded'],
  ['PENDING_CREATION', 'running'],
  ['PENDING_UPDATE', 'running'],
  ['PENDING_DELETION', 'failed'],
  ['FAILED_CREATION', 'failed'],
  ['FAILED_UPDATE', 'failed'],
  ['FAILED_DELETION', 'failed'],
  ['DELETED', 'failed'],
] as const)('a connection that is %s has %s', (status, verdict) => {
  expect(verdictOf(status)).toBe(verdict);
});

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { accountId, failureOf, policyOf, region, statementsOf, withoutStatement } from '../../support/action.ts';
import { name, type ServiceStage, startService } from './service-stage.ts';

let stage: ServiceStage;

beforeEach(async () => {
  stage = await startService();
});
afterEach(() => stage.close());

const webAcl = (acl = 'clinic') => stage.cloud.waf.webAcl(accountId, region, acl);
const protectedBy = () => stage.cloud.waf.of(stage.service().arn);
const calls = () => stage.calls().filter((call) => call.startsWith('wafv2:'));
const create = (inputs: Readonly<Record<string, string>> = {}) => stage.create(inputs);

describe('a web ACL', () => {
  test('protects a new service once that runs', async () => {
    const acl = webAcl();
    const { outputs, report } = await stage.deploy({
      ...{ create: 'true', port: '3000', 'access-role': stage.accessRole, 'web-acl': acl },
    });
    expect(outputs).toMatchObject({ changed: true, status: 'SUCCEEDED' });
    expect(report.result).toContain('Done (create and attach)');
    expect(protectedBy()).toBe(acl);
  });

  test('is kept where the inputs leave it out, and not even asked for', async () => {
    const acl = webAcl();
    await create({ 'web-acl': acl });
    await stage.deploy();
    expect(protectedBy()).toBe(acl);
    expect(calls()).toEqual([]);
  });

  test('takes the place of another without a deployment, and is taken off', async () => {
    const [one, other] = [webAcl('one'), webAcl('other')];
    await create({ 'web-acl': one });
    const operations = stage.service().operations.length;
    const { report, outputs } = await stage.deploy({ image: stage.images.v1, 'web-acl': other });
    expect(JSON.stringify(report.sections)).toContain(JSON.stringify(['webAcl', one, other]));
    expect(outputs).toMatchObject({ changed: true });
    expect(protectedBy()).toBe(other);
    await stage.deploy({ image: stage.images.v1, 'web-acl': 'off' });
    expect(protectedBy()).toBeUndefined();
    expect(stage.service().operations).toHaveLength(operations);
    stage.calls();
    const again = await stage.deploy({ image: stage.images.v1, 'web-acl': 'off' });
    expect(again.outputs).toMatchObject({ changed: false });
    expect(new Set(calls())).toEqual(new Set(['wafv2:GetWebACLForResource']));
  });

  test('of a dry run is a line of the plan', async () => {
    await create();
    const acl = webAcl();
    const { report } = await stage.deploy({ image: stage.images.v1, 'web-acl': acl, 'dry-run': 'true' });
    expect(report.result).toBe('Would attach the service: webAcl.');
    expect(protectedBy()).toBeUndefined();
  });

  test('that WAF refuses is red, and the release before serves again', async () => {
    await create();
    const gone = webAcl().replace(/[^/]*$/, 'gone');
    const { failure, outputs } = await stage.deploy({ 'web-acl': gone });
    expect(failure?.message).toContain(`The attach of the App Runner service ${name} ended as REFUSED.`);
    expect(failure?.message).toContain('The previous release was restored.');
    expect(failure?.message).toContain('WAFNonexistentItemException');
    expect(outputs).toMatchObject({ 'rolled-back': true, image: stage.images.v1 });
    expect(stage.service().configuration.source.ImageRepository?.ImageIdentifier).toBe(stage.images.v1);
  });

  test('that is refused alone deploys nothing', async () => {
    await create();
    const operations = stage.service().operations.length;
    const gone = webAcl().replace(/[^/]*$/, 'gone');
    const { failure } = await stage.deploy({ image: stage.images.v1, 'web-acl': gone });
    expect(failure?.message).toContain('ended as REFUSED');
    expect(stage.service().operations).toHaveLength(operations);
  });

  test('that cannot be set yet is tried again', async () => {
    await create();
    const fault = { kind: 'error', code: 'WAFUnavailableEntityException', message: 'Retry.', status: 400 } as const;
    stage.cloud.faults.add({ service: 'wafv2', operation: 'AssociateWebACL', times: 3, fault });
    const acl = webAcl();
    expect((await stage.deploy({ 'web-acl': acl })).outputs).toMatchObject({ status: 'SUCCEEDED' });
    expect(protectedBy()).toBe(acl);
  });

  test.each([
    ['hunter2', 'it is no ARN'],
    [`arn:aws:wafv2:us-east-1:${accountId}:global/webacl/a/b`, 'it is not the ARN of a regional web ACL'],
  ])('is not %s', async (given, why) => {
    await expect(stage.deploy({ 'web-acl': given })).rejects.toThrow(why);
  });

  test('is of the region and the account of the service', async () => {
    await create();
    const elsewhere = webAcl().replace(region, 'us-east-1');
    expect(await failureOf(stage.deploy({ 'web-acl': elsewhere }))).toContain('web-acl is in us-east-1');
  });
});

describe('permissions', () => {
  const values = () => ({
    ...{ ServiceName: name, RepositoryName: 'clinic' },
    ...{ AccessRoleArn: stage.accessRole, InstanceRoleArn: stage.instanceRole },
  });

  /** Everything for which they are there: a web ACL that is changed, taken off and put back, a private service that is connected. */
  async function everything(as: ReturnType<ServiceStage['caller']>): Promise<string> {
    const run = async (inputs: Readonly<Record<string, string>>) => {
      const { failure } = await stage.deploy(inputs, { as }).catch((error: unknown) => ({ failure: error as Error }));
      return failure?.message ?? '';
    };
    const image = stage.images.v1;
    const said = [await run({ image, 'web-acl': webAcl('one') }), await run({ image, 'web-acl': webAcl('other') })];
    const endpoint = { image, ingress: 'private', 'vpc-id': 'vpc-0a1b2c3d' };
    stage.cloud.appRunner.ingress.failNext();
    said.push(await run({ ...endpoint, 'vpc-endpoint-id': 'vpce-0a1b2c3d' }));
    stage.clock.advance(1_000);
    said.push(await run({ ...endpoint, 'vpc-endpoint-id': 'vpce-0a1b2c3d' }), await run({ image, 'web-acl': 'off' }));
    return said.join('\n');
  }

  test('iam-policy.json and iam-policy-optional.json are enough', async () => {
    await create();
    const policies = [policyOf('deploy-apprunner', values()), policyOf('deploy-apprunner', values(), 'optional')];
    expect(await everything(stage.caller(...policies))).not.toMatch(/AccessDenied|not authorized/);
    const refused = stage.cloud.requests.all().filter(({ errorCode }) => errorCode === 'AccessDeniedException');
    expect(refused).toEqual([]);
  });

  test.each(statementsOf('deploy-apprunner', 'optional'))('without %s something is refused', async (sid) => {
    await create();
    const optional = withoutStatement(policyOf('deploy-apprunner', values(), 'optional'), sid);
    const said = await everything(stage.caller(policyOf('deploy-apprunner', values()), optional));
    expect(said).toMatch(/AccessDenied|not authorized/);
    expect(said).toContain('iam-policy-optional.json');
  });
});

import { expect, test } from '@jest/globals';
import { arnOf, parseRoleArn } from '../../src/domain/arn.ts';
import { parseCluster, parseEcsService } from '../../src/domain/ecs-service.ts';
import { ecsConsoleUrl } from '../../src/domain/service-url.ts';

const arn = 'arn:aws:ecs:eu-central-1:111111111111:service/care/clinic-dev';

test('a service is its name, or its ARN with the cluster', () => {
  expect(parseEcsService('clinic-dev')).toEqual({
    ok: true,
    value: { name: 'clinic-dev', cluster: undefined, arn: undefined },
  });
  expect(parseEcsService(arn)).toEqual({ ok: true, value: { name: 'clinic-dev', cluster: 'care', arn: arnOf(arn) } });
});

test.each([
  '',
  'a b',
  'arn:aws:ecs:eu-central-1:111111111111:cluster/care',
  `${arn}/more`,
])('%j is no service', (text) => {
  expect(parseEcsService(text)).toMatchObject({ ok: false });
});

test('a cluster is its name, from its name or its ARN', () => {
  expect(parseCluster('care')).toEqual({ ok: true, value: 'care' });
  expect(parseCluster('arn:aws-cn:ecs:cn-north-1:111111111111:cluster/care')).toEqual({ ok: true, value: 'care' });
  expect(parseCluster('care/clinic')).toMatchObject({ ok: false });
});

test('a role is its ARN', () => {
  expect(parseRoleArn('arn:aws:iam::111111111111:role/service-role/x')).toMatchObject({ ok: true });
  expect(parseRoleArn('arn:aws:iam::111111111111:user/x')).toMatchObject({ ok: false });
});

test('the console is the one of the partition', () => {
  expect(ecsConsoleUrl(arn)).toBe(
    'https://eu-central-1.console.aws.amazon.com/ecs/v2/clusters/care/services/clinic-dev/deployments?region=eu-central-1',
  );
  expect(ecsConsoleUrl(arn.replace('aws', 'aws-cn').replace('eu-central-1', 'cn-north-1'))).toContain(
    'https://cn-north-1.console.amazonaws.cn/ecs/',
  );
});

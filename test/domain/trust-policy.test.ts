import { expect, test } from '@jest/globals';
import { trustsService } from '../../src/domain/trust-policy.ts';

const service = 'ecs-tasks.amazonaws.com';
const allow = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' };

test.each<[string, unknown, boolean]>([
  ['a statement', { Statement: allow }, true],
  ['one of several statements', { Statement: [{ ...allow, Principal: { AWS: '*' } }, allow] }, true],
  [
    'one of several services',
    { Statement: { ...allow, Principal: { Service: ['ec2.amazonaws.com', service] } } },
    true,
  ],
  ['the service in China', { Statement: { ...allow, Principal: { Service: `${service}.cn` } } }, true],
  ['one of several actions', { Statement: { ...allow, Action: ['sts:TagSession', 'sts:AssumeRole'] } }, true],
  ['all actions of STS', { Statement: { ...allow, Action: 'sts:*' } }, true],
  ['everybody', { Statement: { ...allow, Principal: '*' } }, true],
  ['with a condition', { Statement: { ...allow, Condition: { StringEquals: { 'aws:SourceAccount': '1' } } } }, true],
  ['another service', { Statement: { ...allow, Principal: { Service: 'ecs.amazonaws.com' } } }, false],
  ['an account', { Statement: { ...allow, Principal: { AWS: 'arn:aws:iam::111111111111:root' } } }, false],
  ['another action', { Statement: { ...allow, Action: 'sts:AssumeRoleWithWebIdentity' } }, false],
  ['a denial', { Statement: { ...allow, Effect: 'Deny' } }, false],
  ['nothing', {}, false],
  ['no policy', undefined, false],
])('%s: %#', (_, policy, trusted) => {
  expect(trustsService(policy, service)).toBe(trusted);
});

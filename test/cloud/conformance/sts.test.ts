import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { everything } from '../iam/policy.ts';
import { accountId, type Call, type ClientOptions, conformance } from './conformance.ts';

const trust = {
  Statement: {
    Effect: 'Allow' as const,
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: 'sts:AssumeRole',
  },
};
const reference = 'https://docs.aws.amazon.com/STS/latest/APIReference';

conformance('STS', {
  prepare: (cloud) => void cloud.iam.role({ accountId, name: 'deploy', trust, policies: [everything] }),
  calls,
  known: [
    {
      at: 'who am I › answer.*',
      because: 'a user has an ARN of IAM and an id that starts with AIDA; moto answers with one fixed caller',
      documentation: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html',
    },
    {
      at: 'take on a role › answer.PackedPolicySize',
      because: 'the size is that of session policies and tags, and none were sent',
      documentation: `${reference}/API_AssumeRole.html`,
    },
    {
      at: 'take on a role for too short a time › *',
      because: 'DurationSeconds is 900 at least',
      documentation: `${reference}/API_AssumeRole.html`,
    },
    {
      at: 'take on a role under a name with a space › *',
      because: 'RoleSessionName matches [\\w+=,.@-]*',
      documentation: `${reference}/API_AssumeRole.html`,
    },
    {
      at: 'take on what is no role › *',
      because: 'RoleArn is an ARN, and moto does not look at it',
      documentation: `${reference}/API_AssumeRole.html`,
    },
  ],
});

function calls(options: ClientOptions): readonly Call[] {
  const sts = new STSClient(options);
  const assume =
    (input: { readonly RoleArn: string; readonly RoleSessionName: string; readonly DurationSeconds?: number }) => () =>
      sts.send(new AssumeRoleCommand(input)).then(({ Credentials, ...answer }) => ({
        ...answer,
        // The key's prefix tells a temporary one.
        prefix: Credentials?.AccessKeyId?.slice(0, 4),
        hasToken: Credentials?.SessionToken !== undefined,
        expires: Credentials?.Expiration,
      }));
  const RoleArn = `arn:aws:iam::${accountId}:role/deploy`;
  return [
    { name: 'who am I', run: () => sts.send(new GetCallerIdentityCommand({})) },
    { name: 'take on a role', run: assume({ RoleArn, RoleSessionName: 'run-1' }) },
    {
      name: 'take on a role for too short a time',
      run: assume({ RoleArn, RoleSessionName: 'run-1', DurationSeconds: 60 }),
    },
    { name: 'take on a role under a name with a space', run: assume({ RoleArn, RoleSessionName: 'run 1' }) },
    { name: 'take on what is no role', run: assume({ RoleArn: 'nonsense-that-is-long', RoleSessionName: 'run-1' }) },
  ];
}

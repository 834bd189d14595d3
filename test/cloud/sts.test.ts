import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from './cloud.ts';
import { type ScriptedClock, scriptedClock } from './core/clock.ts';
import type { Credentials, TrustedIssuer } from './iam/identities.ts';
import { everything, type PolicyDocument } from './iam/policy.ts';

const [dev = '', prod = ''] = ['111111111111', '222222222222'];
const issuerUrl = 'https://token.actions.githubusercontent.com';
let clock: ScriptedClock;
let cloud: Cloud;

beforeEach(async () => {
  clock = scriptedClock();
  cloud = await startCloud({ clock });
});
afterEach(() => cloud.close());

function client(credentials?: Credentials): STSClient {
  return new STSClient({
    endpoint: cloud.endpoint,
    region: 'eu-central-1',
    maxAttempts: 1,
    credentials: credentials ?? { accessKeyId: 'none', secretAccessKey: 'none' },
  });
}

function trust(principal: string, action = 'sts:AssumeRole'): PolicyDocument {
  return { Statement: { Effect: 'Allow', Principal: { AWS: principal }, Action: action } };
}

describe('GetCallerIdentity', () => {
  test('names the user behind the key', async () => {
    const user = cloud.iam.user({ accountId: dev, name: 'deployer', policies: [] });
    expect(await client(user).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: dev,
      Arn: `arn:aws:iam::${dev}:user/deployer`,
    });
    expect(cloud.requests.names({ accountId: dev })).toEqual(['sts:GetCallerIdentity']);
  });

  test('refuses an unknown key and a wrong secret', async () => {
    const user = cloud.iam.user({ accountId: dev, name: 'deployer', policies: [] });
    const send = (credentials: Credentials) => client(credentials).send(new GetCallerIdentityCommand({}));
    await expect(send({ ...user, accessKeyId: 'AKIANOBODY' })).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(send({ ...user, secretAccessKey: 'guessed' })).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
  });
});

describe('AssumeRole', () => {
  test('gives a session of a role in another account when both sides allow, until it expires', async () => {
    const role = cloud.iam.role({
      accountId: prod,
      name: 'deploy',
      trust: trust(`arn:aws:iam::${dev}:root`),
      policies: [],
    });
    const user = cloud.iam.user({ accountId: dev, name: 'ci', policies: [everything] });
    const { Credentials: keys } = await client(user).send(
      new AssumeRoleCommand({ RoleArn: role.arn, RoleSessionName: 'run-1', DurationSeconds: 900 }),
    );
    const session = {
      accessKeyId: keys?.AccessKeyId ?? '',
      secretAccessKey: keys?.SecretAccessKey ?? '',
      sessionToken: keys?.SessionToken ?? '',
    };
    const { Arn } = await client(session).send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe(`arn:aws:sts::${prod}:assumed-role/deploy/run-1`);

    clock.advance(900_000);
    await expect(client(session).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'ExpiredToken',
    });
  });

  test('refuses when the caller has no permission, when the role does not trust it, and when there is no role', async () => {
    const trusting = cloud.iam.role({
      accountId: prod,
      name: 'a',
      trust: trust(`arn:aws:iam::${dev}:root`),
      policies: [],
    });
    const closed = cloud.iam.role({
      accountId: prod,
      name: 'b',
      trust: trust(`arn:aws:iam::${prod}:root`),
      policies: [],
    });
    const plain = cloud.iam.user({ accountId: dev, name: 'plain', policies: [] });
    const strong = cloud.iam.user({ accountId: dev, name: 'strong', policies: [everything] });
    const assume = (who: Credentials, RoleArn: string) =>
      client(who).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'run' }));
    for (const [who, arn] of [
      [plain, trusting.arn],
      [strong, closed.arn],
      [strong, `arn:aws:iam::${prod}:role/missing`],
    ] as const)
      await expect(assume(who, arn)).rejects.toMatchObject({
        name: 'AccessDenied',
        message: expect.stringMatching(
          /^User: arn:aws:iam::111111111111:user\/\w+ is not authorized to perform: sts:AssumeRole on/,
        ),
      });
  });

  test('checks the session name and the duration', async () => {
    const role = cloud.iam.role({ accountId: dev, name: 'deploy', trust: trust('*'), policies: [] });
    const send = (input: { RoleSessionName?: string; DurationSeconds?: number }) =>
      client(cloud.iam.administrator(dev)).send(
        new AssumeRoleCommand({ RoleArn: role.arn, RoleSessionName: 'run', ...input }),
      );
    await expect(send({ RoleSessionName: 'a b' })).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(send({ DurationSeconds: 60 })).rejects.toThrow('greater than or equal to 900');
    await expect(send({ DurationSeconds: 7200 })).rejects.toThrow('exceeds the MaxSessionDuration');
  });
});

describe('AssumeRoleWithWebIdentity', () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const issuer: TrustedIssuer = {
    issuer: issuerUrl,
    keys: () => [{ ...pair.publicKey.export({ format: 'jwk' }), kid: 'k1' }],
  };

  function token(claims: Record<string, unknown> = {}, key: KeyObject = pair.privateKey, kid = 'k1'): string {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const standard = {
      iss: issuerUrl,
      aud: 'sts.amazonaws.com',
      sub: 'repo:acme/clinic:environment:prod',
      exp: clock.now().getTime() / 1000 + 300,
    };
    const text = `${part({ alg: 'RS256', kid })}.${part({ ...standard, ...claims })}`;
    return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`;
  }

  function assume(WebIdentityToken: string) {
    const provider = cloud.iam.openIdProvider({ accountId: prod, issuer });
    const role = cloud.iam.role({
      accountId: prod,
      name: 'github',
      policies: [],
      trust: {
        Statement: {
          Effect: 'Allow',
          Principal: { Federated: provider.arn },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
            StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:acme/*:environment:prod' },
          },
        },
      },
    });
    return client().send(
      new AssumeRoleWithWebIdentityCommand({ RoleArn: role.arn, RoleSessionName: 'GitHubActions', WebIdentityToken }),
    );
  }

  test('trades a job token for a session of the role', async () => {
    const answer = await assume(token());
    expect(answer).toMatchObject({
      SubjectFromWebIdentityToken: 'repo:acme/clinic:environment:prod',
      Audience: 'sts.amazonaws.com',
      AssumedRoleUser: { Arn: `arn:aws:sts::${prod}:assumed-role/github/GitHubActions` },
    });
    expect(answer.Credentials?.Expiration).toEqual(new Date(clock.now().getTime() + 3_600_000));
  });

  test.each([
    ['repository_id', '42', true],
    ['job_workflow_ref', 'acme/suite/.github/workflows/deploy.yml@refs/tags/v1', true],
    ['environment', 'prod', true],
    ['repository_owner_id', '7', false],
    ['runner_environment', 'github-hosted', false],
  ])('a trust policy can test the claim %s: %s, %j', async (claim, value, known) => {
    const role = cloud.iam.role({
      accountId: prod,
      name: 'pinned',
      policies: [],
      trust: {
        Statement: {
          Effect: 'Allow',
          Principal: { Federated: cloud.iam.openIdProvider({ accountId: prod, issuer }).arn },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringEquals: { [`token.actions.githubusercontent.com:${claim}`]: value } },
        },
      },
    });
    const assumed = (WebIdentityToken: string) =>
      client()
        .send(new AssumeRoleWithWebIdentityCommand({ RoleArn: role.arn, RoleSessionName: 'run', WebIdentityToken }))
        .then(
          () => true,
          () => false,
        );
    expect(await assumed(token({ [claim]: value }))).toBe(known);
    expect(await assumed(token({ [claim]: `${value}x` }))).toBe(false);
    expect(await assumed(token())).toBe(false);
  });

  test.each([
    [
      'another subject',
      () => token({ sub: 'repo:acme/clinic:ref:refs/heads/x' }),
      'AccessDenied',
      'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    ],
    ['another audience', () => token({ aud: 'me' }), 'InvalidIdentityTokenException', 'Incorrect token audience'],
    ['an expired token', () => token({ exp: clock.now().getTime() / 1000 }), 'ExpiredTokenException', 'Token expired'],
    [
      'an unknown issuer',
      () => token({ iss: 'https://elsewhere' }),
      'InvalidIdentityTokenException',
      'No OpenIDConnect provider',
    ],
    [
      'a forged signature',
      () => token({}, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
      'InvalidIdentityTokenException',
      'signature',
    ],
    [
      'an unknown key',
      () => token({}, pair.privateKey, 'k2'),
      'InvalidIdentityTokenException',
      "Couldn't retrieve verification key",
    ],
    ['no JWT at all', () => 'x'.repeat(8), 'InvalidIdentityTokenException', 'not a valid JWT'],
  ])('refuses %s', async (_, make, name, message) => {
    await expect(assume(make())).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
  });
});

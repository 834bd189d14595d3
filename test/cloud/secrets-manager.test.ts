import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  type GetSecretValueCommandInput,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from './cloud.ts';
import type { Credentials } from './iam/identities.ts';

const accountId = '111111111111';
const region = 'eu-west-1';
let cloud: Cloud;
let secrets: SecretsManagerClient;

beforeEach(async () => {
  cloud = await startCloud();
  secrets = client(cloud.iam.administrator(accountId));
});
afterEach(() => cloud.close());

function client(credentials: Credentials, clientRegion = region): SecretsManagerClient {
  return new SecretsManagerClient({ endpoint: cloud.endpoint, region: clientRegion, credentials, maxAttempts: 1 });
}

const get = (input: GetSecretValueCommandInput) => secrets.send(new GetSecretValueCommand(input));

test('a secret is read by name, by ARN and by ARN without its six characters', async () => {
  const { arn } = cloud.secrets.create({ accountId, region, name: 'app/db', value: { password: 'p' } });
  expect(arn).toMatch(/^arn:aws:secretsmanager:eu-west-1:111111111111:secret:app\/db-[A-Za-z0-9]{6}$/);
  for (const SecretId of ['app/db', arn, arn.slice(0, -7)])
    expect(await get({ SecretId })).toMatchObject({
      ARN: arn,
      Name: 'app/db',
      SecretString: '{"password":"p"}',
      VersionStages: ['AWSCURRENT'],
    });
});

test('a new value moves the labels', async () => {
  const { ARN = '', VersionId: first } = await secrets.send(
    new CreateSecretCommand({ Name: 'token', SecretString: 'one' }),
  );
  const { VersionId: second } = await secrets.send(new PutSecretValueCommand({ SecretId: ARN, SecretString: 'two' }));
  expect(await get({ SecretId: 'token' })).toMatchObject({ SecretString: 'two', VersionId: second });
  expect(await get({ SecretId: 'token', VersionStage: 'AWSPREVIOUS' })).toMatchObject({
    SecretString: 'one',
    VersionId: first,
  });
  expect(await get({ SecretId: 'token', VersionId: first })).toMatchObject({ SecretString: 'one' });
  const { VersionIdsToStages } = await secrets.send(new DescribeSecretCommand({ SecretId: 'token' }));
  expect(VersionIdsToStages).toEqual({ [first ?? '']: ['AWSPREVIOUS'], [second ?? '']: ['AWSCURRENT'] });
});

test('a repeated request token is the same version, or an error when the value differs', async () => {
  const { VersionId } = await secrets.send(
    new CreateSecretCommand({ Name: 'token', SecretString: 'one', ClientRequestToken: 'a'.repeat(32) }),
  );
  const put = (SecretString: string) =>
    secrets.send(new PutSecretValueCommand({ SecretId: 'token', SecretString, ClientRequestToken: VersionId }));
  expect((await put('one')).VersionId).toBe(VersionId);
  await expect(put('two')).rejects.toMatchObject({ name: 'ResourceExistsException' });
  await expect(secrets.send(new CreateSecretCommand({ Name: 'token', SecretString: 'x' }))).rejects.toMatchObject({
    name: 'ResourceExistsException',
  });
});

test('what is missing is not found, in the words of AWS', async () => {
  await expect(get({ SecretId: 'none' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: "Secrets Manager can't find the specified secret.",
  });
  cloud.secrets.create({ accountId, region, name: 'a', value: 'v' });
  await expect(get({ SecretId: 'a', VersionStage: 'AWSPENDING' })).rejects.toThrow(
    "Secrets Manager can't find the specified secret value for staging label: AWSPENDING",
  );
  const elsewhere = client(cloud.iam.administrator(accountId), 'us-east-1');
  await expect(elsewhere.send(new GetSecretValueCommand({ SecretId: 'a' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('a list pages and filters by name', async () => {
  for (const name of ['a/1', 'a/2', 'a/3', 'b/1']) cloud.secrets.create({ accountId, region, name, value: 'v' });
  const names: (string | undefined)[] = [];
  let NextToken: string | undefined;
  do {
    const page = await secrets.send(
      new ListSecretsCommand({ MaxResults: 2, NextToken, Filters: [{ Key: 'name', Values: ['a/'] }] }),
    );
    names.push(...(page.SecretList ?? []).map(({ Name }) => Name));
    NextToken = page.NextToken;
  } while (NextToken);
  expect(names).toEqual(['a/1', 'a/2', 'a/3']);
});

test('a permission may be narrowed to one secret, and a key of its own needs kms:Decrypt', async () => {
  const keyArn = `arn:aws:kms:${region}:${accountId}:key/1`;
  const { arn } = cloud.secrets.create({ accountId, region, name: 'mine', value: 'v', kmsKeyId: keyArn });
  cloud.secrets.create({ accountId, region, name: 'yours', value: 'v' });
  const read = {
    Effect: 'Allow' as const,
    Action: 'secretsmanager:GetSecretValue',
    Resource: `${arn.slice(0, -6)}??????`,
  };
  const user = cloud.iam.user({ accountId, name: 'reader', policies: [{ Statement: read }] });
  const readAs = (SecretId: string) => client(user).send(new GetSecretValueCommand({ SecretId }));
  await expect(readAs('yours')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await expect(readAs('mine')).rejects.toThrow('kms:Decrypt');
  cloud.iam.setPolicies(user.arn, [
    { Statement: [read, { Effect: 'Allow', Action: 'kms:Decrypt', Resource: keyArn }] },
  ]);
  expect((await readAs('mine')).SecretString).toBe('v');
});

import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { accountId, type Call, type ClientOptions, conformance, region } from './conformance.ts';

conformance('Secrets Manager', {
  calls,
  known: [
    ...[
      'get without a value',
      'get what is missing',
      'get a missing stage',
      'get a missing version',
      'put to what is missing',
      'describe what is missing',
    ].map((name) => ({
      at: `${name} › error.status`,
      because: 'ResourceNotFoundException comes with the HTTP status 400',
      documentation:
        'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html#API_GetSecretValue_Errors',
    })),
    {
      at: 'get a missing stage › error.message',
      because: 'the message names the staging label, as an answer of AWS quoted there shows',
      documentation: 'https://github.com/aws/aws-sdk-js-v3/issues/7701',
    },
  ],
});

function calls(options: ClientOptions): readonly Call[] {
  const secrets = new SecretsManagerClient(options);
  const token = 'c'.repeat(32);
  let arn = '';
  const get = (input: { SecretId: string; VersionStage?: string; VersionId?: string }) => () =>
    secrets.send(new GetSecretValueCommand(input));
  return [
    {
      name: 'create',
      run: async () => {
        const answer = await secrets.send(
          new CreateSecretCommand({ Name: 'app/db', SecretString: 'one', Tags: [{ Key: 'app', Value: 'clinic' }] }),
        );
        arn = answer.ARN ?? '';
        return answer;
      },
    },
    { name: 'create again', run: () => secrets.send(new CreateSecretCommand({ Name: 'app/db', SecretString: 'x' })) },
    { name: 'create without a value', run: () => secrets.send(new CreateSecretCommand({ Name: 'empty' })) },
    { name: 'get without a value', run: get({ SecretId: 'empty' }) },
    { name: 'get by name', run: get({ SecretId: 'app/db' }) },
    { name: 'get by ARN', run: () => get({ SecretId: arn })() },
    { name: 'get by partial ARN', run: () => get({ SecretId: arn.slice(0, -7) })() },
    { name: 'get what is missing', run: get({ SecretId: 'none' }) },
    { name: 'get a missing stage', run: get({ SecretId: 'app/db', VersionStage: 'AWSPENDING' }) },
    { name: 'get a missing version', run: get({ SecretId: 'app/db', VersionId: 'd'.repeat(32) }) },
    {
      name: 'put',
      run: () =>
        secrets.send(new PutSecretValueCommand({ SecretId: 'app/db', SecretString: 'two', ClientRequestToken: token })),
    },
    {
      name: 'put the same again',
      run: () =>
        secrets.send(new PutSecretValueCommand({ SecretId: 'app/db', SecretString: 'two', ClientRequestToken: token })),
    },
    {
      name: 'put another under the same token',
      run: () =>
        secrets.send(
          new PutSecretValueCommand({ SecretId: 'app/db', SecretString: 'three', ClientRequestToken: token }),
        ),
    },
    { name: 'get the current', run: get({ SecretId: 'app/db' }) },
    { name: 'get the previous', run: get({ SecretId: 'app/db', VersionStage: 'AWSPREVIOUS' }) },
    {
      name: 'put binary',
      run: () => secrets.send(new PutSecretValueCommand({ SecretId: 'empty', SecretBinary: Buffer.from('b') })),
    },
    {
      name: 'get binary',
      run: async () => {
        const { SecretBinary, SecretString } = await get({ SecretId: 'empty' })();
        return { SecretString, text: SecretBinary && Buffer.from(SecretBinary).toString() };
      },
    },
    {
      name: 'put to what is missing',
      run: () => secrets.send(new PutSecretValueCommand({ SecretId: 'none', SecretString: 'x' })),
    },
    { name: 'describe', run: () => secrets.send(new DescribeSecretCommand({ SecretId: 'empty' })) },
    {
      name: 'describe what is missing',
      run: () =>
        secrets.send(
          new DescribeSecretCommand({ SecretId: `arn:aws:secretsmanager:${region}:${accountId}:secret:none-AbCdEf` }),
        ),
    },
    {
      name: 'list by name',
      run: () =>
        secrets
          .send(new ListSecretsCommand({ Filters: [{ Key: 'name', Values: ['app/'] }] }))
          .then(({ SecretList }) => SecretList?.map(({ Name, ARN, Tags }) => ({ Name, ARN, Tags }))),
    },
  ];
}

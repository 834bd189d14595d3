import type { Clock } from '../core/clock.ts';
import { AwsError } from '../core/errors.ts';
import { jsonService, type Operations } from '../core/json-service.ts';
import { pageOf } from '../core/paging.ts';
import type { Access, CallContext, Service } from '../core/service.ts';
import { description, entry, getSecretValue } from './answers.ts';
import { type NewSecret, type NewVersion, type Secret, type SecretStore, secretStore } from './secrets.ts';

/** The handle on Secrets Manager, to seed secrets and look at them. */
export interface Secrets extends Service {
  /** Makes a secret with a value; an object is stored as JSON. */
  create(spec: NewSecret & { readonly value: string | Readonly<Record<string, unknown>> }): { readonly arn: string };
  /** Gives a secret, named by its ARN, a new current value. */
  put(arn: string, value: string | Readonly<Record<string, unknown>>): void;
  /** The current value. */
  value(arn: string): string | undefined;
}

interface SecretInput {
  readonly SecretId?: string;
  readonly VersionId?: string;
  readonly VersionStage?: string;
  readonly VersionStages?: readonly string[];
  readonly ClientRequestToken?: string;
  readonly SecretString?: string;
  readonly SecretBinary?: string;
}

interface CreateInput extends SecretInput {
  readonly Name?: string;
  readonly Description?: string;
  readonly KmsKeyId?: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

interface ListInput {
  readonly MaxResults?: number;
  readonly NextToken?: string;
  readonly Filters?: readonly { readonly Key: string; readonly Values: readonly string[] }[];
}

/** Secrets Manager: read and write secrets, with versions and their labels. */
export function secretsManagerService({ clock }: { readonly clock: Clock }): Secrets {
  const store = secretStore();
  const operations: Operations = {
    GetSecretValue: {
      access: (input: SecretInput, context) => readAccess(store, input, context),
      perform: (input: SecretInput, context) => getSecretValue(found(store, input, context), input),
    },
    DescribeSecret: {
      access: (input: SecretInput, context) => [secretAccess('DescribeSecret', store, input, context)],
      perform: (input: SecretInput, context) => description(found(store, input, context)),
    },
    CreateSecret: {
      access: (input: CreateInput, { accountId, region }) => [
        {
          action: 'secretsmanager:CreateSecret',
          resource: `arn:aws:secretsmanager:${region}:${accountId}:secret:${input.Name}-AbCdEf`,
          conditions: { 'secretsmanager:Name': input.Name ?? '' },
        },
      ],
      perform: (input: CreateInput, context) => createSecret(store, input, context),
    },
    PutSecretValue: {
      access: (input: SecretInput, context) => [secretAccess('PutSecretValue', store, input, context)],
      perform: (input: SecretInput, context) => {
        const secret = found(store, input, context);
        const version = store.put(secret, newVersion(input), context.now);
        return { ARN: secret.arn, Name: secret.name, VersionId: version.versionId, VersionStages: version.stages };
      },
    },
    ListSecrets: {
      access: () => [{ action: 'secretsmanager:ListSecrets', resource: '*' }],
      perform: (input: ListInput, context) => listSecrets(store, input, context),
    },
  };
  return { ...jsonService('secretsmanager', '1.1', operations), ...handleOf(store, clock) };
}

function handleOf(store: SecretStore, clock: Clock): Omit<Secrets, keyof Service> {
  const text = (value: string | Readonly<Record<string, unknown>>) =>
    typeof value === 'string' ? value : JSON.stringify(value);
  const byArn = (arn: string) => {
    const secret = store.find(arn, '', '');
    if (!secret) throw new Error(`There is no secret ${arn}.`);
    return secret;
  };
  return {
    create({ value, ...spec }) {
      const secret = store.create(spec, clock.now());
      store.put(secret, { secretString: text(value) }, clock.now());
      return { arn: secret.arn };
    },
    put: (arn, value) => void store.put(byArn(arn), { secretString: text(value) }, clock.now()),
    value: (arn) => byArn(arn).versions.find(({ stages }) => stages.includes('AWSCURRENT'))?.secretString,
  };
}

function found(store: SecretStore, { SecretId = '' }: SecretInput, { accountId, region }: CallContext): Secret {
  const secret = store.find(SecretId, accountId, region);
  if (!secret) throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  return secret;
}

/** A secret that is not there is judged by its name without the six characters, as AWS does. */
function secretAccess(action: string, store: SecretStore, input: SecretInput, context: CallContext): Access {
  const { SecretId = '', VersionStage = 'AWSCURRENT' } = input;
  const secret = store.find(SecretId, context.accountId, context.region);
  const guess = `arn:aws:secretsmanager:${context.region}:${context.accountId}:secret:${SecretId}`;
  const resource = secret?.arn ?? (SecretId.startsWith('arn:') ? SecretId : guess);
  const tags = Object.entries(secret?.tags ?? {}).map(([name, value]) => [`aws:ResourceTag/${name}`, value]);
  return {
    action: `secretsmanager:${action}`,
    resource,
    conditions: {
      'secretsmanager:SecretId': resource,
      'secretsmanager:VersionStage': VersionStage,
      ...Object.fromEntries(tags),
    },
    resourceAccountId: resource.split(':')[4] ?? context.accountId,
  };
}

function readAccess(store: SecretStore, input: SecretInput, context: CallContext): readonly Access[] {
  const access = secretAccess('GetSecretValue', store, input, context);
  const key = store.find(input.SecretId ?? '', context.accountId, context.region)?.kmsKeyId;
  const conditions = { 'kms:ViaService': `secretsmanager.${context.region}.amazonaws.com` };
  return key ? [access, { action: 'kms:Decrypt', resource: key, conditions }] : [access];
}

function createSecret(store: SecretStore, input: CreateInput, { accountId, region, now }: CallContext) {
  const { Name = '', Description: description, KmsKeyId: kmsKeyId, Tags = [] } = input;
  if (!/^[\w/+=.@-]{1,512}$/.test(Name))
    throw new AwsError(
      'ValidationException',
      'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
    );
  const tags = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
  const spec: NewSecret = {
    name: Name,
    accountId,
    region,
    tags,
    ...(description ? { description } : {}),
    ...(kmsKeyId ? { kmsKeyId } : {}),
  };
  const secret = store.create(spec, now);
  const hasValue = input.SecretString !== undefined || input.SecretBinary !== undefined;
  const version = hasValue ? store.put(secret, newVersion(input), now) : undefined;
  return { ARN: secret.arn, Name, VersionId: version?.versionId };
}

function newVersion(input: SecretInput): NewVersion {
  const { SecretString: secretString, SecretBinary: secretBinary } = input;
  if ((secretString === undefined) === (secretBinary === undefined))
    throw new AwsError('InvalidRequestException', 'You must provide either SecretString or SecretBinary.');
  return {
    versionId: input.ClientRequestToken,
    stages: input.VersionStages,
    ...(secretString === undefined ? {} : { secretString }),
    ...(secretBinary === undefined ? {} : { secretBinary }),
  };
}

function listSecrets(store: SecretStore, input: ListInput, { accountId, region }: CallContext) {
  const names = input.Filters?.find(({ Key }) => Key === 'name')?.Values;
  const secrets = store
    .list(accountId, region)
    .filter(({ name }) => !names || names.some((start) => name.startsWith(start)));
  const invalid = new AwsError('InvalidNextTokenException', 'The NextToken value is invalid.');
  const request = { limit: input.MaxResults ?? 100, token: input.NextToken };
  const { items, nextToken } = pageOf(secrets, ({ arn }) => arn, request, invalid);
  return { SecretList: items.map(entry), NextToken: nextToken };
}

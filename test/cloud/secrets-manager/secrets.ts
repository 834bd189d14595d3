import { randomBytes, randomUUID } from 'node:crypto';
import { AwsError } from '../core/errors.ts';
import { regional } from '../core/regional.ts';

/** One version of a secret's value; `AWSCURRENT` is among the labels of one of them. */
export interface SecretVersion {
  readonly versionId: string;
  readonly secretString?: string;
  /** Base64. */
  readonly secretBinary?: string;
  readonly createdAt: Date;
  readonly stages: readonly string[];
}

export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly description?: string;
  /** Key of the account's own; its use needs kms:Decrypt too. */
  readonly kmsKeyId?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly versions: readonly SecretVersion[];
}

export type NewSecret = Pick<Secret, 'name' | 'accountId' | 'description' | 'kmsKeyId'> &
  Partial<Pick<Secret, 'tags'>> & { readonly region: string };

export type NewVersion = Pick<SecretVersion, 'secretString' | 'secretBinary'> & {
  readonly versionId?: string | undefined;
  readonly stages?: readonly string[] | undefined;
};

/** The secrets of all accounts and regions. */
export function secretStore() {
  const secretsOf = regional(() => new Map<string, Secret>());

  function create(spec: NewSecret, now: Date): Secret {
    const { name, accountId, region, tags = {}, description, kmsKeyId } = spec;
    const secrets = secretsOf(accountId, region);
    if (secrets.has(name))
      throw new AwsError('ResourceExistsException', `The operation failed because the secret ${name} already exists.`);
    const secret: Secret = {
      name,
      arn: `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-${sixCharacters()}`,
      accountId,
      ...(description ? { description } : {}),
      ...(kmsKeyId ? { kmsKeyId } : {}),
      tags,
      createdAt: now,
      changedAt: now,
      versions: [],
    };
    secrets.set(name, secret);
    return secret;
  }

  /** Adds a version and moves the labels to it, by default `AWSCURRENT`; the version that had it becomes `AWSPREVIOUS`. */
  function put(secret: Secret, value: NewVersion, now: Date): SecretVersion {
    const { versionId = randomUUID(), stages = ['AWSCURRENT'], ...content } = value;
    const same = secret.versions.find((version) => version.versionId === versionId);
    if (same) return sameContent(secret, same, content);
    const version: SecretVersion = { versionId, createdAt: now, stages, ...content };
    const versions = [...secret.versions.map((old) => withoutStages(old, stages)), version];
    const region = secret.arn.split(':')[3] ?? '';
    secretsOf(secret.accountId, region).set(secret.name, { ...secret, versions, changedAt: now });
    return version;
  }

  /** By name, by full ARN, or by an ARN without the six characters at the end. */
  function find(id: string, accountId: string, region: string): Secret | undefined {
    const [, , , arnRegion = region, arnAccount = accountId] = id.startsWith('arn:') ? id.split(':') : [];
    const secrets = secretsOf(arnAccount, arnRegion);
    return (
      secrets.get(id) ?? [...secrets.values()].find(({ arn }) => arn === id || arn.slice(0, -'-AbCdEf'.length) === id)
    );
  }

  return {
    create,
    put,
    find,
    list: (accountId: string, region: string): readonly Secret[] => [...secretsOf(accountId, region).values()],
  };
}

export type SecretStore = ReturnType<typeof secretStore>;

/** A token that was used before is a repetition when the value is the same, else an error. */
function sameContent({ arn }: Secret, version: SecretVersion, content: NewVersion): SecretVersion {
  if (version.secretString === content.secretString && version.secretBinary === content.secretBinary) return version;
  throw new AwsError(
    'ResourceExistsException',
    `You can't use ClientRequestToken ${version.versionId} because that value is already in use for a version of secret ${arn}.`,
  );
}

function withoutStages(version: SecretVersion, moved: readonly string[]): SecretVersion {
  const kept = version.stages.filter((stage) => !moved.includes(stage));
  if (!moved.includes('AWSCURRENT')) return { ...version, stages: kept };
  const wasCurrent = version.stages.includes('AWSCURRENT');
  const others = kept.filter((stage) => stage !== 'AWSPREVIOUS');
  return { ...version, stages: wasCurrent ? [...others, 'AWSPREVIOUS'] : others };
}

function sixCharacters(): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return [...randomBytes(6)].map((byte) => alphabet[byte % alphabet.length]).join('');
}

import { type JsonWebKey, randomBytes } from 'node:crypto';
import type { Caller } from '../core/service.ts';
import type { ConditionKeys, PolicyDocument } from './policy.ts';

/** What a caller signs with; temporary ones have a session token. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

export interface UserSpec {
  readonly accountId: string;
  readonly name: string;
  readonly policies: readonly PolicyDocument[];
}

export interface RoleSpec {
  readonly accountId: string;
  readonly name: string;
  /** Who may assume the role. */
  readonly trust: PolicyDocument;
  readonly policies: readonly PolicyDocument[];
  /** [3600] */
  readonly maxSessionSeconds?: number;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Role extends Required<RoleSpec> {
  readonly arn: string;
  readonly roleId: string;
}

export interface SessionSpec {
  readonly name: string;
  readonly policy?: PolicyDocument;
  readonly keys?: ConditionKeys;
}

/** An issuer of web identity tokens (JWTs), such as GitHub's OIDC provider, with the public keys it signs with now. */
export interface TrustedIssuer {
  /** The `iss` of its tokens: `https://token.actions.githubusercontent.com`. */
  readonly issuer: string;
  keys(): readonly (JsonWebKey & { readonly kid?: string })[];
}

export interface OpenIdProviderSpec {
  readonly accountId: string;
  readonly issuer: TrustedIssuer;
  /** Accepted `aud` values [sts.amazonaws.com]. */
  readonly audiences?: readonly string[];
}

export interface OpenIdProvider extends Required<OpenIdProviderSpec> {
  readonly arn: string;
}

/** What stands behind an access key: whose it is, its secret, and when it ends. */
export interface KnownKey extends Credentials {
  caller(): Caller;
}

export interface Identities {
  user(spec: UserSpec): Credentials & { readonly arn: string };
  role(spec: RoleSpec): Role;
  /** Replaces the policies of a user or role; sessions that exist feel it with their next call. */
  setPolicies(arn: string, policies: readonly PolicyDocument[]): void;
  findRole(arn: string): Role | undefined;
  openIdProvider(spec: OpenIdProviderSpec): OpenIdProvider;
  openIdProviders(accountId: string): readonly OpenIdProvider[];
  /** A session of a role as a caller, without credentials: what a service acts as when it takes on the role. */
  sessionCaller(role: Role, session: SessionSpec): Caller;
  sessionCredentials(role: Role, session: SessionSpec, expiration: Date): Credentials;
  findKey(accessKeyId: string): KnownKey | undefined;
  /** Sessions that begin from now on end after so many seconds, whatever was asked for: hours in the time of a test. */
  shortenSessions(seconds: number): void;
}

/** The users, roles, identity providers and access keys of all accounts. */
export function identities(): Identities {
  const policies = new Map<string, readonly PolicyDocument[]>();
  const users = new Map<string, { readonly userId: string }>();
  const roles = new Map<string, Role>();
  const providers = new Map<string, OpenIdProvider>();
  const keys = new Map<string, KnownKey>();
  let longestMs = Number.POSITIVE_INFINITY;

  const userCaller = ({ accountId, name }: UserSpec, arn: string, userId: string): Caller => ({
    accountId,
    arn,
    userId,
    kind: 'User',
    policies: policies.get(arn) ?? [],
    keys: { 'aws:PrincipalArn': arn, 'aws:username': name },
  });
  const sessionCaller: Identities['sessionCaller'] = (role, { name, policy, keys: own = {} }) => ({
    accountId: role.accountId,
    arn: `arn:aws:sts::${role.accountId}:assumed-role/${role.name}/${name}`,
    userId: `${role.roleId}:${name}`,
    kind: 'AssumedRole',
    policies: policies.get(role.arn) ?? [],
    ...(policy ? { sessionPolicy: policy } : {}),
    keys: { 'aws:PrincipalArn': role.arn, ...principalTags(role), ...own },
  });
  const addKey = (key: KnownKey) => {
    keys.set(key.accessKeyId, key);
    return key;
  };

  return {
    user(spec) {
      const arn = `arn:aws:iam::${spec.accountId}:user/${spec.name}`;
      const { userId } = users.get(arn) ?? { userId: uniqueId('AIDA') };
      users.set(arn, { userId });
      policies.set(arn, spec.policies);
      const { accessKeyId, secretAccessKey } = addKey({
        ...newKey('AKIA'),
        caller: () => userCaller(spec, arn, userId),
      });
      return { accessKeyId, secretAccessKey, arn };
    },
    role(spec) {
      const arn = `arn:aws:iam::${spec.accountId}:role/${spec.name}`;
      const roleId = roles.get(arn)?.roleId ?? uniqueId('AROA');
      const role: Role = { maxSessionSeconds: 3600, tags: {}, ...spec, arn, roleId };
      roles.set(arn, role);
      policies.set(arn, spec.policies);
      return role;
    },
    setPolicies(arn, documents) {
      if (!policies.has(arn)) throw new Error(`There is no user or role ${arn}.`);
      policies.set(arn, documents);
    },
    findRole: (arn) => roles.get(arn),
    openIdProvider(spec) {
      const arn = `arn:aws:iam::${spec.accountId}:oidc-provider/${spec.issuer.issuer.replace(/^https?:\/\//, '')}`;
      const provider: OpenIdProvider = { audiences: ['sts.amazonaws.com'], ...spec, arn };
      providers.set(arn, provider);
      return provider;
    },
    openIdProviders: (accountId) => [...providers.values()].filter((provider) => provider.accountId === accountId),
    sessionCaller,
    sessionCredentials(role, session, expiration) {
      const sessionToken = randomBytes(180).toString('base64');
      const end = Math.min(expiration.getTime(), Date.now() + longestMs);
      const key = { ...newKey('ASIA'), sessionToken, expiration: new Date(end) };
      addKey({ ...key, caller: () => sessionCaller(role, session) });
      return key;
    },
    findKey: (accessKeyId) => keys.get(accessKeyId),
    shortenSessions(seconds) {
      longestMs = seconds * 1000;
    },
  };
}

function principalTags({ tags }: Role): ConditionKeys {
  return Object.fromEntries(Object.entries(tags).map(([name, value]) => [`aws:PrincipalTag/${name}`, value]));
}

function newKey(prefix: 'AKIA' | 'ASIA') {
  return { accessKeyId: uniqueId(prefix), secretAccessKey: randomBytes(30).toString('base64') };
}

/** An IAM unique id: four letters for the kind and sixteen more. */
function uniqueId(prefix: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return `${prefix}${[...randomBytes(16)].map((byte) => alphabet[byte % 32]).join('')}`;
}

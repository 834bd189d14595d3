import { AwsError } from '../core/errors.ts';
import type { Operations } from '../core/json-service.ts';
import { queryService } from '../core/query-service.ts';
import { RefusedError } from '../core/refusals.ts';
import type { CallContext, Caller, Service } from '../core/service.ts';
import { assumeRoleAccess, type Iam } from '../iam/iam.ts';
import type { Credentials, Role, SessionSpec } from '../iam/identities.ts';
import type { ConditionKeys, PolicyDocument } from '../iam/policy.ts';
import { verifyWebIdentity } from './web-identity.ts';

interface AssumeRoleInput {
  readonly RoleArn?: string;
  readonly RoleSessionName?: string;
  readonly DurationSeconds?: string;
  readonly Policy?: string;
  readonly ExternalId?: string;
  readonly WebIdentityToken?: string;
}

/** STS: who am I, and sessions of roles for callers and for web identities (GitHub's OIDC tokens). */
export function stsService(iam: Iam): Service {
  const operations: Operations = {
    // Needs no permission, and works even under an explicit deny.
    GetCallerIdentity: {
      access: () => [],
      perform: (_: unknown, { caller }) => ({ Arn: caller.arn, UserId: caller.userId, Account: caller.accountId }),
    },
    AssumeRole: {
      access: () => [],
      perform: (input: AssumeRoleInput, context) => assumeRole(iam, input, context),
    },
    AssumeRoleWithWebIdentity: {
      unsigned: true,
      access: () => [],
      perform: (input: AssumeRoleInput, context) => assumeRoleWithWebIdentity(iam, input, context),
    },
  };
  return queryService('sts', 'https://sts.amazonaws.com/doc/2011-06-15/', operations);
}

function assumeRole(iam: Iam, input: AssumeRoleInput, { caller, region, now }: CallContext) {
  checkInput(input);
  const role = iam.findRole(input.RoleArn ?? '');
  const refusal = `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}`;
  const conditions = assumeConditions(input, input.ExternalId ? { 'sts:ExternalId': input.ExternalId } : {});
  if (!role || !iam.allows(caller, assumeRoleAccess(role, 'sts:AssumeRole', conditions), region))
    throw new RefusedError('accessDenied', refusal);
  return sessionAnswer(iam, role, input, now, {});
}

function assumeRoleWithWebIdentity(iam: Iam, input: AssumeRoleInput, { region, now }: CallContext) {
  checkInput(input);
  const accountId = (input.RoleArn ?? '').split(':')[4] ?? '';
  const identity = verifyWebIdentity(input.WebIdentityToken ?? '', iam.openIdProviders(accountId), now);
  const role = iam.findRole(input.RoleArn ?? '');
  const federated = federatedCaller(identity.provider.arn, identity.keys);
  const access = role && assumeRoleAccess(role, 'sts:AssumeRoleWithWebIdentity', assumeConditions(input));
  if (!role || !access || !iam.allows(federated, access, region))
    throw new RefusedError('accessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
  return {
    ...sessionAnswer(iam, role, input, now, { 'aws:FederatedProvider': identity.provider.arn }),
    SubjectFromWebIdentityToken: identity.subject,
    Audience: identity.audience,
    Provider: identity.provider.arn,
  };
}

/** The holder of a web identity token, as a trust policy's `Federated` principal means it. */
function federatedCaller(providerArn: string, keys: ConditionKeys): Caller {
  return { accountId: '', arn: providerArn, userId: providerArn, kind: 'Federated', policies: [], keys };
}

function assumeConditions({ RoleSessionName = '' }: AssumeRoleInput, further: ConditionKeys = {}): ConditionKeys {
  return { 'sts:RoleSessionName': RoleSessionName, ...further };
}

function sessionAnswer(iam: Iam, role: Role, input: AssumeRoleInput, now: Date, keys: ConditionKeys) {
  const seconds = Number(input.DurationSeconds ?? 3600);
  if (seconds > role.maxSessionSeconds)
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  const session: SessionSpec = {
    name: input.RoleSessionName ?? '',
    keys,
    ...(input.Policy ? { policy: sessionPolicy(input.Policy) } : {}),
  };
  const caller = iam.sessionCaller(role, session);
  return {
    Credentials: credentialsAnswer(iam.sessionCredentials(role, session, new Date(now.getTime() + seconds * 1000))),
    AssumedRoleUser: { AssumedRoleId: caller.userId, Arn: caller.arn },
  };
}

function credentialsAnswer({ accessKeyId, secretAccessKey, sessionToken, expiration }: Credentials) {
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: expiration,
  };
}

function sessionPolicy(text: string): PolicyDocument {
  try {
    return JSON.parse(text) as PolicyDocument;
  } catch {
    throw new AwsError('MalformedPolicyDocument', 'Syntax errors in policy.');
  }
}

function checkInput({ RoleArn = '', RoleSessionName = '', DurationSeconds }: AssumeRoleInput): void {
  if (!/^arn:aws[\w-]*:iam::\d{12}:role\/.+$/.test(RoleArn))
    throw new AwsError('ValidationError', `${RoleArn} is invalid`);
  if (!/^[\w+=,.@-]{2,64}$/.test(RoleSessionName))
    throw invalidMember(RoleSessionName, 'roleSessionName', 'satisfy regular expression pattern: [\\w+=,.@-]*');
  if (DurationSeconds && Number(DurationSeconds) < 900)
    throw invalidMember(DurationSeconds, 'durationSeconds', 'have value greater than or equal to 900');
  if (DurationSeconds && Number(DurationSeconds) > 43_200)
    throw invalidMember(DurationSeconds, 'durationSeconds', 'have value less than or equal to 43200');
}

function invalidMember(value: string, member: string, must: string): AwsError {
  return new AwsError(
    'ValidationError',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must ${must}`,
  );
}

import type { KeyObject } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { Gatekeeper } from '../core/handle.ts';
import { RefusedError } from '../core/refusals.ts';
import type { Access, CallContext, Caller, CloudRequest } from '../core/service.ts';
import type { SignatureScope } from '../core/signature-scope.ts';
import { evaluate } from './evaluate.ts';
import type { Identities, KnownKey } from './identities.ts';
import type { ConditionKeys } from './policy.ts';
import { presignedExpired, signatureMatches, signingKeyOf } from './signature.ts';

/** Someone without a signature. */
export const anonymous: Caller = {
  accountId: '',
  arn: 'anonymous',
  userId: 'anonymous',
  kind: 'Anonymous',
  policies: [],
  keys: {},
};

/** Checks signatures against the known keys, and calls against the caller's and the resource's policies. */
export function iamGatekeeper(identities: Identities, clock: Clock): Gatekeeper {
  const signingKeys = new Map<string, KeyObject>();
  const signingKey = (secret: string, scope: SignatureScope) => {
    const name = [scope.accessKeyId, scope.day, scope.region, scope.service].join('/');
    const key = signingKeys.get(name) ?? signingKeyOf(secret, scope);
    signingKeys.set(name, key);
    return key;
  };
  return {
    authenticate(request, scope) {
      if (!scope) return anonymous;
      const key = identities.findKey(scope.accessKeyId);
      if (!key) throw new RefusedError('unknownKey', unknownKeyMessage(scope));
      checkToken(request, key, clock.now());
      if (!signatureMatches(request, scope, signingKey(key.secretAccessKey, scope)))
        throw new RefusedError('wrongSignature', wrongSignatureMessage(scope));
      // A presigned date is the client's real time, also where the cloud's own clock is scripted.
      if (presignedExpired(request, new Date())) throw new RefusedError('accessDenied', 'Request has expired');
      return key.caller();
    },
    authorize(context, accesses) {
      for (const access of accesses) {
        const decision = evaluate(context.caller, access, conditionKeys(context, access));
        if (!decision.allowed)
          throw new RefusedError('accessDenied', deniedMessage(context.caller, access, decision.because));
      }
    },
  };
}

function checkToken(request: CloudRequest, key: KnownKey, now: Date): void {
  const sent = request.headers['x-amz-security-token'] ?? request.query.get('X-Amz-Security-Token') ?? undefined;
  if (sent !== key.sessionToken)
    throw new RefusedError('invalidToken', 'The security token included in the request is invalid.');
  if (key.expiration && key.expiration <= now)
    throw new RefusedError('expiredToken', 'The security token included in the request is expired');
}

/**
 * The global condition keys, the caller's own and those of the access.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function conditionKeys(
  { caller, region, now }: Pick<CallContext, 'caller' | 'region' | 'now'>,
  access: Access,
): ConditionKeys {
  return {
    ...(caller.accountId ? { 'aws:PrincipalAccount': caller.accountId } : {}),
    'aws:PrincipalType': caller.kind,
    'aws:PrincipalIsAWSService': String(caller.kind === 'Service'),
    'aws:userid': caller.userId,
    'aws:RequestedRegion': region,
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
    'aws:SecureTransport': 'true',
    'aws:SourceIp': '127.0.0.1',
    ...(access.resourceAccountId ? { 'aws:ResourceAccount': access.resourceAccountId } : {}),
    ...caller.keys,
    ...access.conditions,
  };
}

export function deniedMessage({ arn }: Caller, { action, resource }: Access, because: string): string {
  return `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
}

function unknownKeyMessage({ service }: SignatureScope): string {
  return service === 's3'
    ? 'The AWS Access Key Id you provided does not exist in our records.'
    : 'The security token included in the request is invalid.';
}

function wrongSignatureMessage({ service }: SignatureScope): string {
  return `The request signature we calculated does not match the signature you provided. Check your ${
    service === 's3'
      ? 'key and signing method'
      : 'AWS Secret Access Key and signing method. Consult the service documentation for details'
  }.`;
}

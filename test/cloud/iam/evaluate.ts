import type { Access, Caller } from '../core/service.ts';
import { conditionsHold } from './conditions.ts';
import { matchesArn, matchesPattern, withVariables } from './pattern.ts';
import { type ConditionKeys, listOf, type PolicyDocument, type Statement, statementsOf } from './policy.ts';
import { principalMatch } from './principals.ts';

/** Whether a caller may, and if not, why in the words of AWS's AccessDenied messages. */
export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly because: string };

/**
 * Decides as IAM does: an explicit deny wins; within an account the identity's or the resource's policy must allow, across
 * accounts both; a session policy narrows.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(caller: Caller, access: Access, keys: ConditionKeys): Decision {
  const identity = verdict(caller.policies, access, keys);
  const session = caller.sessionPolicy ? verdict([caller.sessionPolicy], access, keys) : 'allow';
  const resource = resourceVerdict(access.resourcePolicy, caller, access, keys);
  if (identity === 'deny') return denied('with an explicit deny in an identity-based policy');
  if (session === 'deny') return denied('with an explicit deny in a session policy');
  if (resource === 'deny') return denied('with an explicit deny in a resource-based policy');
  const none = (kind: string) => denied(`because no ${kind} policy allows the ${access.action} action`);
  if (access.resourcePolicyMustAllow && !resource) return none('resource-based');
  const crossAccount = access.resourceAccountId !== undefined && access.resourceAccountId !== caller.accountId;
  if (resource === 'direct' && (!crossAccount || !hasIdentityPolicies(caller))) return { allowed: true };
  if (identity !== 'allow') return none(hasIdentityPolicies(caller) ? 'identity-based' : 'resource-based');
  if (crossAccount && !resource) return none('resource-based');
  return session === 'allow' ? { allowed: true } : none('session');
}

function denied(because: string): Decision {
  return { allowed: false, because };
}

function hasIdentityPolicies({ kind }: Caller): boolean {
  return kind === 'User' || kind === 'AssumedRole';
}

function verdict(
  policies: readonly PolicyDocument[],
  access: Access,
  keys: ConditionKeys,
): 'allow' | 'deny' | undefined {
  const effects = policies
    .flatMap(statementsOf)
    .filter((statement) => concerns(statement, access, keys))
    .map(({ Effect }) => Effect);
  if (effects.includes('Deny')) return 'deny';
  return effects.includes('Allow') ? 'allow' : undefined;
}

function resourceVerdict(
  policy: PolicyDocument | undefined,
  caller: Caller,
  access: Access,
  keys: ConditionKeys,
): 'direct' | 'account' | 'deny' | undefined {
  let allowed: 'direct' | 'account' | undefined;
  for (const statement of policy ? statementsOf(policy) : []) {
    const match = principalOf(statement, caller);
    if (!match || !concerns(statement, access, keys)) continue;
    if (statement.Effect === 'Deny') return 'deny';
    if (allowed !== 'direct') allowed = match;
  }
  return allowed;
}

function principalOf(statement: Statement, caller: Caller): 'direct' | 'account' | undefined {
  if (statement.NotPrincipal) return principalMatch(statement.NotPrincipal, caller) ? undefined : 'direct';
  return statement.Principal ? principalMatch(statement.Principal, caller) : undefined;
}

/** A statement without Resource is one of a trust or repository policy: it concerns the resource that it is attached to. */
function concerns(statement: Statement, { action, resource }: Access, keys: ConditionKeys): boolean {
  return (
    includesAction(statement, action) &&
    includesResource(statement, resource, keys) &&
    conditionsHold(statement.Condition, keys)
  );
}

function includesAction({ Action, NotAction }: Statement, action: string): boolean {
  const wanted = action.toLowerCase();
  const named = listOf(NotAction ?? Action).some((pattern) => matchesPattern(pattern.toLowerCase(), wanted));
  return named !== (NotAction !== undefined);
}

function includesResource({ Resource, NotResource }: Statement, resource: string, keys: ConditionKeys): boolean {
  if (Resource === undefined && NotResource === undefined) return true;
  const named = listOf(NotResource ?? Resource).some((pattern) => {
    const filled = withVariables(pattern, keys);
    return filled !== undefined && matchesArn(filled, resource);
  });
  return named !== (NotResource !== undefined);
}

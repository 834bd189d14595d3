import type { Caller } from '../core/service.ts';
import { listOf, type PrincipalElement } from './policy.ts';

/**
 * How a principal element means a caller: `direct` by its own ARN, service or `*`; `account` by its whole account, which
 * leaves the decision to that account's identity policies.
 */
export function principalMatch(element: PrincipalElement, caller: Caller): 'direct' | 'account' | undefined {
  if (element === '*') return 'direct';
  if (caller.kind === 'Service') return listOf(element.Service).includes(caller.arn) ? 'direct' : undefined;
  if (caller.kind === 'Federated') return listOf(element.Federated).includes(caller.arn) ? 'direct' : undefined;
  const named = listOf(element.AWS);
  if (named.includes('*') || named.some((arn) => principalArns(caller).includes(arn))) return 'direct';
  const { accountId } = caller;
  const account =
    accountId !== '' && named.some((arn) => arn === accountId || arn === `arn:aws:iam::${accountId}:root`);
  return account ? 'account' : undefined;
}

/** A session is meant by its own ARN and by its role's. */
function principalArns(caller: Caller): readonly string[] {
  return [caller.arn, roleArnOf(caller) ?? caller.arn];
}

/** The ARN of the role behind a session: also the value of `aws:PrincipalArn`. */
export function roleArnOf({ kind, keys }: Caller): string | undefined {
  const arn = keys['aws:PrincipalArn'];
  return kind === 'AssumedRole' && typeof arn === 'string' ? arn : undefined;
}

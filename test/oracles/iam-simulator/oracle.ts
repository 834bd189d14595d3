import { spawnSync } from 'node:child_process';
import type { PolicyDocument } from '../../cloud/iam/policy.ts';
import { iamSimulator } from '../../support/machine.ts';

/** One action on one resource, by a role with these policies. */
export interface Attempt {
  readonly action: string;
  readonly resource: string;
  readonly accountId: string;
  /** Condition keys of the request; those that AWS does not give for this action on this resource are left out. */
  readonly keys: Readonly<Record<string, string>>;
  readonly policies: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument | undefined;
}

/** As the simulator says it; the last three are mistakes in the question. */
export type Verdict =
  | 'Allowed'
  | 'ImplicitlyDenied'
  | 'ExplicitlyDenied'
  | 'invalid.action'
  | 'no.resource.types'
  | 'must.use.wildcard';

/** Asks a simulator of IAM that knows AWS's own list of actions, resources and condition keys; one verdict for each attempt. */
export function verdicts(attempts: readonly Attempt[]): readonly Verdict[] {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['test/oracles/iam-simulator/simulate.mjs', iamSimulator() ?? ''],
    { input: JSON.stringify(attempts), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 0) throw new Error(`The simulator failed: ${stderr}`);
  return JSON.parse(stdout);
}

/**
 * Tries each action on all resources that it can be about, of those given; on `*` where AWS knows no resource for it. Empty where
 * none of them is of a kind that it is about.
 */
export function verdictsOn(
  resources: readonly string[],
  attempts: readonly Omit<Attempt, 'resource'>[],
): readonly (readonly { readonly resource: string; readonly verdict: Verdict }[])[] {
  const tried = attempts.map((attempt) => {
    const [service] = attempt.action.split(':');
    const own = resources.filter((arn) => arn.split(':')[2] === service);
    return ['*', ...(own.length > 0 ? own : resources)].map((resource) => ({ ...attempt, resource }));
  });
  const given = [...verdicts(tried.flat())];
  return tried.map((each) => {
    const found = each.map(({ resource }) => ({ resource, verdict: given.shift() ?? 'invalid.action' }));
    if (found.slice(1).every(({ verdict }) => verdict === 'must.use.wildcard')) return found.slice(0, 1);
    return found.slice(1).filter(({ verdict }) => verdict !== 'no.resource.types');
  });
}

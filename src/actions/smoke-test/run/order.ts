import type { PlannedCheck } from '../plan.ts';
import type { Check } from '../suite/check.ts';
import { capturedBy, neededBy } from '../suite/references.ts';

/**
 * For each check the positions of those before it that it waits for. Side by side run only checks that ask and change
 * nothing: what one changes, another may see, and a suite does not say so. What is repeated until it holds, such as the new
 * version, is what those after it stand on. A session and a captured value keep their order.
 */
export function order(checks: readonly PlannedCheck[]): readonly (readonly number[])[] {
  const facts = checks.map(factsOf);
  let barrier: number | undefined;
  return facts.map((fact, at) => {
    const start = barrier ?? 0;
    const before = Array.from({ length: at - start }, (_, index) => start + index);
    if (!fact.isAlone) return before.filter((other) => other === barrier || isBound(facts[other], fact));
    barrier = at;
    return before;
  });
}

interface Facts {
  /** Whether nothing runs beside it. */
  readonly isAlone: boolean;
  readonly session: string | undefined;
  readonly captures: ReadonlySet<string>;
  readonly needs: ReadonlySet<string>;
}

function factsOf({ check, session }: PlannedCheck): Facts {
  return {
    isAlone: check.eventually !== undefined || check.subject.kind === 'latency' || changes(check),
    session,
    captures: new Set(capturedBy(check)),
    needs: new Set(neededBy(check).map(({ name }) => name)),
  };
}

function changes({ subject }: Check): boolean {
  if (subject.kind === 'login' || subject.kind === 'upload-download') return true;
  if (subject.kind !== 'request') return false;
  const { method, always } = subject.request;
  return !['GET', 'HEAD', 'OPTIONS'].includes(method) || always.length > 0;
}

function isBound(before: Facts | undefined, { session, captures, needs }: Facts): boolean {
  if (before === undefined) return false;
  if (session !== undefined && session === before.session) return true;
  return overlap(before.captures, needs) || overlap(before.captures, captures) || overlap(before.needs, captures);
}

function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return [...one].some((name) => other.has(name));
}

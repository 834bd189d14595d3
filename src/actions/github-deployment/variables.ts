import type { Entry } from './entry.ts';
import type { Witness } from './trust/witness.ts';

/** Each may be a request; more different claims than these are nobody's but a forger's. */
const maxLookups = 50;

/** Names of the variables that entries claim, sorted. GitHub is asked only about those that claim more than others did. */
export async function believedVariables(entries: readonly Entry[], witness: Witness): Promise<readonly string[]> {
  const names = new Set<string>();
  let lookups = 0;
  const served = entries.filter(({ state }) => state === 'success');
  for (const entry of [...served, ...entries.filter((each) => !served.includes(each))]) {
    const claimed = entry.release.variables?.split(' ') ?? [];
    if (claimed.every((name) => names.has(name)) || lookups++ >= maxLookups) continue;
    if ((await witness(entry)).doubt !== undefined) continue;
    for (const name of claimed) names.add(name);
  }
  return [...names].toSorted();
}

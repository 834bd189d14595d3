import type { Contract } from './contract.ts';
import type { GivenInputs } from './given-input.ts';

/** The inputs that a step does not need because it works without AWS; `given` may still hold references. */
export function unneededInputs({ withoutAws, inputs }: Contract, given: GivenInputs): readonly string[] {
  if (!withoutAws) return [];
  const { flag, unneeded } = withoutAws;
  const usesAws = inputs[flag]?.parse(given.get(flag)?.text ?? '');
  return usesAws?.ok && usesAws.value === false ? unneeded : [];
}

import type { Contract } from './contract.ts';
import type { GivenInputs } from './given.ts';

/** The inputs that a step can do without, because it is asked to do without AWS; `given` may still hold references. */
export function unneededInputs({ withoutAws, inputs }: Contract, given: GivenInputs): readonly string[] {
  if (!withoutAws) return [];
  const { flag, unneeded } = withoutAws;
  const asked = inputs[flag]?.parse(given.get(flag)?.text ?? '');
  return asked?.ok && asked.value === false ? unneeded : [];
}

import type { Contract } from './contract.ts';
import type { GivenInputs } from './given-input.ts';

/** The inputs that a step does not need because it does less; `given` may still hold references. */
export function unneededInputs({ less, inputs }: Contract, given: GivenInputs): readonly string[] {
  if (!less) return [];
  const { flag, is, unneeded } = less;
  const field = inputs[flag];
  const value = field?.parse(given.get(flag)?.text ?? field.fallback ?? '');
  return value?.ok && value.value === is ? unneeded : [];
}

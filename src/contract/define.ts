import { commonInputs, commonOutputs } from './common.ts';
import type { Contract, Fields } from './contract.ts';

type Outputs = Readonly<Record<string, string>>;

interface Declared<F extends Fields, O extends Outputs> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputs: F;
  readonly outputs: O;
  readonly post?: Contract['post'];
  readonly withoutAws?: Contract['withoutAws'];
}

/** Declares an action that talks to AWS: its own inputs and outputs, and the common ones. */
export function defineContract<const F extends Fields, const O extends Outputs>(
  declared: Declared<F, O>,
): Contract<F & typeof commonInputs, O & typeof commonOutputs> {
  return {
    ...declared,
    post: declared.post ?? false,
    inputs: { ...declared.inputs, ...commonInputs },
    outputs: { ...declared.outputs, ...commonOutputs },
  };
}

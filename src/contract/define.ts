import { commonInputs, commonOutputs, deadlineInput, gitHubInputs } from './common.ts';
import type { Contract, Fields } from './contract.ts';

type Outputs = Readonly<Record<string, string>>;

interface Declared<F extends Fields, O extends Outputs> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputs: F;
  readonly outputs: O;
  readonly bounds?: Contract['bounds'];
  readonly post?: Contract['post'];
  readonly less?: Contract['less'];
}

/** Declares an action that talks to AWS: its own inputs and outputs, and the common ones. */
export function defineContract<const F extends Fields, const O extends Outputs>(
  declared: Declared<F, O>,
): Contract<F & typeof commonInputs, O & typeof commonOutputs> {
  return defineWith(commonInputs, declared);
}

/** Declares an action that talks to GitHub alone. */
export function defineGitHubContract<const F extends Fields, const O extends Outputs>(
  declared: Declared<F, O>,
): Contract<F & typeof gitHubInputs, O & typeof commonOutputs> {
  return defineWith(gitHubInputs, declared);
}

/** Declares an action that only reads its own job and repository: it has no environment of the config file. */
export function defineJobContract<const F extends Fields, const O extends Outputs>(
  declared: Declared<F, O>,
): Contract<F & typeof deadlineInput, O & typeof commonOutputs> {
  return defineWith(deadlineInput, declared);
}

/** An action's own declaration of a common input replaces the common one. */
function defineWith<F extends Fields, O extends Outputs, C extends Fields>(
  common: C,
  declared: Declared<F, O>,
): Contract<F & C, O & typeof commonOutputs> {
  return {
    ...declared,
    post: declared.post ?? false,
    inputs: { ...declared.inputs, ...common, ...declared.inputs },
    outputs: { ...declared.outputs, ...commonOutputs },
  };
}

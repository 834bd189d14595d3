import type { Conclusion, Step } from '../../lifecycle/action.ts';
import { counted } from '../../report/counted.ts';
import type { contract } from './contract.ts';
import type { Observation } from './observe.ts';

export function report({
  inputs,
  observation: { buildEnv, sections },
}: Step<typeof contract, Observation, never>): Conclusion<typeof contract> {
  const names = buildEnv.map(({ name }) => name);
  const which = names.length === 0 ? '' : `: ${names.join(', ')}`;
  return {
    outputs: { 'build-env': buildEnv.map(({ name, value }) => `${name}=${value}`), sections },
    report: {
      title: `Environment ${inputs.name}`,
      status: 'unchanged',
      result: `${counted(names.length, 'build variable')}${which}.`,
      facts: [],
      sections: [],
      isForLogOnly: true,
    },
  };
}

import type { ConfigSection } from '../../config/section.ts';
import type { Contract } from '../../contract/index.ts';

/** A stage, of whose action only the contract matters here. */
interface WithSection {
  readonly action: { readonly contract: Contract };
  readonly section: ConfigSection;
}

const input = 'routing';

/** The stages, where each that wants to know the routing of the site has it from its own section, or from the first one that says it. */
export function withOneRouting<S extends WithSection>(stages: readonly S[]): readonly S[] {
  const said = stages.flatMap(({ section }) => section.inputs.get(input) ?? [])[0];
  if (said === undefined) return stages;
  return stages.map((stage) => {
    const { action, section } = stage;
    const isWanted = Object.hasOwn(action.contract.inputs, input) && !section.inputs.has(input);
    return isWanted
      ? { ...stage, section: { ...section, inputs: new Map([...section.inputs, [input, said]]) } }
      : stage;
  });
}

import { readDocument } from '../../src/config/document.ts';
import { resolveReferences } from '../../src/config/references.ts';
import { configSection } from '../../src/config/section.ts';
import {
  choice,
  defineContract,
  flag,
  type GivenInputs,
  integer,
  lines,
  pairs,
  text,
} from '../../src/contract/index.ts';
import { UserError } from '../../src/errors.ts';

/** An action with one input of each kind, for tests of the config file. */
export const contract = defineContract({
  name: 'sync',
  title: 'Sync',
  description: 'An action for these tests.',
  inputs: {
    bucket: text({ description: 'A text.', required: true }),
    'keep-days': integer({ min: 0, max: 30 }, { description: 'A number.', default: '14' }),
    'on-busy': choice(['wait', 'fail'], { description: 'A choice.', default: 'wait' }),
    lock: flag({ description: 'A flag.', default: 'true' }),
    exclude: lines({ description: 'A list.' }),
    env: pairs({ description: 'Pairs.' }),
  },
  outputs: {},
});

/** What the file gives to the action in an environment, before references are resolved. */
export function section(source: string, environment?: string) {
  return configSection(readDocument('webapp.yml', source), environment, contract, ['sync', 'deploy', 'build']);
}

export interface World {
  readonly commit?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly stacks?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What the file gives in the end, and which stacks were asked for it, where. */
export async function resolved(
  source: string,
  environment: string | undefined,
  { commit = '', variables = {}, stacks = {} }: World,
) {
  const asked: (readonly [stack: string, target: Readonly<Record<string, string>>])[] = [];
  const inputs = await resolveReferences(section(source, environment), {
    commit,
    environmentVariable: (name) => variables[name],
    stackOutputs: async (stack, target) => {
      asked.push([stack, textsOf(target)]);
      return new Map(Object.entries(stacks[stack] ?? {}));
    },
  });
  return { texts: textsOf(inputs), asked };
}

export function textsOf(inputs: GivenInputs): Readonly<Record<string, string>> {
  return Object.fromEntries([...inputs].map(([name, given]) => [name, given.text]));
}

/** The message of the UserError that `body` ends with; anything else fails the test. */
export async function refusal(body: () => unknown): Promise<string> {
  try {
    await body();
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error('It was taken.');
}

import { type GivenInput, type GivenInputs, parsed, refused } from '../contract/index.ts';
import type { Result } from '../domain/result.ts';
import { UserError } from '../errors.ts';
import type { ConfigSection } from './section.ts';

type StackOutputs = ReadonlyMap<string, string>;

/** Where the values of `${commit}`, `${stack:Key}` and `${env:NAME}` come from. */
export interface ReferenceSources {
  /** The commit that is released; empty outside a run. */
  readonly commit: string;
  environmentVariable(name: string): string | undefined;
  /**
   * The outputs of the environment's stack; asked at most once, and only when an input refers to it. `target` says where
   * to ask: `aws-region` and `expected-account-id` of the config file, if it has them.
   */
  stackOutputs(stack: string, target: GivenInputs): Promise<StackOutputs>;
}

/** Inputs that decide where the stack is, so they cannot refer to it. */
const targetInputs = ['aws-region', 'expected-account-id', 'role-to-assume'];

/** Replaces the references in the config file's inputs; all that cannot be resolved are named in one UserError. */
export async function resolveReferences(
  { stack: given, inputs }: ConfigSection,
  sources: ReferenceSources,
): Promise<GivenInputs> {
  const env = (name: string) =>
    orElse(sources.environmentVariable(name), `the environment variable ${name} is not set`);
  const commit = () => orElse(sources.commit || undefined, 'there is no commit outside a workflow run');
  const target = replaced(
    new Map([...inputs, ...(given ? [['stack', given] as const] : [])].filter(([name]) => decidesTarget(name))),
    { commit, env, stack: (key) => refused(`the stack output ${key} cannot decide where the stack is`) },
  );
  if (target.problems.length > 0) throw unresolved(target.problems);
  const stack = target.inputs.get('stack')?.text;
  const outputs = stack && refersToStack(inputs) ? await sources.stackOutputs(stack, target.inputs) : undefined;
  const { inputs: resolved, problems } = replaced(inputs, {
    commit,
    env,
    stack: (key) => orElse(outputs?.get(key), noOutput(key, stack, outputs)),
  });
  if (problems.length > 0) throw unresolved(problems);
  return new Map([...resolved].filter(([, { text }]) => text !== ''));
}

function decidesTarget(name: string): boolean {
  return name === 'stack' || targetInputs.includes(name);
}

function refersToStack(inputs: GivenInputs): boolean {
  return [...inputs.values()].some(({ text }) => text.includes('${stack:'));
}

interface Lookups {
  commit(): Result<string>;
  env(name: string): Result<string>;
  stack(key: string): Result<string>;
}

/** All inputs with their references replaced, and what could not be. */
function replaced(
  inputs: GivenInputs,
  lookups: Lookups,
): { readonly inputs: GivenInputs; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const replacedText = (name: string, { text, origin }: GivenInput) =>
    text.replace(/\$\{(?:(commit)|(stack|env):([^}$]+))\}/g, (_, commit, kind: 'stack' | 'env', key: string) => {
      const found = commit === undefined ? lookups[kind](key) : lookups.commit();
      if (found.ok) return found.value;
      problems.push(`${origin}: ${name}: ${found.reason}.`);
      return '';
    });
  for (const [name, { text, origin }] of inputs) {
    const reason = notReplaced(text);
    if (reason) problems.push(`${origin}: ${name}: ${reason}.`);
  }
  const entries = [...inputs].map(
    ([name, given]) => [name, { text: replacedText(name, given), origin: given.origin }] as const,
  );
  return { inputs: new Map(entries), problems };
}

/** Why a text would be taken literally, though it was surely not meant so. */
function notReplaced(text: string): string | undefined {
  if (text.includes('${{'))
    return 'GitHub replaces ${{ … }} in workflows only; write the value here, or ${stack:Key} or ${env:NAME}';
  return /\$\{(?!stack:)\s*[Ss]tack\s*:/.test(text) ? 'a reference to the stack is written ${stack:Key}' : undefined;
}

function orElse(value: string | undefined, reason: string): Result<string> {
  return value === undefined ? refused(reason) : parsed(value);
}

function noOutput(key: string, stack: string | undefined, outputs: StackOutputs | undefined): string {
  return stack === undefined
    ? `it refers to the stack output ${key}, but no environment with a \`stack\` is chosen`
    : `the stack ${stack} has no output ${key}; it has ${[...(outputs?.keys() ?? [])].join(', ') || 'none'}`;
}

function unresolved(problems: readonly string[]): UserError {
  return new UserError({
    what: `The config file refers to what is not there:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\n`,
    next: 'Nothing was changed.',
  });
}

import type { GivenInput } from '../contract/index.ts';
import { UserError } from '../errors.ts';

/** Where the values of `${stack:Key}` and `${env:NAME}` come from. */
export interface ReferenceSources {
  readonly stack: string | undefined;
  /** The outputs of the environment's stack; asked at most once, and only when an input refers to it. */
  stackOutputs(stack: string): Promise<ReadonlyMap<string, string>>;
  environmentVariable(name: string): string | undefined;
}

const reference = /\$\{(stack|env):([^}]+)\}/g;

/** Replaces the references in the config file's inputs; all that cannot be resolved are named in one UserError. */
export async function resolveReferences(
  inputs: ReadonlyMap<string, GivenInput>,
  sources: ReferenceSources,
): Promise<ReadonlyMap<string, GivenInput>> {
  const refersToStack = [...inputs.values()].some(({ text }) => text.includes('${stack:'));
  const outputs = refersToStack && sources.stack ? await sources.stackOutputs(sources.stack) : undefined;
  const problems: string[] = [];
  const resolved = [...inputs].map(([name, { text, origin }]) => {
    const replaced = text.replace(reference, (_, kind: string, key: string) => {
      const found = kind === 'stack' ? outputs?.get(key) : sources.environmentVariable(key);
      if (found === undefined) problems.push(`${origin}: ${name}: ${missing(kind, key, sources.stack, outputs)}`);
      return found ?? '';
    });
    return [name, { text: replaced, origin }] as const;
  });
  if (problems.length > 0) throw unresolved(problems);
  return new Map(resolved.filter(([, { text }]) => text !== ''));
}

function missing(
  kind: string,
  key: string,
  stack: string | undefined,
  outputs: ReadonlyMap<string, string> | undefined,
): string {
  if (kind === 'env') return `the environment variable ${key} is not set.`;
  if (stack === undefined) return `refers to the stack output ${key}, but the environment names no \`stack\`.`;
  return `the stack ${stack} has no output ${key}; it has ${[...(outputs?.keys() ?? [])].join(', ') || 'none'}.`;
}

function unresolved(problems: readonly string[]): UserError {
  return new UserError({
    what: `The config file refers to what is not there:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\n`,
    next: 'Nothing was changed.',
  });
}

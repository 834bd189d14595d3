import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actions } from '../actions/index.ts';
import { commonInputs, gitHubInputs } from '../contract/common.ts';
import { camelCase } from '../contract/contract.ts';
import { contractOf } from './action-problems.ts';

/** Declared inputs that no code reads, in sentences that name the contract. */
export async function unreadInputs(): Promise<readonly string[]> {
  const common = codeBelow('src/main.ts', 'src/runner', 'src/lifecycle', ...globSync('src/actions/*.ts'));
  const problems = await Promise.all(
    Object.keys(actions).map(async (name) => {
      const own = codeOf(name);
      const { inputs } = await contractOf(name);
      const unread = Object.keys(inputs).filter(
        (input) => !isRead(input, own) && !(isCommon(input) && isRead(input, common)),
      );
      return unread.map(
        (input) => `src/actions/${name}/contract.ts: declares the input ${input}, which no code reads.`,
      );
    }),
  );
  return problems.flat();
}

/** The code that reads an action's own inputs: its folder but the contract, and the engine of backend targets where it uses that. */
function codeOf(name: string): string {
  const own = codeBelow(`src/actions/${name}`);
  return own.includes('/deployment/') ? own + codeBelow('src/deployment') : own;
}

function isCommon(input: string): boolean {
  return input in commonInputs || input in gitHubInputs;
}

/** As a property of the parsed inputs, or by its own name as a text. */
function isRead(input: string, code: string): boolean {
  return new RegExp(`\\b${camelCase(input)}\\b|'${input}'`).test(code);
}

/** All TypeScript below some paths, without comments and contracts. */
function codeBelow(...paths: readonly string[]): string {
  const files = paths.flatMap((path) =>
    path.endsWith('.ts')
      ? [path]
      : readdirSync(path, { recursive: true, encoding: 'utf8' }).map((file) => join(path, file)),
  );
  const code = files.filter((file) => file.endsWith('.ts') && !file.endsWith('/contract.ts'));
  return code.map((file) => readFileSync(file, 'utf8').replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '')).join('\n');
}

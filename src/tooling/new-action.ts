import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type ActionFile, actionFiles } from './new-action-files.ts';

const registry = 'src/actions/index.ts';

/** Writes the files of a new action and its line in the registry, and returns their paths. An Error where the name will not do. */
export function newAction(name: string): readonly string[] {
  const files = actionFiles(name);
  const problem = nameProblem(name) ?? taken(name, files);
  if (problem) throw new Error(problem);
  for (const { path, content } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  writeFileSync(registry, registered(readFileSync(registry, 'utf8'), name));
  return [...files.map(({ path }) => path), registry];
}

/** The name is a folder, a section of the config file, and what workflows call. */
function nameProblem(name: string): string | undefined {
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(name)) return undefined;
  return `"${name}" cannot be src/actions/${name}: the name of an action is a verb and what it acts on, in lower case with hyphens, such as sync-spa-s3.`;
}

function taken(name: string, files: readonly ActionFile[]): string | undefined {
  const path = [`src/actions/${name}`, `actions/${name}`, ...files.map((file) => file.path)].find((each) =>
    existsSync(each),
  );
  return path && `${path}: is there already, so the name ${name} is taken.`;
}

/** The registry with a line more, in the order of names. */
function registered(source: string, name: string): string {
  const line = `  '${name}': () => import('./${name}/index.ts'),`;
  const [head = '', body = ''] = source.split(/(?<=^export const actions[^\n]*\n)/m);
  const end = body.indexOf('};');
  const lines = [...body.slice(0, end).split('\n').filter(Boolean), line].toSorted((a, b) =>
    keyOf(a) < keyOf(b) ? -1 : 1,
  );
  return `${head}${lines.join('\n')}\n${body.slice(end)}`;
}

function keyOf(line: string): string {
  return /^\s*'?([\w-]+)/.exec(line)?.[1] ?? '';
}

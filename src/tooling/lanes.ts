import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Suites by the lane in which they run. */
export interface Lanes {
  /** They start containers, databases, browsers or processes: beside each other these are slow enough to fail for that alone. */
  readonly machine: readonly string[];
  /** They stay within their process. */
  readonly process: readonly string[];
}

/** The suites in two lanes that run side by side, each one suite at a time. Paths are relative to the repository. */
export function lanes(suites: readonly string[], read = readIfThere): Lanes {
  const sources = new Map<string, string>();
  const sourceOf = (path: string) => {
    const source = sources.get(path) ?? read(path);
    sources.set(path, source);
    return source;
  };
  const isBusy = (suite: string) => [...withImports(suite, sourceOf)].some((path) => startsProcesses(sourceOf(path)));
  const machine = new Set(suites.filter(isBusy));
  return { machine: [...machine], process: suites.filter((suite) => !machine.has(suite)) };
}

/** The local cloud and the stage of an action stay within a process unless a test asks them for a container. */
const inProcess: ReadonlySet<string> = new Set(['test/cloud/cloud.ts', 'test/support/action.ts']);

/** A file of the tests, and what it imports of the tests, directly or not. */
function withImports(file: string, sourceOf: (path: string) => string): ReadonlySet<string> {
  const found = new Set([file]);
  for (const path of found)
    for (const [, target = ''] of sourceOf(path).matchAll(/(?:from|import)\(? ?'(\.[^']+\.ts)'/g)) {
      const imported = join(dirname(path), target);
      if (imported.startsWith('test/') && !inProcess.has(imported)) found.add(imported);
    }
  return found;
}

function startsProcesses(source: string): boolean {
  return /^import .*'node:(?:child_process|worker_threads)'/m.test(source);
}

/** Tests of rules name files that are none. */
function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Suites by the lane in which they run. */
export interface Lanes {
  /** They need engines, databases, browsers and the like: beside each other these are slow enough to fail for that alone. */
  readonly machine: readonly string[];
  /** They need Node, and start at most processes of it and a database. */
  readonly node: readonly string[];
}

/** What a suite says its needs with, or what it takes from it. */
const needs = 'test/support/machine.ts';

/** They start databases alone, which are quick beside others. Of the workflows so many that both lanes take as long. */
const withDatabases = [
  /^test\/(?:actions\/deploy\/(?!built-image)|actions\/seed-rds\/|sql\/)/,
  /^test\/workflows\/(?:cancel|checkout-options|dead-machine|failed-release|first-deployment|forgery|hostile|long-release|many|rerun|rollback)\.test/,
];

/** The suites in two lanes that run side by side. Paths are relative to the repository. */
export function lanes(suites: readonly string[], read = readIfThere): Lanes {
  const sources = new Map<string, string>();
  const sourceOf = (path: string) => {
    const source = sources.get(path) ?? read(path);
    sources.set(path, source);
    return source;
  };
  const isOfTheMachine = (suite: string) =>
    !withDatabases.some((form) => form.test(suite)) && withImports(suite, sourceOf).has(needs);
  return {
    machine: suites.filter(isOfTheMachine),
    node: suites.filter((suite) => !isOfTheMachine(suite)),
  };
}

/** A file of the tests, and what it imports of the tests, directly or not. */
function withImports(file: string, sourceOf: (path: string) => string): ReadonlySet<string> {
  const found = new Set([file]);
  for (const path of found)
    for (const [, target = ''] of sourceOf(path).matchAll(/(?:from|import)\(? ?'(\.[^']+\.ts)'/g)) {
      const imported = join(dirname(path), target);
      if (imported.startsWith('test/')) found.add(imported);
    }
  return found;
}

/** Tests of rules name files that are none. */
function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

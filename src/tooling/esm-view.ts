import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * ncc takes the CommonJS build of a package, which cannot be tree-shaken, and `@actions/core` brings a whole HTTP client
 * and a process runner for functions that nobody here calls. This lays a view of those packages beside the compiled
 * sources, where module resolution finds it first: the AWS packages as ES modules, and core without what nobody calls.
 * The bundle is half as large for it, and a cold start 50 ms shorter.
 */
export function layEsmView(folder: string): void {
  for (const scope of ['@aws-sdk', '@smithy']) {
    for (const name of readdirSync(join('node_modules', scope))) layAsModule(folder, join(scope, name));
  }
  cpSync('node_modules/@actions/core', join(folder, '@actions/core'), { recursive: true });
  layAbsent(join(folder, '@actions/http-client'), ['.', './lib/auth'], ['HttpClient', 'BearerCredentialHandler']);
  layAbsent(join(folder, '@actions/exec'), ['.'], ['exec', 'getExecOutput']);
}

function layAsModule(folder: string, name: string): void {
  const [from, to] = [join('node_modules', name), join(folder, name)];
  if (!existsSync(join(from, 'dist-es'))) return;
  for (const part of ['dist-es', 'LICENSE'].filter((part) => existsSync(join(from, part)))) {
    cpSync(join(from, part), join(to, part), { recursive: true });
  }
  const { module, exports, ...rest } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as Manifest;
  writeFileSync(
    join(to, 'package.json'),
    JSON.stringify({ ...rest, main: module ?? rest.main, ...(exports ? { exports: modulesOnly(exports) } : {}) }),
  );
}

type Exports = string | { readonly [condition: string]: Exports };

interface Manifest {
  readonly main?: string;
  readonly module?: string;
  readonly exports?: Exports;
}

/** Keeps the paths of a package and, of each, the ES module only. */
function modulesOnly(exports: Exports): Exports {
  if (typeof exports === 'string') return exports;
  const kept = Object.entries(exports).filter(([key]) => key.startsWith('.') || key === 'module' || key === 'import');
  return Object.fromEntries(kept.map(([key, value]) => [key, modulesOnly(value)]));
}

/** Replaces a package by functions of the same names that throw. */
function layAbsent(folder: string, paths: readonly string[], names: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  const exports = Object.fromEntries(paths.map((path) => [path, './absent.js']));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', exports }));
  const absent = (name: string) => `export function ${name}() { throw new Error('${name} is not in this bundle.'); }\n`;
  writeFileSync(join(folder, 'absent.js'), names.map(absent).join(''));
}

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { actions } from '../actions/index.ts';
import { stub } from './generated.ts';

/** Compiles and bundles everything into `folder`: one bundle with lazy chunks, and a stub per action. */
export function bundle(folder: string): void {
  rmSync('lib', { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  run('node_modules/typescript/bin/tsc', ['-p', 'tsconfig.build.json']);
  run('node_modules/@vercel/ncc/dist/ncc/cli.js', ['build', 'lib/main.js', '-o', folder, '--minify', '--target', 'es2024', '--no-cache', '--license', 'licenses.txt']);
  for (const name of Object.keys(actions)) writeFileSync(join(folder, `${name}.js`), stub(name));
}

/** Every file of a folder with its bytes, by relative path. */
export function folderFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}

function run(script: string, options: readonly string[]): void {
  execFileSync(process.execPath, [script, ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
}

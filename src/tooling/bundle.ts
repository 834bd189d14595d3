import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { actions } from '../actions/index.ts';
import { layEsmView } from './esm-view.ts';
import { stub } from './generated.ts';
import { type BundledModule, licenses } from './licenses.ts';

/** Compiles and bundles everything into `folder`: one bundle with lazy chunks, and a stub per action. */
export function bundle(folder: string): void {
  rmSync('lib', { recursive: true, force: true });
  run('node_modules/typescript/bin/tsc', ['-p', 'tsconfig.build.json']);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  layEsmView('lib');
  run('node_modules/@vercel/ncc/dist/ncc/cli.js', [
    'build',
    'lib/main.js',
    '-o',
    folder,
    '--target',
    'es2024',
    '--no-cache',
    '--stats-out',
    statistics,
  ]);
  const { modules } = JSON.parse(readFileSync(statistics, 'utf8')) as Statistics;
  writeFileSync(join(folder, 'licenses.txt'), licenses(modules));
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.js'))) minify(join(folder, name));
  for (const name of Object.keys(actions)) writeFileSync(join(folder, `${name}.js`), stub(name));
}

/** What the bundler says of its work; it stays after a build. */
const statistics = 'lib/statistics.json';

interface Statistics {
  readonly modules: readonly BundledModule[];
}

/** ncc can minify only the entry, not the chunks. */
function minify(file: string): void {
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    minify: true,
    format: 'esm',
    target: 'node24',
    legalComments: 'none',
  });
  writeFileSync(file, code);
}

function run(script: string, options: readonly string[]): void {
  execFileSync(process.execPath, [script, ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
}

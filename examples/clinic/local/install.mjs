// Installs what `npm start` needs, where it is not there yet. Plain JavaScript: it runs before Node 24 is installed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const clinic = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
for (const folder of ['.', 'backend', 'frontend'].map((name) => join(clinic, name))) {
  if (existsSync(join(folder, 'node_modules'))) continue;
  const { status } = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(1);
}

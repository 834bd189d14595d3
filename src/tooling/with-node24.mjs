// Runs a TypeScript file of this repository under Node 24, installing the dependencies first when they are missing.
// Plain JavaScript, because it is started by whatever Node (20 or newer) the machine has.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const node24 = `${root}node_modules/node/bin/node`;

if (!installed()) {
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}
const node = Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : node24;
const child = spawn(node, process.argv.slice(2), { cwd: root, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));

/** npm leaves a copy of the lock file behind; when that is older than ours, something was added since. */
function installed() {
  const copy = `${root}node_modules/.package-lock.json`;
  if (!existsSync(copy) || !existsSync(node24)) return false;
  const packages = (path) =>
    Object.entries(JSON.parse(readFileSync(path, 'utf8')).packages).filter(([name]) => name !== '');
  const present = new Map(packages(copy).map(([name, entry]) => [name, entry.version]));
  return packages(`${root}package-lock.json`).every(
    ([name, entry]) => entry.optional || present.get(name) === entry.version,
  );
}

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBuildContext } from '../src/container/build/build-context.ts';
import { median } from './statistics.ts';

const files = 20_000;
const rounds = 5;

/** Time for the source key of a context with many small files, beside that of the build which it saves. */
export async function sourceKey(): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-source-key-'));
  const keys: number[] = [];
  const builds: number[] = [];
  try {
    writeSource(folder);
    for (let round = 0; round < rounds; round++) {
      // Another file in each round, or the builder would only compare.
      writeFileSync(join(folder, 'src/round.js'), `${round} ${process.pid}`);
      keys.push(await milliseconds(() => readBuildContext(place(folder), new AbortController().signal)));
      builds.push(await milliseconds(() => build(folder)));
    }
  } finally {
    rmSync(folder, { recursive: true });
    execFileSync('docker', ['rmi', '--force', image], { stdio: 'ignore' });
  }
  const [key, whole] = [median(keys), median(builds)];
  const version = execFileSync(docker, ['version', '--format', '{{.Client.Version}}'], { encoding: 'utf8' }).trim();
  return [
    `${files} small files, median of ${rounds}: source key ${key.toFixed(0)} ms, build by docker ${version} ${whole.toFixed(0)} ms: a ${(whole / key).toFixed(0)}th`,
  ];
}

/** The engine's own client, which brings BuildKit without a plugin. */
const docker = '/usr/bin/docker';
const image = 'bench-source-key';
const place = (folder: string) => ({ workspace: folder, context: '.', dockerfile: undefined });

function writeSource(folder: string): void {
  for (let count = 0; count < files; count++) {
    const below = join(folder, 'src', String(count % 200));
    if (count < 200) mkdirSync(below, { recursive: true });
    writeFileSync(join(below, `module-${count}.js`), `export const value = ${count};\n`.repeat(1 + (count % 60)));
  }
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\nCOPY . .\n');
  writeFileSync(
    join(folder, '.dockerignore'),
    '# not in the image\n.git\nnode_modules\n**/*.log\n**/*.test.js\n!keep.test.js\n',
  );
}

function build(folder: string): void {
  execFileSync(docker, ['build', '--quiet', '--no-cache', '--tag', image, folder], {
    env: { ...process.env, DOCKER_BUILDKIT: '1' },
    stdio: 'ignore',
  });
}

async function milliseconds(work: () => unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

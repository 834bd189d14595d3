import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBuildContext } from '../src/container/build/build-context.ts';
import { factsReaders } from '../src/machine/facts-ahead.ts';
import { median, percentile } from './statistics.ts';

const files = 20_000;
const rounds = 7;

if (process.argv[1] === import.meta.filename) await readOnce(process.argv[2] ?? '');

/** Time for the source key of a context with many small files, beside that of the build which it saves. */
export async function sourceKey(): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-source-key-'));
  const [keys, processor, builds]: [number[], number[], number[]] = [[], [], []];
  try {
    writeSource(folder);
    for (let round = -1; round < rounds; round++) {
      // Another file in each round, or the builder would only compare.
      writeFileSync(join(folder, 'src/round.js'), `${round} ${process.pid}`);
      const { milliseconds, processorMilliseconds } = keyOf(folder);
      const build = buildMilliseconds(folder);
      // The engine's first build brings the whole context; the first key may read from the disk.
      if (round < 0) continue;
      keys.push(milliseconds);
      processor.push(processorMilliseconds);
      builds.push(build);
    }
  } finally {
    rmSync(folder, { recursive: true });
    execFileSync('docker', ['rmi', '--force', image], { stdio: 'ignore' });
  }
  const shares = keys.map((key, round) => key / (builds[round] ?? Number.NaN));
  const version = execFileSync(docker, ['version', '--format', '{{.Client.Version}}'], { encoding: 'utf8' }).trim();
  return [
    `Source key of ${files} small files, and docker ${version} building them right after it: ${rounds} rounds, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, load ${loadavg()[0]?.toFixed(1)}`,
    '',
    '| source key, ms | of its thread, ms of processor | build, ms | share of the build (least to most) |',
    '| ---: | ---: | ---: | ---: |',
    `| ${median(keys).toFixed(0)} | ${median(processor).toFixed(0)} | ${median(builds).toFixed(0)} | ${shareText(median(shares))} (${shareText(percentile(shares, 0))} to ${shareText(percentile(shares, 1))}) |`,
  ];
}

function shareText(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

interface KeyTime {
  readonly milliseconds: number;
  readonly processorMilliseconds: number;
}

/** Each in a process of its own, as in a job: a second time in the same one, Node has compiled everything. */
function keyOf(folder: string): KeyTime {
  return JSON.parse(execFileSync(process.execPath, [import.meta.filename, folder], { encoding: 'utf8' })) as KeyTime;
}

async function readOnce(folder: string): Promise<void> {
  const begun = performance.now();
  const before = process.threadCpuUsage();
  const place = { workspace: folder, context: '.', dockerfile: undefined };
  await readBuildContext(place, factsReaders(), new AbortController().signal);
  const { user, system } = process.threadCpuUsage(before);
  const time: KeyTime = { milliseconds: performance.now() - begun, processorMilliseconds: (user + system) / 1_000 };
  console.log(JSON.stringify(time));
}

/** The engine's own client, which brings BuildKit without a plugin. */
const docker = '/usr/bin/docker';
const image = 'bench-source-key';

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

function buildMilliseconds(folder: string): number {
  const begun = performance.now();
  execFileSync(docker, ['build', '--quiet', '--no-cache', '--tag', image, folder], {
    env: { ...process.env, DOCKER_BUILDKIT: '1' },
    stdio: 'ignore',
  });
  return performance.now() - begun;
}

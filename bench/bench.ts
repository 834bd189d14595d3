import { parseArgs } from 'node:util';
import { coldStart } from './cold-start.ts';
import { rebuild } from './rebuild/rebuild.ts';
import { promotion } from './registry/promotion.ts';
import { seed } from './seed/seed.ts';
import { smoke } from './smoke/smoke.ts';
import { sourceKey } from './source-key.ts';
import { syncMemory } from './sync/memory.ts';
import { sync } from './sync/sync.ts';

/**
 * Runs benchmarks by name, or all:
 *
 *     npm run bench -- cold-start [--against <dist of another build>]
 *     npm run bench -- registry --rounds 5 --megabytes 1000 --registries distribution
 *     npm run bench -- seed --rounds 3 --megabytes 100 --migrations 1000
 *     npm run bench -- smoke --rounds 5 --delay-milliseconds 30
 *     npm run bench -- sync --files 500,5000,50000 --delay-milliseconds 0,30 --rounds 3 --tools 'sync-spa-s3,rclone tuned'
 *     npm run bench -- sync-memory --files 100000 --rounds 2
 *     npm run bench -- sync --server versitygw --delay-milliseconds 0
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    files: { type: 'string' },
    'delay-milliseconds': { type: 'string', default: '0,30' },
    rounds: { type: 'string', default: '3' },
    dist: { type: 'string', default: 'dist' },
    tools: { type: 'string', default: '' },
    against: { type: 'string' },
    megabytes: { type: 'string' },
    migrations: { type: 'string', default: '1000' },
    registries: { type: 'string', default: 'distribution' },
    server: { type: 'string', default: 'cloud' },
  },
});

const numbers = (list: string) => list.split(',').map(Number);
const benchmarks: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  'cold-start': () => coldStart({ pairs: 20, against: values.against }),
  registry: () =>
    promotion({
      rounds: Number(values.rounds),
      megabytes: Number(values.megabytes ?? 1_000),
      registries: values.registries === 'cloud' ? 'cloud' : 'distribution',
    }),
  rebuild: () => rebuild(Number(values.rounds)),
  seed: () =>
    seed({
      rounds: Number(values.rounds),
      megabytes: Number(values.megabytes ?? 100),
      migrations: Number(values.migrations),
      dist: values.dist,
    }),
  smoke: () =>
    smoke({
      rounds: Number(values.rounds),
      dist: values.dist,
      delayMilliseconds: numbers(values['delay-milliseconds']).at(-1) ?? 30,
    }),
  'source-key': sourceKey,
  sync: () =>
    sync({
      files: numbers(values.files ?? '500,5000'),
      delaysMilliseconds: numbers(values['delay-milliseconds']),
      rounds: Number(values.rounds),
      dist: values.dist,
      only: values.tools.split(',').filter((name) => name !== ''),
      server: values.server === 'versitygw' ? 'versitygw' : 'cloud',
    }),
  'sync-memory': () =>
    syncMemory({
      files: values.files === undefined ? 100_000 : Number(values.files),
      rounds: Number(values.rounds),
      dist: values.dist,
    }),
};

for (const name of positionals.length > 0 ? positionals : Object.keys(benchmarks)) {
  const run = benchmarks[name];
  if (!run) throw new Error(`There is no benchmark ${name}; there are ${Object.keys(benchmarks).join(', ')}.`);
  for (const line of await run()) console.log(line);
}

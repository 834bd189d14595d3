import { coldStart } from './cold-start.ts';
import { rebuild } from './rebuild/rebuild.ts';
import { promotion } from './registry/promotion.ts';

/** The benchmarks by name: `npm run bench -- cold-start`. */
const benchmarks: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  'cold-start': coldStart,
  registry: async () => [...(await promotion()), '', ...(await rebuild())],
};

const names = process.argv.slice(2);
for (const name of names.length > 0 ? names : Object.keys(benchmarks)) {
  const run = benchmarks[name];
  if (!run) throw new Error(`There is no benchmark ${name}; there are ${Object.keys(benchmarks).join(', ')}.`);
  for (const line of await run()) console.log(line);
}

import { expect, test } from '@jest/globals';
import { sideBySide } from '../../../src/actions/smoke-test/run/side-by-side.ts';
import { json, startServer } from './support/server.ts';
import { smoke, statuses } from './support/smoke.ts';

/** The most requests that were there at once in each run, and the paths in the order they came. */
async function run(suite: string, inputs: Readonly<Record<string, string>> = {}) {
  let now = 0;
  let most = 0;
  const server = await startServer(async ({ path }) => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((resolve) => setTimeout(resolve, path.includes('slow') ? 150 : 40));
    now -= 1;
    return json({ id: 7 });
  });
  const ended = await smoke(suite, { inputs: { 'api-url': server.url, ...inputs } });
  await server.close();
  return { ended, most, paths: server.seen.map(({ path }) => path) };
}

const reads = (count: number, more = '') =>
  Array.from({ length: count }, (_, at) => `  - { name: r${at}, get: "\${API}/r${at}"${more} }`).join('\n');

test('checks that only ask run side by side, up to the limit, and are told in the order of the suite', async () => {
  const suite = `name: s\nchecks:\n  - { name: first, get: "\${API}/slow" }\n${reads(8)}`;
  const { ended, most } = await run(suite, { concurrency: '3' });
  expect(most).toBe(3);
  const names = ['first', ...Array.from({ length: 8 }, (_, at) => `r${at}`)];
  expect(statuses(ended)).toEqual(names.map((name) => `${name}: passed`));
  expect([...ended.shown.log.matchAll(/^✓ (\w+)/gm)].map(([, name]) => name)).toEqual(names);
});

test('with a concurrency of 1, one runs after the other', async () => {
  const { most, paths } = await run(`name: s\nchecks:\n${reads(5)}`, { concurrency: '1' });
  expect(most).toBe(1);
  expect(paths).toEqual(['/r0', '/r1', '/r2', '/r3', '/r4']);
});

test.each([
  ['the same session', `name: s\nsessions: [a]\nchecks:\n${reads(4, ', session: a')}`],
  [
    'what changes something',
    `name: s\nchecks:\n${['a', 'b', 'c'].map((name) => `  - { name: ${name}, post: "\${API}/${name}" }`).join('\n')}`,
  ],
  ['what is repeated', `name: s\nchecks:\n${reads(3, ', eventually: { within-seconds: 5 }')}`],
  ['what has a clean-up', `name: s\nchecks:\n${reads(3, ', always: [{ get: "${API}/gone" }]')}`],
  ['what captures the same', `name: s\nchecks:\n${reads(3, ', capture: { ID: $.id }')}`],
])('%s stays in order', async (_, suite) => {
  const { ended, most, paths } = await run(suite);
  expect(most).toBe(1);
  const own = paths.filter((path) => path !== '/gone');
  expect(own).toEqual(own.toSorted());
  expect(statuses(ended).every((line) => line.endsWith(': passed'))).toBe(true);
});

test('a change waits for all before it, and all after it wait for it', async () => {
  const suite = `name: s\nchecks:\n  - { name: a, get: "\${API}/slow-a" }\n  - { name: b, get: "\${API}/b" }\n  - { name: c, post: "\${API}/slow-c" }\n  - { name: d, get: "\${API}/d" }\n  - { name: e, get: "\${API}/e" }`;
  const { paths, most } = await run(suite);
  expect(most).toBe(2);
  expect([paths.slice(0, 2).toSorted(), paths[2], paths.slice(3).toSorted()]).toEqual([
    ['/b', '/slow-a'],
    '/slow-c',
    ['/d', '/e'],
  ]);
});

test('a captured value is there for those that use it', async () => {
  const suite = `name: s\nchecks:\n  - { name: a, get: "\${API}/slow", capture: { ID: $.id } }\n  - { name: b, get: "\${API}/x/\${ID}" }\n  - { name: c, get: "\${API}/y/\${ID}" }\n  - { name: d, get: "\${API}/d" }`;
  const { ended, paths } = await run(suite);
  expect(statuses(ended)).toEqual(['a: passed', 'b: passed', 'c: passed', 'd: passed']);
  expect(paths.indexOf('/d')).toBeLessThan(paths.indexOf('/x/7'));
  expect(paths).toEqual(expect.arrayContaining(['/x/7', '/y/7']));
});

test('a fault of one is told when all that was begun has ended', async () => {
  const ended: number[] = [];
  const work = async (position: number) => {
    await new Promise((resolve) => setTimeout(resolve, 10 * position));
    if (position === 1) throw new Error('broken');
    ended.push(position);
  };
  await expect(sideBySide([[], [], [], [1]], 4, work)).rejects.toThrow('broken');
  expect(ended).toEqual([0, 2]);
});

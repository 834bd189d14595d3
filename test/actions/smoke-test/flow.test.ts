import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { json, startServer, type TestServer } from './support/server.ts';
import { findings, smoke, statuses } from './support/smoke.ts';

/** A small API with sessions, things that can be made and deleted, and a version that changes over time. */
interface World {
  readonly things: Map<string, string>;
  versions: string[];
  deletes: string[];
  /** Deleting answers with these statuses, then with 204. */
  refusals: number[];
}

let server: TestServer;
const world: World = { things: new Map(), versions: [], deletes: [], refusals: [] };

beforeEach(() => {
  world.things.clear();
  world.versions = ['new'];
  world.deletes = [];
  world.refusals = [];
});

beforeAll(async () => {
  server = await startServer(({ method, path, headers, body }) => {
    const who = /who=(\w+)/.exec(headers.cookie ?? '')?.[1];
    if (path === '/version') {
      const version = world.versions.length > 1 ? world.versions.shift() : world.versions[0];
      return json({ commit: version });
    }
    if (path === '/login') {
      const { user } = JSON.parse(body.toString()) as { readonly user: string };
      return json({ user }, 200, { 'set-cookie': `who=${user}; Path=/; HttpOnly` });
    }
    if (path === '/me') return json({ user: who ?? null });
    if (path === '/broken') return json({}, 500);
    if (path === '/hang') return undefined;
    if (path === '/things' && method === 'POST') {
      const id = String(world.things.size + 1);
      world.things.set(id, who ?? 'nobody');
      return json({ id: Number(id) }, 201);
    }
    const id = path.split('/').at(-1) ?? '';
    if (method === 'DELETE') {
      world.deletes.push(`${who}:${id}`);
      const refusal = world.refusals.shift();
      if (refusal !== undefined) return json({}, refusal);
      return world.things.delete(id) ? { status: 204 } : json({}, 404);
    }
    return world.things.has(id) ? json({ id: Number(id) }) : json({}, 404);
  });
});

afterAll(() => server.close());

const run = (suite: string, inputs: Readonly<Record<string, string>> = {}, more = {}) =>
  smoke(suite, { inputs: { 'api-url': `${server.url}/`, version: 'new', ...inputs }, ...more });

const login = `
  - name: login as \${role}
    for-each: { role: [admin, operator] }
    session: \${role}
    post: \${API}/login
    body: { json: { user: "\${role}" } }
    expect: { cookies: { who: { httpOnly: true } } }
`;

describe('sessions', () => {
  test('each keeps its own cookies, and without a session there are none', async () => {
    const ended = await run(`
name: s
sessions: [admin, operator]
checks:${login}
  - { name: an admin, session: admin, get: "\${API}/me", expect: { json: { $.user: admin } } }
  - { name: an operator, session: operator, get: "\${API}/me", expect: { json: { $.user: operator } } }
  - { name: nobody, get: "\${API}/me", expect: { json: { $.user: { one-of: [null] } } } }
`);
    expect(statuses(ended)).toEqual([
      'login as admin: passed',
      'login as operator: passed',
      'an admin: passed',
      'an operator: passed',
      'nobody: passed',
    ]);
  });
});

describe('eventually', () => {
  const check = (options: string) => `
name: s
checks:
  - name: version
    get: \${API}/version
    show-response-body: true
    eventually: ${options}
    expect: { json: { $.commit: "\${VERSION}" } }
`;

  test('holds only after so many good answers in a row, each over a new connection', async () => {
    world.versions = ['old', 'new', 'old', 'new', 'new', 'new'];
    const seenBefore = server.seen.length;
    const ended = await run(check('{ consecutive: 3, within-seconds: 30, every-ms: 10, max-every-ms: 10 }'));
    expect(statuses(ended)).toEqual(['version: passed']);
    const requests = server.seen.slice(seenBefore);
    expect(requests).toHaveLength(6);
    expect(new Set(requests.map(({ clientPort }) => clientPort)).size).toBe(6);
    const [result] = ended.results.checks;
    expect(result).toMatchObject({
      stretches: [
        { attempts: 1, seen: '$.commit: expected "new", got "old".' },
        { attempts: 1, seen: 'holds' },
        { attempts: 1, seen: '$.commit: expected "new", got "old".' },
        { attempts: 3, seen: 'holds' },
      ],
    });
  });

  test('fails at its deadline, with what it saw until then', async () => {
    world.versions = ['old'];
    const ended = await run(check('{ within-seconds: 1, every-ms: 50, max-every-ms: 50 }'));
    expect(findings(ended, 'version')).toEqual(['$.commit | "new" | "old"']);
    expect(ended.outputs).toMatchObject({ failed: 1, 'safe-to-rollback': true });
  });

  test('good answers that do not come often enough in a row are not enough', async () => {
    world.versions = Array.from({ length: 1000 }, (_, index) => (index % 2 === 0 ? 'new' : 'old'));
    const ended = await run(check('{ consecutive: 2, within-seconds: 1, every-ms: 20, max-every-ms: 20 }'));
    expect(ended.outputs).toMatchObject({ failed: 1 });
    expect(ended.shown.summary).toContain('Over time:');
  });

  test('a response that never comes is cut off by the deadline', async () => {
    const ended = await run(
      'name: s\nchecks:\n  - { name: hangs, get: "${API}/hang", eventually: { within-seconds: 1 } }',
    );
    expect(findings(ended, 'hangs')).toEqual(['response | one before the deadline | none']);
  });
});

const create = `
  - name: create
    session: operator
    post: \${API}/things
    capture: { ID: $.id }
    always:
      - { session: admin, delete: "\${API}/things/\${ID}" }
`;

describe('clean-up', () => {
  const suite = (more = '') => `name: s\nsessions: [admin, operator]\nchecks:${login}${create}${more}`;

  test('removes what was made, in its own session, the last first', async () => {
    const ended = await run(
      suite(`
  - name: create another
    post: \${API}/things
    capture: { OTHER: $.id }
    always: [{ session: admin, delete: "\${API}/things/\${OTHER}" }]
`),
    );
    expect(ended.failure).toBeUndefined();
    expect(world.deletes).toEqual(['admin:2', 'admin:1']);
    expect(world.things.size).toBe(0);
  });

  test('runs after failures as well', async () => {
    const ended = await run(suite('  - { name: broken, get: "${API}/broken" }\n'));
    expect(statuses(ended).at(-1)).toBe('broken: failed');
    expect(world.things.size).toBe(0);
  });

  test('also when the check itself fails after it made something', async () => {
    const ended = await run(
      `name: s\nsessions: [admin, operator]\nchecks:${create.replace('capture:', 'expect: { status: 299 }\n    capture:')}`,
    );
    expect(statuses(ended)).toEqual(['create: failed']);
    expect(world.things.size).toBe(0);
  });

  test('tries again, and what is left is red, is named, and is no reason to roll back', async () => {
    world.refusals = [503];
    const good = await run(suite());
    expect(good.failure).toBeUndefined();
    expect(world.deletes).toEqual(['admin:1', 'admin:1']);

    world.refusals = Array.from({ length: 100 }, () => 403);
    const bad = await run(suite(), {}, { clock: hastyClock() });
    expect(bad.outputs).toMatchObject({ passed: 3, failed: 1, 'safe-to-rollback': false });
    expect(bad.outputs['failed-checks']).toEqual([`DELETE ${server.url}/things/1`]);
    expect(bad.shown.summary).toContain('Left behind: remove by hand');
    expect(bad.failure?.message).toContain(
      'All checks passed, but some resources that they created could not be removed',
    );
  });

  test('runs when the job is cancelled', async () => {
    const controller = new AbortController();
    const waiting = run(
      suite('  - { name: hangs, get: "${API}/hang" }\n  - { name: later, post: "${API}/me" }\n'),
      {},
      {
        signal: controller.signal,
      },
    );
    const cancelled = untilSeen('/hang').then(() => controller.abort(new Error('The job was cancelled.')));
    const [ended] = await Promise.all([waiting, cancelled]);
    expect(statuses(ended).slice(-2)).toEqual(['hangs: failed', 'later: skipped']);
    expect(findings(ended, 'hangs')).toEqual(['the check | done | not done: The job was cancelled']);
    expect(world.things.size).toBe(0);
    expect(ended.failure?.message).toContain('The job was cancelled.');
  });

  test('runs when the deadline of all checks has passed', async () => {
    const ended = await run(suite('  - { name: hangs, get: "${API}/hang" }\n'), { 'deadline-seconds': '1' });
    expect(findings(ended, 'hangs')).toEqual([
      'the check | done | not done: The deadline of 1 s for all checks passed',
    ]);
    expect(world.things.size).toBe(0);
  });
});

/** Waits until the server has been asked for a path since now. */
async function untilSeen(path: string): Promise<void> {
  const from = server.seen.length;
  while (!server.seen.slice(from).some((request) => request.path === path)) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A clock whose sleeps take a hundredth of their time, and that counts them whole. */
function hastyClock() {
  const start = Date.now();
  return {
    now: () => new Date(start + (Date.now() - start) * 100),
    sleep: (milliseconds: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        const timer = setTimeout(resolve, milliseconds / 100);
        signal?.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(signal.reason);
        });
      }),
  };
}

describe('what depends on a check that failed', () => {
  test('is left out, with the reason, and does not use what an earlier round of a loop captured', async () => {
    const ended = await run(`
name: s
checks:
  - name: make in \${place}
    for-each: { place: [things, broken] }
    post: \${API}/\${place}
    expect: { status: 201 }
    capture: { ID: $.id }
  - { name: read, get: "\${API}/things/\${ID}" }
  - { name: me, get: "\${API}/me" }
`);
    expect(statuses(ended)).toEqual([
      'make in things: passed',
      'make in broken: failed',
      'read: skipped',
      'me: passed',
    ]);
    expect(ended.shown.log).toContain('read: skipped, no check above gave a value for ID');
    expect(ended.outputs).toMatchObject({ passed: 2, failed: 1 });
  });

  test('a capture that finds nothing fails its check', async () => {
    const ended = await run(
      'name: s\nchecks:\n  - { name: c, get: "${API}/me", capture: { ID: $.id, H: header.x-none, M: { from: body, matches: "no(.)" } } }',
    );
    expect(findings(ended, 'c').map((line) => line.split(' | ').slice(0, 2))).toEqual([
      ['capture ID', 'a value at $.id'],
      ['capture H', 'a value at header.x-none'],
      ['capture M', 'a value at body like /no(.)/'],
    ]);
  });
});

describe('tags', () => {
  const suite = `
name: s
checks:
  - { name: make, post: "\${API}/things", capture: { ID: $.id } }
  - { name: other, get: "\${API}/me" }
  - { name: read, tags: [critical], get: "\${API}/things/\${ID}" }
`;

  test('choose checks, and those whose captures they use', async () => {
    expect(statuses(await run(suite, { tags: 'critical' }))).toEqual(['make: passed', 'read: passed']);
  });

  test('that no check has are an error, because nothing would be proved', async () => {
    await expect(run(suite, { tags: 'crticial' })).rejects.toThrow(
      'No check has one of the tags crticial; there are: critical.',
    );
  });
});

test('a failed check may say that rolling back is no answer', async () => {
  const ended = await run('name: s\nchecks:\n  - { name: c, get: "${API}/broken", safe-to-rollback: false }');
  expect(ended.outputs).toMatchObject({ failed: 1, 'safe-to-rollback': false });
});

test('a dry run sends nothing and shows the checks', async () => {
  const before = server.seen.length;
  const ended = await run(`name: s\nsessions: [admin, operator]\nchecks:${login}${create}`, { 'dry-run': 'true' });
  expect(server.seen.length).toBe(before);
  expect(ended.report.status).toBe('planned');
  expect(JSON.parse(String(ended.outputs['plan']))).toMatchObject({
    changes: [],
    checks: [
      { name: 'login as admin', subject: `POST ${server.url}/login`, place: 'suite.yml:4' },
      { name: 'login as operator' },
      { name: 'create', subject: `POST ${server.url}/things` },
    ],
  });
});

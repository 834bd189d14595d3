import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { demoPassword, startClinic, type TestClinic } from '../../examples/clinic/support/clinic.ts';
import type { DatabaseServer } from '../../support/database.ts';
import { startPostgres } from '../../support/postgres.ts';
import { describeWith } from '../../support/requires.ts';
import { json, startServer, type TestServer } from './support/server.ts';
import { findings, smoke, statuses } from './support/smoke.ts';

const suite = readFileSync('examples/clinic/smoke/clinic.yml', 'utf8');

describeWith('postgres', "the clinic's own suite, against the clinic", () => {
  let database: DatabaseServer;
  let clinic: TestClinic;
  let site: TestServer;
  const addresses = { api: '' };

  beforeAll(async () => {
    site = await startServer(({ path }) => {
      if (path === '/config.json') return json({ API_URL: addresses.api }, 200, { 'cache-control': 'no-cache' });
      const type = { js: 'text/javascript', html: 'text/html' }[/\.(\w+)$/.exec(path)?.[1] ?? 'html'];
      const cache = { 'cache-control': path.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-cache' };
      if (path.includes('missing') || type === undefined) return { status: 404 };
      const body = type === 'text/html' ? '<!doctype html><script src="/assets/index-0a1b2c3d.js"></script>' : '1';
      return { headers: { 'content-type': type, ...cache }, body };
    });
    database = await startPostgres();
    clinic = await startClinic(database, { SITE_ORIGIN: site.url });
    addresses.api = clinic.url;
  }, 60_000);

  afterAll(async () => {
    await clinic?.stop();
    await database?.stop();
    await site?.close();
  });

  const run = (version: string, tags = '', chosen = suite) =>
    smoke(chosen, {
      inputs: {
        'api-url': clinic.url,
        'site-url': site.url,
        version,
        tags,
        variables: 'COOKIE_SECURE=false\nCOOKIE_SAMESITE=Lax',
        'secrets-from': 'PASSWORD=DEMO_PASSWORD',
      },
      environment: { DEMO_PASSWORD: demoPassword },
    });

  const requests = () => clinic.database.rows('select id, state from requests order by id');

  test('all of it holds, and nothing is left behind', async () => {
    const before = await requests();
    const ended = await run('abc123');
    expect(statuses(ended).filter((line) => !line.endsWith(': passed'))).toEqual([]);
    expect(ended.failure).toBeUndefined();
    expect(Number(ended.outputs['passed'])).toBeGreaterThan(20);
    expect(ended.results.cleanUps).toHaveLength(2);
    expect(await requests()).toEqual(before);
    expect(JSON.stringify(ended.shown)).not.toContain(demoPassword);
    expect(clinic.errors).toEqual([]);
  });

  test('the old release is found out', async () => {
    const impatient = suite.replace('within-seconds: 120', 'within-seconds: 1');
    const ended = await run('def456', 'critical', impatient);
    expect(findings(ended, 'the new version answers')).toEqual(['$.commit | "def456" | "abc123"']);
    expect(ended.outputs).toMatchObject({ failed: 1, 'failed-checks': ['the new version answers'] });
  });

  test('cookies of another environment are found out', async () => {
    const ended = await smoke(suite, {
      inputs: {
        'api-url': clinic.url,
        'site-url': site.url,
        version: 'abc123',
        tags: 'critical',
        variables: `PASSWORD=${demoPassword}`,
      },
    });
    expect(findings(ended, 'login as admin')).toEqual([
      'secure of cookie sid | "true" | "false"',
      'sameSite of cookie sid | "None" | "lax"',
    ]);
  });
});

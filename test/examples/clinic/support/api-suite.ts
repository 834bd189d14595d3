import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { integer } from '../../../../examples/clinic/backend/src/database/row.ts';
import { deleteExpiredSessions } from '../../../../examples/clinic/cleanup/handler.ts';
import { applyMigrations, applySeeds } from '../../../../examples/clinic/database/apply-sql.ts';
import { type Browser, demoPassword, signIn, siteOrigin, startClinic, type TestClinic } from './clinic.ts';
import { sqlFolder, type TestDatabase } from './databases.ts';

/** What the API promises, tried over HTTP on a real database; the same for every engine. */
export function apiSuite(startDatabase: () => Promise<TestDatabase>): void {
  let server: TestDatabase;
  let clinic: TestClinic;
  let admin: Browser;
  let operator: Browser;
  let manager: Browser;
  let physician: Browser;

  beforeAll(async () => {
    server = await startDatabase();
    clinic = await startClinic(server);
    [admin, operator, manager, physician] = await Promise.all([
      signIn(clinic, 'admin'),
      signIn(clinic, 'operator'),
      signIn(clinic, 'manager'),
      signIn(clinic, 'physician'),
    ]);
  }, 60_000);

  afterAll(async () => {
    await clinic?.stop();
    await server?.stop();
  });

  const register = async (patient = 'Test Patient'): Promise<number> =>
    (await operator.post('/requests', { patient })).body.id;
  const idOf = async (browser: Browser): Promise<number> => (await browser.get('/session')).body.user.id;
  const assigned = async (): Promise<number> => {
    const id = await register();
    await admin.post(`/requests/${id}/moves`, { to: 'manager-assigned', assignee: await idOf(manager) });
    await operator.post(`/requests/${id}/moves`, { to: 'paid' });
    await manager.post(`/requests/${id}/moves`, { to: 'physician-assigned', assignee: await idOf(physician) });
    return id;
  };

  describe('health and version', () => {
    test('tell that it serves, and what', async () => {
      expect(await (await clinic.fetch('/health')).json()).toEqual({ ok: true });
      expect(await (await clinic.fetch('/version')).json()).toEqual({ commit: 'abc123' });
    });

    test('HEAD answers without a body, an unknown address 404, a wrong method 405', async () => {
      const head = await clinic.fetch('/health', { method: 'HEAD' });
      expect([head.status, await head.text()]).toEqual([200, '']);
      expect((await clinic.fetch('/nowhere')).status).toBe(404);
      const wrong = await clinic.fetch('/version', { method: 'DELETE', headers: { origin: siteOrigin } });
      expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET']);
    });
  });

  describe('sessions', () => {
    const login = (email: string, password: string) =>
      clinic.fetch('/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password }),
      });

    test('a cookie of this environment, of which the database knows only the hash', async () => {
      const response = await login('Operator@clinic.test', demoPassword);
      expect(await response.json()).toMatchObject({ user: { email: 'operator@clinic.test', role: 'operator' } });
      const [cookie = ''] = response.headers.getSetCookie();
      expect(cookie).toMatch(/^sid=[\w-]{43}; Path=\/; Max-Age=28800; HttpOnly; SameSite=Lax$/);
      const rows = await clinic.database.rows('select token_sha256 from sessions');
      const token = cookie.slice(4, 47);
      const stored = rows.map((row) => row.token_sha256);
      expect(stored).toContain(createHash('sha256').update(token).digest('hex'));
      expect(stored).not.toContain(token);
    });

    test('a wrong password and an unknown account get the same answer', async () => {
      const wrong = await login('admin@clinic.test', 'guess');
      const unknown = await login('nobody@clinic.test', 'guess');
      expect([wrong.status, unknown.status]).toEqual([401, 401]);
      expect(await wrong.text()).toBe(await unknown.text());
      expect(wrong.headers.getSetCookie()).toEqual([]);
    });

    test('ten failures close an address for a quarter of an hour, whether or not it has an account', async () => {
      const statuses: number[] = [];
      for (let attempt = 0; attempt < 11; attempt++)
        statuses.push((await login('guessed@clinic.test', 'guess')).status);
      expect(statuses).toEqual([...Array(10).fill(401), 429]);
      clinic.advance(901);
      expect((await login('guessed@clinic.test', 'guess')).status).toBe(401);
    });

    test('signing out ends the session, and so does time', async () => {
      const leaver = await signIn(clinic, 'physician2');
      const ended = await leaver.delete('/session');
      expect(ended.headers.getSetCookie()[0]).toMatch(/^sid=; Path=\/; Max-Age=0;/);
      expect((await leaver.get('/session')).body).toEqual({ user: null });
      expect((await leaver.get('/requests')).status).toBe(401);
    });
  });

  describe('other origins', () => {
    test('the site may read answers with credentials, errors too; another origin may not', async () => {
      const refused = await clinic.fetch('/requests', { headers: { origin: siteOrigin } });
      expect(refused.status).toBe(401);
      expect(refused.headers.get('access-control-allow-origin')).toBe(siteOrigin);
      expect(refused.headers.get('access-control-allow-credentials')).toBe('true');
      expect(refused.headers.get('vary')).toBe('Origin');
      const evil = await clinic.fetch('/health', { headers: { origin: 'https://evil.example' } });
      expect(evil.headers.get('access-control-allow-origin')).toBeNull();
      expect(evil.headers.get('vary')).toBe('Origin');
    });

    test('a preflight is answered for the site only', async () => {
      const preflight = (origin: string) =>
        clinic.fetch('/requests', {
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'content-type',
          },
        });
      const site = await preflight(siteOrigin);
      expect([site.status, site.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, POST, DELETE']);
      expect(site.headers.get('access-control-allow-headers')).toBe('content-type');
      const evil = await preflight('https://evil.example');
      expect([evil.status, evil.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    });

    test('a page elsewhere cannot change anything with our cookie, even by a form', async () => {
      const id = await register();
      for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }]) {
        expect((await admin.raw(`/requests/${id}`, { method: 'DELETE', headers })).status).toBe(403);
      }
      const form = await operator.raw('/requests', { method: 'POST', body: new URLSearchParams({ patient: 'x' }) });
      expect(form.status).toBe(415);
      expect((await admin.get(`/requests/${id}`)).status).toBe(200);
    });
  });

  describe('requests', () => {
    test('one lives through its four roles, and its history tells', async () => {
      const created = await operator.post('/requests', {
        patient: '  Lucía O’Hara ',
        certificate: 'fitness',
        notes: 'ñ €',
      });
      expect(created.status).toBe(201);
      const { id } = created.body;
      expect(created.body).toMatchObject({ patient: 'Lucía O’Hara', state: 'registered', manager: null, notes: 'ñ €' });
      expect(created.body.reference).toMatch(/^CR-[2-9A-HJ-NP-TV-Z]{8}$/);
      const moves = `/requests/${id}/moves`;
      expect(
        (await admin.post(moves, { to: 'manager-assigned', assignee: await idOf(manager) })).body.manager.name,
      ).toBe('Marta Gil');
      expect((await operator.post(moves, { to: 'paid' })).body.state).toBe('paid');
      expect((await manager.post(moves, { to: 'physician-assigned', assignee: await idOf(physician) })).status).toBe(
        200,
      );
      const closed = await physician.post(moves, { to: 'closed', reason: 'Fit' });
      expect(closed.body).toMatchObject({ state: 'closed', moves: [], mayUpload: false });
      expect(closed.body.history.map((entry: { to: string; actor: string }) => [entry.to, entry.actor])).toEqual([
        ['registered', 'Óscar Ruiz'],
        ['manager-assigned', 'Ana Torres'],
        ['paid', 'Óscar Ruiz'],
        ['physician-assigned', 'Marta Gil'],
        ['closed', 'Dr. Pablo Serrano'],
      ]);
    });

    test('nobody moves a request against the table', async () => {
      const id = await register();
      const moves = `/requests/${id}/moves`;
      expect((await operator.post(moves, { to: 'closed' })).status).toBe(409);
      expect((await manager.post(moves, { to: 'manager-assigned', assignee: 1 })).status).toBe(409);
      expect((await operator.post(moves, { to: 'manager-assigned' })).status).toBe(422);
      expect((await operator.post(moves, { to: 'manager-assigned', assignee: await idOf(physician) })).status).toBe(
        422,
      );
      expect((await operator.post(moves, { to: 'lost' })).status).toBe(422);
      expect((await physician.post('/requests', { patient: 'x' })).status).toBe(403);
    });

    test('of two people who move it at once, one wins', async () => {
      const id = await register();
      await admin.post(`/requests/${id}/moves`, { to: 'manager-assigned', assignee: await idOf(manager) });
      const answers = await Promise.all(
        [operator, manager, operator, manager].map((browser) => browser.post(`/requests/${id}/moves`, { to: 'paid' })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
      expect((await admin.get(`/requests/${id}`)).body.history).toHaveLength(3);
    });

    test('a physician sees only their own', async () => {
      const id = await assigned();
      const other = await signIn(clinic, 'physician2');
      expect((await other.get(`/requests/${id}`)).status).toBe(404);
      const listed = (await other.get('/requests')).body.requests;
      expect(listed.length).toBeGreaterThan(0);
      expect(new Set(listed.map((request: { physician: { name: string } }) => request.physician.name))).toEqual(
        new Set(['Dr. Elena Vidal']),
      );
      expect((await physician.get(`/requests/${id}`)).status).toBe(200);
    });

    test('an administrator overrides with a reason, which the history keeps', async () => {
      const id = await register();
      const path = `/requests/${id}/override`;
      expect((await manager.post(path, { to: 'closed', reason: 'no' })).status).toBe(403);
      expect((await admin.post(path, { to: 'closed' })).status).toBe(422);
      expect((await admin.post(path, { to: 'registered', reason: 'same' })).status).toBe(422);
      const done = await admin.post(path, { to: 'closed', reason: 'Handled by telephone' });
      expect(done.body.history.at(-1)).toMatchObject({
        from: 'registered',
        to: 'closed',
        overridden: true,
        reason: 'Handled by telephone',
      });
    });

    test('are listed by state and in pages', async () => {
      const all = await admin.get('/requests');
      const states = (await admin.get('/requests?state=cancelled')).body.requests.map(
        (request: { state: string }) => request.state,
      );
      expect(new Set(states)).toEqual(new Set(['cancelled']));
      for (let missing = 51 - all.body.requests.length; missing > 0; missing--) await register(`Page ${missing}`);
      const first = (await admin.get('/requests')).body;
      expect(first.requests).toHaveLength(50);
      const second = (await admin.get(`/requests?before=${first.next}`)).body;
      expect(second.requests[0].id).toBeLessThan(first.requests.at(-1).id);
      expect(second.next).toBeNull();
    });

    test('a body that is no JSON object, is too large or lacks a field is refused', async () => {
      const send = (body: string) =>
        operator.raw('/requests', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      expect((await send('{')).status).toBe(400);
      expect((await send('[]')).status).toBe(422);
      expect((await send(`{"patient":"${'x'.repeat(70_000)}"}`)).status).toBe(413);
      expect((await operator.post('/requests', { patient: ' ' })).body.error).toEqual({
        code: 'invalid',
        message: '"patient" is missing.',
      });
    });
  });

  describe('files', () => {
    test('come back byte for byte, under their name, and cannot run as a page', async () => {
      const id = await assigned();
      const bytes = randomBytes(2048);
      const sent = await physician.upload(
        `/requests/${id}/files`,
        new File([bytes], 'certificado médico.html', { type: 'text/html' }),
      );
      expect(sent.status).toBe(201);
      expect(sent.body).toMatchObject({
        name: 'certificado médico.html',
        sizeBytes: 2048,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      });
      const got = await operator.raw(`/requests/${id}/files/${sent.body.id}`);
      expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
      expect(got.headers.get('content-disposition')).toBe(
        'attachment; filename="certificado m_dico.html"; filename*=UTF-8\'\'certificado%20m%C3%A9dico.html',
      );
      expect(got.headers.get('content-security-policy')).toContain('sandbox');
    });

    test('are kept from others, from over-large bodies and from closed requests', async () => {
      const id = await assigned();
      const file = new File(['ok'], '../../etc/passwd');
      const sent = await physician.upload(`/requests/${id}/files`, file);
      expect(sent.body.name).toBe('passwd');
      const other = await signIn(clinic, 'physician2');
      expect((await other.get(`/requests/${id}/files/${sent.body.id}`)).status).toBe(404);
      expect((await operator.get(`/requests/${await register()}/files/${sent.body.id}`)).status).toBe(404);
      expect((await physician.upload(`/requests/${id}/files`, new File([new Uint8Array(20_001)], 'big'))).status).toBe(
        413,
      );
      expect((await physician.post(`/requests/${id}/files`, {})).status).toBe(400);
      await physician.post(`/requests/${id}/moves`, { to: 'closed' });
      expect((await physician.upload(`/requests/${id}/files`, file)).status).toBe(409);
    });

    test('go with their request, which only an administrator deletes', async () => {
      const id = await assigned();
      const sent = await physician.upload(`/requests/${id}/files`, new File(['x'], 'x'));
      expect((await manager.delete(`/requests/${id}`)).status).toBe(403);
      expect((await admin.delete(`/requests/${id}`)).status).toBe(204);
      expect((await admin.get(`/requests/${id}/files/${sent.body.id}`)).status).toBe(404);
      expect((await admin.delete(`/requests/${id}`)).status).toBe(404);
      expect(await clinic.database.rows('select id from request_history where request_id = ?', [id])).toHaveLength(0);
    });
  });

  describe('reports', () => {
    test('count per state and physician', async () => {
      const before = (await manager.get('/reports')).body;
      await assigned();
      const after = (await manager.get('/reports')).body;
      const count = (report: { states: { state: string; requests: number }[] }) =>
        report.states.find(({ state }) => state === 'physician-assigned')?.requests ?? 0;
      expect(count(after)).toBe(count(before) + 1);
      expect(after.physicians.map((row: { name: string }) => row.name)).toEqual([
        'Dr. Elena Vidal',
        'Dr. Pablo Serrano',
      ]);
      expect(after.physicians[1].waiting).toBe(before.physicians[1].waiting + 1);
      expect((await operator.get('/reports')).status).toBe(403);
    });

    test('come as CSV that a spreadsheet does not run', async () => {
      await register('=HYPERLINK("https://evil.example")');
      const response = await manager.raw('/reports/requests.csv');
      expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      const lines = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer()).split('\r\n');
      expect(lines[0]).toBe('\ufeffreference,patient,certificate,state,manager,physician,registered,last change');
      expect(
        lines.some((line) =>
          line.startsWith('CR-DEMO0001,Lucía Fernández,fitness,closed,Marta Gil,Dr. Pablo Serrano,'),
        ),
      ).toBe(true);
      expect(lines.some((line) => line.includes(`"'=HYPERLINK(""https://evil.example"")"`))).toBe(true);
    });
  });

  describe('the database', () => {
    test('migrations and seeds change nothing when they run again', async () => {
      const { engine } = clinic.database;
      const count = async (table: string) => {
        const [row] = await clinic.database.rows(`select count(*) as rows_of from ${table} where 1 = 1`);
        return row && integer(row, 'rows_of');
      };
      const tables = ['users', 'requests', 'request_history'];
      const before = await Promise.all(tables.map(count));
      expect(await applyMigrations(server.url, sqlFolder(engine, 'migrations'))).toEqual([]);
      await applySeeds(server.url, sqlFolder(engine, 'seeds'));
      expect(await Promise.all(tables.map(count))).toEqual(before);
      expect(before.every((rows) => rows && rows > 0)).toBe(true);
    });

    test('every demo request has the history that its state implies', async () => {
      const rows = await clinic.database.rows(
        `select requests.state, (select to_state from request_history where request_id = requests.id order by id desc limit 1) as last_state
         from requests where reference like 'CR-DEMO%'`,
      );
      expect(rows).toHaveLength(9);
      for (const row of rows) expect(row.last_state).toBe(row.state);
    });

    test('the clean-up deletes expired sessions only, and counts them', async () => {
      await clinic.database.change('delete from sessions where expires_at <= ?', [new Date()]);
      const day = new Date('2020-01-02T00:00:00Z');
      const hours = (count: number) => new Date(day.getTime() + count * 3_600_000);
      for (let session = 0; session < 1200; session++) {
        await clinic.database.change(
          'insert into sessions (token_sha256, user_id, created_at, expires_at) values (?, 1, ?, ?)',
          [createHash('sha256').update(String(session)).digest('hex'), hours(-1), hours(session < 1100 ? 0 : 1)],
        );
      }
      expect(await deleteExpiredSessions(clinic.database, day)).toBe(1100);
      expect(await deleteExpiredSessions(clinic.database, day)).toBe(0);
      expect(await deleteExpiredSessions(clinic.database, hours(1))).toBe(100);
      expect((await admin.get('/requests')).status).toBe(200);
    });
  });

  // Last, because the clock does not go back.
  test('a session ends after eight hours', async () => {
    const browser = await signIn(clinic, 'operator');
    clinic.advance(8 * 3600 - 60);
    expect((await browser.get('/requests')).status).toBe(200);
    clinic.advance(61);
    expect((await browser.get('/requests')).status).toBe(401);
  });

  test('nothing of all this was an internal error', () => {
    expect(clinic.errors).toEqual([]);
  });
}

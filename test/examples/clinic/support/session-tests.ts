import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { demoPassword, signIn } from './clinic.ts';
import type { World } from './world.ts';

/** Signing in and out. */
export function sessionTests(world: World): void {
  describe('sessions', () => {
    const login = (email: string, password: string) =>
      world.clinic.fetch('/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password }),
      });

    test('a cookie of this environment, of which the database knows only the hash', async () => {
      const response = await login('Operator@clinic.test', demoPassword);
      expect(await response.json()).toMatchObject({ user: { email: 'operator@clinic.test', role: 'operator' } });
      const [cookie = ''] = response.headers.getSetCookie();
      expect(cookie).toMatch(/^sid=[\w-]{43}; Path=\/; Max-Age=28800; HttpOnly; SameSite=Lax$/);
      const rows = await world.clinic.database.rows('select token_sha256 from sessions');
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
      world.clinic.advance(901);
      expect((await login('guessed@clinic.test', 'guess')).status).toBe(401);
    });

    test('signing out ends the session, and so does time', async () => {
      const leaver = await signIn(world.clinic, 'physician2');
      const ended = await leaver.delete('/session');
      expect(ended.headers.getSetCookie()[0]).toMatch(/^sid=; Path=\/; Max-Age=0;/);
      expect((await leaver.get('/session')).body).toEqual({ user: null });
      expect((await leaver.get('/requests')).status).toBe(401);
    });
  });
}

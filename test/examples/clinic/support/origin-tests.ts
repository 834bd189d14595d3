import { describe, expect, test } from '@jest/globals';
import { siteOrigin } from './clinic.ts';
import type { World } from './world.ts';

/** What pages of the site, and of other sites, may do. */
export function originTests(world: World): void {
  describe('other origins', () => {
    test('the site may read answers with credentials, errors too; another origin may not', async () => {
      const refused = await world.clinic.fetch('/requests', { headers: { origin: siteOrigin } });
      expect(refused.status).toBe(401);
      expect(refused.headers.get('access-control-allow-origin')).toBe(siteOrigin);
      expect(refused.headers.get('access-control-allow-credentials')).toBe('true');
      expect(refused.headers.get('vary')).toBe('Origin');
      const evil = await world.clinic.fetch('/health', { headers: { origin: 'https://evil.example' } });
      expect(evil.headers.get('access-control-allow-origin')).toBeNull();
      expect(evil.headers.get('vary')).toBe('Origin');
    });

    test('a preflight is answered for the site only', async () => {
      const preflight = (origin: string) =>
        world.clinic.fetch('/requests', {
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
      const id = await world.register();
      for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }]) {
        expect((await world.admin.raw(`/requests/${id}`, { method: 'DELETE', headers })).status).toBe(403);
      }
      const form = await world.operator.raw('/requests', {
        method: 'POST',
        body: new URLSearchParams({ patient: 'x' }),
      });
      expect(form.status).toBe(415);
      expect((await world.admin.get(`/requests/${id}`)).status).toBe(200);
    });
  });
}

import { describe, expect, test } from '@jest/globals';
import { siteOrigin } from './clinic.ts';
import type { World } from './world.ts';

/** That it serves, and what. */
export function healthTests(world: World): void {
  describe('health and version', () => {
    test('tell that it serves, and what', async () => {
      expect(await (await world.clinic.fetch('/health')).json()).toEqual({ ok: true });
      expect(await (await world.clinic.fetch('/version')).json()).toEqual({ commit: 'abc123' });
    });

    test('HEAD answers without a body, an unknown address 404, a wrong method 405', async () => {
      const head = await world.clinic.fetch('/health', { method: 'HEAD' });
      expect([head.status, await head.text()]).toEqual([200, '']);
      expect((await world.clinic.fetch('/nowhere')).status).toBe(404);
      const wrong = await world.clinic.fetch('/version', { method: 'DELETE', headers: { origin: siteOrigin } });
      expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET']);
    });
  });
}

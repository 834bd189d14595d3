import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { signIn } from './clinic.ts';
import type { World } from './world.ts';

/** Files of a request. */
export function fileTests(world: World): void {
  describe('files', () => {
    test('come back byte for byte, under their name, and cannot run as a page', async () => {
      const id = await world.assigned();
      const bytes = randomBytes(2048);
      const sent = await world.physician.upload(
        `/requests/${id}/files`,
        new File([bytes], 'certificado médico.html', { type: 'text/html' }),
      );
      expect(sent.status).toBe(201);
      expect(sent.body).toMatchObject({
        name: 'certificado médico.html',
        sizeBytes: 2048,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      });
      const got = await world.operator.raw(`/requests/${id}/files/${sent.body.id}`);
      expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
      expect(got.headers.get('content-disposition')).toBe(
        'attachment; filename="certificado m_dico.html"; filename*=UTF-8\'\'certificado%20m%C3%A9dico.html',
      );
      expect(got.headers.get('content-security-policy')).toContain('sandbox');
      expect(got.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    });

    test('are kept from others, from over-large bodies and from closed requests', async () => {
      const id = await world.assigned();
      const file = new File(['ok'], '../../etc/passwd');
      const sent = await world.physician.upload(`/requests/${id}/files`, file);
      expect(sent.body.name).toBe('passwd');
      const other = await signIn(world.clinic, 'physician2');
      expect((await other.get(`/requests/${id}/files/${sent.body.id}`)).status).toBe(404);
      expect((await world.operator.get(`/requests/${await world.register()}/files/${sent.body.id}`)).status).toBe(404);
      expect(
        (await world.physician.upload(`/requests/${id}/files`, new File([new Uint8Array(20_001)], 'big'))).status,
      ).toBe(413);
      expect((await world.physician.post(`/requests/${id}/files`, {})).status).toBe(400);
      await world.physician.post(`/requests/${id}/moves`, { to: 'closed' });
      expect((await world.physician.upload(`/requests/${id}/files`, file)).status).toBe(409);
    });

    test('go with their request, which only an administrator deletes', async () => {
      const id = await world.assigned();
      const sent = await world.physician.upload(`/requests/${id}/files`, new File(['x'], 'x'));
      expect((await world.manager.delete(`/requests/${id}`)).status).toBe(403);
      expect((await world.admin.delete(`/requests/${id}`)).status).toBe(204);
      expect((await world.admin.get(`/requests/${id}/files/${sent.body.id}`)).status).toBe(404);
      expect((await world.admin.delete(`/requests/${id}`)).status).toBe(404);
      expect(
        await world.clinic.database.rows('select id from request_history where request_id = ?', [id]),
      ).toHaveLength(0);
    });
  });
}

import { describe, expect, test } from '@jest/globals';
import { signIn } from './clinic.ts';
import type { World } from './world.ts';

/** The life of a request, and who may take part in it. */
export function requestTests(world: World): void {
  describe('requests', () => {
    test('one lives through its four roles, and its history tells', async () => {
      const created = await world.operator.post('/requests', {
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
        (await world.admin.post(moves, { to: 'manager-assigned', assignee: await world.idOf('manager') })).body.manager
          .name,
      ).toBe('Marta Gil');
      expect((await world.operator.post(moves, { to: 'paid' })).body.state).toBe('paid');
      expect(
        (await world.manager.post(moves, { to: 'physician-assigned', assignee: await world.idOf('physician') })).status,
      ).toBe(200);
      const closed = await world.physician.post(moves, { to: 'closed', reason: 'Fit' });
      expect(closed.body).toMatchObject({ state: 'closed', moves: [], mayUpload: false });
      expect(closed.body.history.map((entry) => [entry.to, entry.actor])).toEqual([
        ['registered', 'Óscar Ruiz'],
        ['manager-assigned', 'Ana Torres'],
        ['paid', 'Óscar Ruiz'],
        ['physician-assigned', 'Marta Gil'],
        ['closed', 'Dr. Pablo Serrano'],
      ]);
    });

    test('nobody moves a request against the table', async () => {
      const id = await world.register();
      const moves = `/requests/${id}/moves`;
      expect((await world.operator.post(moves, { to: 'closed' })).status).toBe(409);
      expect((await world.manager.post(moves, { to: 'manager-assigned', assignee: 1 })).status).toBe(409);
      expect((await world.operator.post(moves, { to: 'manager-assigned' })).status).toBe(422);
      expect(
        (await world.operator.post(moves, { to: 'manager-assigned', assignee: await world.idOf('physician') })).status,
      ).toBe(422);
      expect((await world.operator.post(moves, { to: 'lost' })).status).toBe(422);
      expect((await world.physician.post('/requests', { patient: 'x' })).status).toBe(403);
    });

    test('of two people who move it at once, one wins', async () => {
      const id = await world.register();
      await world.admin.post(`/requests/${id}/moves`, {
        to: 'manager-assigned',
        assignee: await world.idOf('manager'),
      });
      const answers = await Promise.all(
        [world.operator, world.manager, world.operator, world.manager].map((browser) =>
          browser.post(`/requests/${id}/moves`, { to: 'paid' }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
      expect((await world.admin.get(`/requests/${id}`)).body.history).toHaveLength(3);
    });

    test('a physician sees only their own', async () => {
      const id = await world.assigned();
      const other = await signIn(world.clinic, 'physician2');
      expect((await other.get(`/requests/${id}`)).status).toBe(404);
      const listed = (await other.get('/requests')).body.requests;
      expect(listed.length).toBeGreaterThan(0);
      expect(new Set(listed.map((request) => request.physician?.name))).toEqual(new Set(['Dr. Elena Vidal']));
      expect((await world.physician.get(`/requests/${id}`)).status).toBe(200);
    });

    test('an administrator overrides with a reason, which the history keeps', async () => {
      const id = await world.register();
      const path = `/requests/${id}/override`;
      expect((await world.manager.post(path, { to: 'closed', reason: 'no' })).status).toBe(403);
      expect((await world.admin.post(path, { to: 'closed' })).status).toBe(422);
      expect((await world.admin.post(path, { to: 'registered', reason: 'same' })).status).toBe(422);
      const done = await world.admin.post(path, { to: 'closed', reason: 'Handled by telephone' });
      expect(done.body.history.at(-1)).toMatchObject({
        from: 'registered',
        to: 'closed',
        overridden: true,
        reason: 'Handled by telephone',
      });
    });

    test('are listed by state and in pages', async () => {
      const all = await world.admin.get('/requests');
      const states = (await world.admin.get('/requests?state=cancelled')).body.requests.map((request) => request.state);
      expect(new Set(states)).toEqual(new Set(['cancelled']));
      for (let missing = 51 - all.body.requests.length; missing > 0; missing--) await world.register(`Page ${missing}`);
      const first = (await world.admin.get('/requests')).body;
      expect(first.requests).toHaveLength(50);
      const second = (await world.admin.get(`/requests?before=${first.next}`)).body;
      expect(second.requests[0]?.id).toBeLessThan(first.requests.at(-1)?.id ?? 0);
      expect(second.next).toBeNull();
    });

    test('a body that is no JSON object, is too large or lacks a field is refused', async () => {
      const send = (body: string) =>
        world.operator.raw('/requests', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      expect((await send('{')).status).toBe(400);
      expect((await send('[]')).status).toBe(422);
      expect((await send(`{"patient":"${'x'.repeat(70_000)}"}`)).status).toBe(413);
      expect((await world.operator.post('/requests', { patient: ' ' })).body.error).toEqual({
        code: 'invalid',
        message: '"patient" is missing.',
      });
    });
  });
}

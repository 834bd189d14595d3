import { describe, expect, test } from '@jest/globals';
import { roles, type User } from '../../../examples/clinic/backend/src/auth/user.ts';
import { allowedMoves, maySee, mayUpload } from '../../../examples/clinic/backend/src/requests/permissions.ts';
import { finalStates, moves, type State, states } from '../../../examples/clinic/backend/src/requests/state-table.ts';

const user = (role: User['role'], id = 1): User => ({ id, role, name: role, email: `${role}@clinic.test` });
const request = (state: State, owner = 1) => ({
  state,
  manager: { id: owner, name: 'm' },
  physician: { id: owner, name: 'p' },
});

describe('the state table', () => {
  test('leads from registration to every state, and from a final state nowhere', () => {
    const reached = new Set<State>(['registered']);
    for (const _round of states) for (const move of moves) if (reached.has(move.from)) reached.add(move.to);
    expect([...reached].sort()).toEqual([...states].sort());
    expect(moves.filter((move) => finalStates.includes(move.from))).toEqual([]);
  });

  test('has each step once, for at least one role', () => {
    const steps = moves.map((move) => `${move.from} -> ${move.to}`);
    expect(new Set(steps).size).toBe(steps.length);
    for (const move of moves) expect(move.roles.length).toBeGreaterThan(0);
  });

  test.each(roles.map((role) => [role] as const))('%s: nothing is allowed that the table does not name', (role) => {
    for (const state of states) {
      const named = moves.filter((move) => move.from === state && move.roles.includes(role));
      expect(allowedMoves(user(role), request(state))).toEqual(named);
    }
  });

  test('the ordinary life of a request takes four roles', () => {
    const life: readonly (readonly [User['role'], State, State])[] = [
      ['admin', 'registered', 'manager-assigned'],
      ['operator', 'manager-assigned', 'paid'],
      ['manager', 'paid', 'physician-assigned'],
      ['physician', 'physician-assigned', 'closed'],
    ];
    for (const [role, from, to] of life) {
      expect(allowedMoves(user(role), request(from)).map((move) => move.to)).toContain(to);
    }
  });

  test('managers and physicians act on their own requests only', () => {
    expect(allowedMoves(user('manager'), request('paid', 2))).toEqual([]);
    expect(allowedMoves(user('physician'), request('physician-assigned', 2))).toEqual([]);
    expect(maySee(user('physician'), request('physician-assigned', 2))).toBe(false);
    expect(maySee(user('manager'), request('paid', 2))).toBe(true);
    expect(mayUpload(user('operator'), request('closed'))).toBe(false);
  });
});

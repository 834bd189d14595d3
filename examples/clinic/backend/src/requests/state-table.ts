import type { Role } from '../auth/user.ts';

export const states = ['registered', 'manager-assigned', 'paid', 'physician-assigned', 'closed', 'cancelled'] as const;
export type State = (typeof states)[number];

/** One step that a request may take, and who may take it. */
export interface Move {
  readonly from: State;
  readonly to: State;
  readonly roles: readonly Role[];
  /** The role of the user who must be named, and is given the request, with this step. */
  readonly assigns?: 'manager' | 'physician';
}

/**
 * Who may move a request from where to where. A manager or physician may move only the requests given to them.
 * What is not here is not possible, except by an administrator's override.
 */
export const moves: readonly Move[] = [
  { from: 'registered', to: 'manager-assigned', roles: ['admin', 'operator'], assigns: 'manager' },
  { from: 'manager-assigned', to: 'paid', roles: ['operator', 'manager'] },
  { from: 'paid', to: 'physician-assigned', roles: ['manager'], assigns: 'physician' },
  { from: 'physician-assigned', to: 'closed', roles: ['physician'] },
  { from: 'registered', to: 'cancelled', roles: ['admin', 'operator'] },
  { from: 'manager-assigned', to: 'cancelled', roles: ['operator', 'manager'] },
  { from: 'paid', to: 'cancelled', roles: ['manager'] },
  { from: 'physician-assigned', to: 'cancelled', roles: ['manager'] },
];

/** Nothing follows: no more files are accepted. */
export const finalStates: readonly State[] = ['closed', 'cancelled'];

export function stateOf(value: string): State {
  const state = states.find((known) => known === value);
  if (!state) throw new Error(`unknown state ${value}`);
  return state;
}

import type { User } from '../auth/user.ts';
import type { CertificateRequest } from './request.ts';
import { finalStates, type Move, moves } from './state-table.ts';

type Assigned = Pick<CertificateRequest, 'state' | 'manager' | 'physician'>;

/** Physicians see what was given to them; the office sees everything. */
export function maySee(user: User, request: Assigned): boolean {
  return user.role !== 'physician' || request.physician?.id === user.id;
}

/** The steps that this user may take with this request now. */
export function allowedMoves(user: User, request: Assigned): readonly Move[] {
  if (!isTheirs(user, request)) return [];
  return moves.filter((move) => move.from === request.state && move.roles.includes(user.role));
}

/** Whether this user may add a file now. */
export function mayUpload(user: User, request: Assigned): boolean {
  return !finalStates.includes(request.state) && maySee(user, request);
}

function isTheirs(user: User, request: Assigned): boolean {
  if (user.role === 'manager') return request.manager?.id === user.id;
  if (user.role === 'physician') return request.physician?.id === user.id;
  return true;
}

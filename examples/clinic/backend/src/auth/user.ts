import type { Row } from '../database/database.ts';
import { integer, text } from '../database/row.ts';

export const roles = ['admin', 'operator', 'manager', 'physician'] as const;
export type Role = (typeof roles)[number];

/** Someone who works at the clinic. */
export interface User {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

/** The columns that `userFromRow` reads. */
export const userColumns = 'users.id, users.email, users.name, users.role';

export function userFromRow(row: Row): User {
  return {
    id: integer(row, 'id'),
    email: text(row, 'email'),
    name: text(row, 'name'),
    role: roleOf(text(row, 'role')),
  };
}

function roleOf(value: string): Role {
  const role = roles.find((known) => known === value);
  if (!role) throw new Error(`unknown role ${value}`);
  return role;
}

import type { Certificate, Role, State } from './api/types.ts';

export const stateNames: Readonly<Record<State, string>> = {
  registered: 'Registered',
  'manager-assigned': 'Manager assigned',
  paid: 'Paid',
  'physician-assigned': 'Physician assigned',
  closed: 'Closed',
  cancelled: 'Cancelled',
};

/** What a button that takes this step says. */
export const stepNames: Readonly<Record<State, string>> = {
  registered: 'Register again',
  'manager-assigned': 'Assign a manager',
  paid: 'Record payment',
  'physician-assigned': 'Assign a physician',
  closed: 'Close the request',
  cancelled: 'Cancel the request',
};

export const certificateNames: Readonly<Record<Certificate, string>> = {
  'general-health': 'General health',
  fitness: 'Fitness for sport',
  'sick-leave': 'Sick leave',
  vaccination: 'Vaccination',
  disability: 'Disability',
};

export const roleNames: Readonly<Record<Role, string>> = {
  admin: 'Administrator',
  operator: 'Operator',
  manager: 'Manager',
  physician: 'Physician',
};

/** A moment in the user's time zone, as in 5 Mar 2026, 14:05. */
export function moment(iso: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}

/** A day in the user's time zone. */
export function day(iso: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' }).format(new Date(iso));
}

export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1_048_576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}

export type Role = 'admin' | 'operator' | 'manager' | 'physician';

export const states = ['registered', 'manager-assigned', 'paid', 'physician-assigned', 'closed', 'cancelled'] as const;
export type State = (typeof states)[number];

export const certificates = ['general-health', 'fitness', 'sick-leave', 'vaccination', 'disability'] as const;
export type Certificate = (typeof certificates)[number];

export interface User {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

export interface Person {
  readonly id: number;
  readonly name: string;
}

/** A request as the list shows it; times are ISO 8601. */
export interface RequestSummary {
  readonly id: number;
  readonly reference: string;
  readonly patient: string;
  readonly certificate: Certificate;
  readonly notes: string;
  readonly state: State;
  readonly manager: Person | null;
  readonly physician: Person | null;
  readonly createdBy: Person;
  readonly createdAt: string;
  readonly stateChangedAt: string;
}

/** A step that the user may take. */
export interface Move {
  readonly to: State;
  readonly assigns: 'manager' | 'physician' | null;
}

export interface HistoryEntry {
  readonly from: State | null;
  readonly to: State;
  readonly overridden: boolean;
  readonly reason: string;
  readonly actor: string;
  readonly at: string;
}

export interface StoredFile {
  readonly id: number;
  readonly name: string;
  readonly sizeBytes: number;
  readonly uploadedBy: string;
  readonly uploadedAt: string;
}

export interface RequestDetails extends RequestSummary {
  readonly history: readonly HistoryEntry[];
  readonly files: readonly StoredFile[];
  readonly moves: readonly Move[];
  readonly mayUpload: boolean;
  readonly mayOverride: boolean;
}

export interface RequestPage {
  readonly requests: readonly RequestSummary[];
  readonly next: number | null;
}

export interface Report {
  readonly states: readonly { readonly state: State; readonly requests: number }[];
  readonly physicians: readonly {
    readonly id: number;
    readonly name: string;
    readonly waiting: number;
    readonly closed: number;
  }[];
}

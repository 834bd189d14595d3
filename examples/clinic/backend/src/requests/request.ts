import type { State } from './state-table.ts';

export const certificates = ['general-health', 'fitness', 'sick-leave', 'vaccination', 'disability'] as const;
export type Certificate = (typeof certificates)[number];

/** Someone as others see them. */
export interface Person {
  readonly id: number;
  readonly name: string;
}

/** A patient's request for a medical certificate. */
export interface CertificateRequest {
  readonly id: number;
  /** What the patient is told, as in CR-7F3K9Q2M. */
  readonly reference: string;
  readonly patient: string;
  readonly certificate: string;
  readonly notes: string;
  readonly state: State;
  readonly manager: Person | null;
  readonly physician: Person | null;
  readonly createdBy: Person;
  readonly createdAt: Date;
  readonly stateChangedAt: Date;
}

/** One step of a request's history. */
export interface HistoryEntry {
  /** Null for the registration. */
  readonly from: State | null;
  readonly to: State;
  /** Whether an administrator moved it outside the state table. */
  readonly overridden: boolean;
  readonly reason: string;
  readonly actor: string;
  readonly at: Date;
}

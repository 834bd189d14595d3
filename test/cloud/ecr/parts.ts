import type { Clock } from '../core/clock.ts';
import type { Registries } from './registries.ts';
import type { ScanBook } from './scan-book.ts';
import type { Push } from './state.ts';
import type { Tokens } from './tokens.ts';

/** What the operations of ECR's API share. */
export interface EcrParts {
  readonly registries: Registries;
  readonly tokens: Tokens;
  readonly scans: ScanBook;
  readonly clock: Clock;
  /** Page size of lists when the caller asks for none. */
  readonly pageSize: number;
  /** Tells the other services, and the scanner, of a push. */
  pushed(push: Push): void;
}

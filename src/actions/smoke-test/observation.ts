import type { Suite } from './suite/suite.ts';

/** The suites, and what their variables stand for. */
export interface Observation {
  readonly suites: readonly Suite[];
  /** What requests send of the repository, by the paths of the files. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** API, SITE, SITE_ORIGIN and VERSION, as far as they are given. They are no secrets. */
  readonly addresses: ReadonlyMap<string, string>;
  /** The input `variables`. */
  readonly variables: ReadonlyMap<string, string>;
  readonly secrets: ReadonlyMap<string, string>;
  /** What `command` is told, and its secrets. */
  readonly commandVariables: ReadonlyMap<string, string>;
  readonly commandSecrets: ReadonlyMap<string, string>;
}

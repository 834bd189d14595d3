import type { ActionSource } from './frame.ts';

/** One use of an action: its inputs and state are the same for pre, main and post. */
export interface ActionInstance {
  /** As shown: `actions/checkout@v7`. */
  readonly label: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** What GITHUB_STATE was given; STATE_* of the later parts. */
  readonly state: Map<string, string>;
  readonly source: ActionSource | undefined;
}

import type { ArtifactStore } from '../artifact-store.ts';
import type { FindRepository } from '../parse/workflow-file.ts';

/** Replaces a third-party action: by functions in this process, or by the action in a local folder. */
export type StandIn = FunctionStandIn | { readonly folder: string };

/** A failure is thrown; its message becomes the step's error. */
export interface FunctionStandIn {
  readonly main: (context: StandInContext) => Promise<void> | void;
  readonly post?: (context: StandInContext) => Promise<void> | void;
}

/** By `owner/name`, or `owner/name/path` for one of several actions in a repository. */
export type StandIns = Readonly<Record<string, StandIn>>;

/** What the action would find around it; it answers through the same files and commands as a process. */
export interface StandInContext {
  /** An input, trimmed; empty when it was not given. */
  input(name: string): string;
  /** The environment that the action's process would have. */
  readonly environment: Readonly<Record<string, string>>;
  readonly workspace: string;
  readonly temp: string;
  readonly nodePath: string;
  readonly artifacts: ArtifactStore;
  readonly cacheFolder: string;
  readonly findRepository: FindRepository;
  readonly signal: AbortSignal;
  /** A line of output; may be a workflow command. */
  write(line: string): void;
  setOutput(name: string, value: string): void;
  exportVariable(name: string, value: string): void;
  addPath(folder: string): void;
  setSecret(value: string): void;
  saveState(name: string, value: string): void;
  /** What main saved, in post. */
  state(name: string): string;
}

import type { ArtifactStore } from '../artifact-store.ts';
import type { FindRepository } from '../parse/workflow-file.ts';
import type { GuardProcess, LogEntry, RequestIdentity, RunDelays } from '../run-options.ts';
import type { StandIns } from '../stand-ins/stand-in.ts';

/** The machine on which the jobs of a run run. */
export interface Runner {
  /** Temporary; holds a folder per job. */
  readonly folder: string;
  /** The Node 24 that executes JavaScript actions. */
  readonly nodePath: string;
  /** What the machine adds to every step's environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly delays: RunDelays;
  readonly guard: GuardProcess;
  readonly findRepository: FindRepository;
  readonly standIns: StandIns;
  readonly artifacts: ArtifactStore;
  readonly cacheFolder: string;
  readonly identity: RequestIdentity | undefined;
  readonly log: (entry: LogEntry) => void;
}

import type { OneOffTask, TaskPlace } from '../../../aws/ecs.ts';
import type { Change } from '../../../domain/plan.ts';
import type { UserError } from '../../../errors.ts';
import type { Step } from '../../../lifecycle/action.ts';
import type { contract } from '../contract.ts';
import type { SnapshotChange } from '../snapshot-before.ts';

/** What a task will be, and where; the database itself is not seen. */
export interface TaskObservation {
  readonly task: OneOffTask;
  readonly place: TaskPlace;
  /** The instance of the snapshot, where one is named. */
  readonly instance: { readonly identifier: string; readonly cluster: string | undefined } | undefined;
}

/** `resource` is the command. */
export interface RunTask extends Change {
  readonly kind: 'run-task';
  readonly cluster: string;
  readonly image: string;
  /** The task definition that it is made like. */
  readonly like?: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly executionRole?: string;
  readonly taskRole?: string;
  /** Names only. */
  readonly variables: readonly string[];
  /** ARNs or names, by the name of the variable. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly cpu?: string;
  readonly memory?: string;
  readonly logGroup?: string;
}

export type TaskChange = RunTask | SnapshotChange;

export interface TaskOutcome {
  /** The task that was started, and whether its command may have run: ECS tells, or nobody knows. */
  readonly task: { readonly arn: string | undefined; readonly mayHaveRun: boolean };
  readonly snapshot?: string | undefined;
  /** Who ran a task of the same family, when this run had to wait for it. */
  readonly lockedBy?: string | undefined;
  /** Why the log was not shown. */
  readonly hiddenLog?: string | undefined;
  readonly failure?: UserError | undefined;
}

export type TaskStep = Step<typeof contract, TaskObservation, TaskChange>;

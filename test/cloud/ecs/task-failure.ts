import type { TaskStopCode } from '@aws-sdk/client-ecs';

/** Why a task stopped before it was healthy, in the words of DescribeTasks. */
export class TaskFailure extends Error {
  readonly stopCode: TaskStopCode;
  readonly exitCode: number | undefined;
  readonly containerReason: string | undefined;

  constructor(
    stopCode: TaskStopCode,
    reason: string,
    container: { readonly exitCode?: number | undefined; readonly reason?: string | undefined } = {},
  ) {
    super(reason);
    this.stopCode = stopCode;
    this.exitCode = container.exitCode;
    this.containerReason = container.reason;
  }
}

import type { TaskState } from '../../../aws/ecs.ts';
import { UserError } from '../../../errors.ts';
import { shownLines } from '../shown.ts';

/** How a task ended: undefined only for a command that has ended by itself with exit code 0. */
export function taskFailure(task: TaskState, command: string, lastLines: readonly string[]): UserError | undefined {
  const { stopCode, exitCode } = task;
  if (stopCode === 'EssentialContainerExited' && exitCode === 0) return undefined;
  const told = [task.stoppedReason, task.containerReason].filter(Boolean).join('; ') || 'ECS gave no reason';
  const ran = mayHaveRun(task);
  const what = !ran
    ? `The task did not run the command: ${command}`
    : stopCode === 'EssentialContainerExited'
      ? `The command failed with ${exitCode === undefined ? 'an exit code that ECS does not tell' : `exit code ${exitCode}`} in the task: ${command}`
      : `The task was ended from outside (${stopCode ?? 'no stop code'}) while it ran the command: ${command}`;
  const lines = lastLines.length > 0 ? ` Its last lines were:\n${shownLines(lastLines)}` : '';
  return new UserError({
    what: `${what}.`,
    why: `ECS reported: ${told}.${lines}`,
    next: `${causeOf(told, exitCode)?.next ?? 'Look at the log of the task, correct the cause, and run the job again.'} ${stands(ran)}`,
  });
}

/** Whether the command may have run: of a task that was ended while it ran, ECS may tell no exit code. */
export function mayHaveRun({ stopCode, exitCode }: Pick<TaskState, 'stopCode' | 'exitCode'>): boolean {
  return exitCode !== undefined || stopCode !== 'TaskFailedToStart';
}

/** What ECS said when it was asked to start a task, and did not. */
export function taskRefused(refused: string, cluster: string): UserError {
  return new UserError({
    what: `ECS started no task in the cluster ${cluster}; nothing was changed.`,
    why: `It reported: ${refused}.`,
    next: causeOf(refused, undefined)?.next ?? 'Look at the cluster in the ECS console, and run the job again.',
  });
}

function stands(ran: boolean): string {
  return ran
    ? 'What the command had done by then stays; this run does not see the database, so check with the tool which changes were made.'
    : 'Nothing was changed.';
}

interface Cause {
  readonly pattern: RegExp;
  readonly exitCode?: number;
  readonly next: string;
}

/** The first that fits, so the precise ones come first. */
function causeOf(told: string, exitCode: number | undefined): Cause | undefined {
  return causes.find((cause) => cause.pattern.test(told) || (exitCode !== undefined && cause.exitCode === exitCode));
}

const causes: readonly Cause[] = [
  {
    pattern: /OutOfMemory/i,
    exitCode: 137,
    next: 'The command was killed, most often for want of memory: give it more with task-memory.',
  },
  {
    pattern: /unable to pull secrets|failed to fetch secret|ssm:GetParameters/i,
    next: "Check that the secret exists, that the execution role may read it (and use its key), and that the task's subnets lead to Secrets Manager (a NAT gateway or an endpoint).",
  },
  {
    pattern: /failed to validate logger args|log group does not exist|CreateLogStream|awslogs/i,
    next: 'Create the log group, let the execution role write to it, or name another one in task-log-group.',
  },
  {
    pattern: /descriptor matching platform|exec format error/i,
    next: "The image is not for the task's processor: build it for the architecture of the service.",
  },
  {
    pattern: /CannotPullContainer|pull image|pull registry auth/i,
    next: "Check that the image exists, that the execution role may pull it, and that the task's subnets lead to the registry: task-public-ip: true in a public subnet, else a NAT gateway or endpoints.",
  },
  {
    pattern: /unable to assume the role/i,
    next: 'Let the role trust ecs-tasks.amazonaws.com.',
  },
  {
    pattern: /executable file not found|CannotStartContainer/i,
    exitCode: 127,
    next: 'The command, or the shell sh that runs it, is not in the image: put the migration tool into the image.',
  },
  { pattern: /permission denied/i, exitCode: 126, next: 'The command cannot be run: make it executable (chmod +x).' },
  {
    pattern: /Capacity is unavailable|RESOURCE:|no container instances|insufficient/i,
    next: 'AWS has no capacity for such a task at the moment: run the job again later, or give other task-subnets (another zone) or a smaller size.',
  },
  { pattern: /SpotInterruption|spot/i, next: 'The capacity was taken back: run the job again.' },
];

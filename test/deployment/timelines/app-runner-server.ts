import type { Network } from '../../../src/aws/client.ts';
import type { AppRunnerDay, Blink } from './app-runner-day.ts';
import { type Input, playedCalls, Refused } from './played-calls.ts';
import type { Course, Timeline } from './timeline.ts';

/** An App Runner of one service that plays a timeline; it knows the shapes of the SDK's model, and nothing of our local cloud. */
export interface PlayedAppRunner extends Network {
  /** What the server holds to be true now. */
  truth(): {
    readonly configured: string | undefined;
    readonly serving: string | undefined;
    readonly status: string;
    /** When what serves was deployed, and has read its secrets: in seconds since the beginning. */
    readonly servingSince: number | undefined;
  };
  /** How often it was called. */
  calls(): number;
  /** Writes of ours that were carried out after somebody else's. */
  readonly undone: readonly string[];
}

interface PlayedOperation {
  readonly id: string;
  readonly type: string;
  readonly by: 'us' | 'other';
  readonly image: string;
  readonly imageBefore: string | undefined;
  readonly startedAt: number;
  readonly course: Course;
}

export const arn = 'arn:aws:apprunner:eu-central-1:111111111111:service/clinic/0123456789abcdef0123456789abcdef';

export const secretArn = 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:clinic-AbCdEf';
export const roleArn = 'arn:aws:iam::111111111111:role/pull';

/** What the app prints when it does not start. */
export const appError = "ModuleNotFoundError: No module named 'flask'";

const past = { seconds: 100, rollbackSeconds: 100, listedAfterSeconds: 0 } as const;

/** The deployments before the run, newest first. */
function deployedBefore(
  { start, standing }: Timeline & Partial<AppRunnerDay>,
  { previous, wanted }: { readonly previous: string; readonly wanted: string },
): readonly PlayedOperation[] {
  if (start === 'absent') return [];
  const good = { id: 'op-0', type: 'CREATE_SERVICE', by: 'other', imageBefore: undefined, startedAt: -7_200 } as const;
  const created = (image: string) => ({ ...good, image, course: { ...past, outcome: 'succeeded' as const } });
  if (standing !== 'broken') return [created(start === 'wanted' ? wanted : previous)];
  const broken = { ...good, id: 'op-00', type: 'UPDATE_SERVICE', image: wanted, imageBefore: previous } as const;
  return [{ ...broken, startedAt: -3_600, course: { ...past, outcome: 'rollback-failed' } }, created(previous)];
}

/** `now` in seconds since the beginning; `epoch`: the beginning in seconds. */
export function playedAppRunner(
  timeline: Timeline & Partial<AppRunnerDay>,
  images: { readonly previous: string; readonly wanted: string; readonly others: readonly string[] },
  { now, epoch }: { readonly now: () => number; readonly epoch: number },
): PlayedAppRunner {
  let operations = deployedBefore(timeline, images);
  let role = timeline.roleReadySecond === undefined ? roleArn : undefined;
  let waiting = timeline.others.toSorted((a, b) => a.atSecond - b.atSecond);
  let [calls, ourWrites] = [0, 0];
  const undone: string[] = [];
  const endOf = ({ startedAt, course }: PlayedOperation) =>
    startedAt + course.seconds + (course.outcome.startsWith('roll') ? course.rollbackSeconds : 0);
  const isOver = (one: PlayedOperation) => now() >= endOf(one);
  const last = () => operations[0];
  const configured = (at = last()): string | undefined =>
    at === undefined ? undefined : at.course.outcome === 'rolled-back' && isOver(at) ? at.imageBefore : at.image;
  const good = () => operations.find((one) => one.course.outcome === 'succeeded' && isOver(one));
  const serving = (): string | undefined => good()?.image;
  const begin = (one: Omit<PlayedOperation, 'id' | 'imageBefore'>) => {
    const id = `op-${operations.length + 1}`;
    operations = [{ ...one, id, imageBefore: serving() }, ...operations];
    return id;
  };

  /** Others begin as soon as the service exists and is free. */
  const settle = () => {
    for (let [next] = waiting; next; [next] = waiting) {
      const current = last();
      const free = current ? endOf(current) : 0;
      const at = Math.max(next.atSecond, free);
      if (configured() === undefined || at > now()) return;
      waiting = waiting.slice(1);
      const image = images.others[timeline.others.indexOf(next)] ?? '';
      begin({ type: 'UPDATE_SERVICE', by: 'other', image, startedAt: at, course: next.course });
    }
  };

  const statusOf = (one: PlayedOperation): string => {
    const { outcome, seconds } = one.course;
    if (!isOver(one))
      return now() < one.startedAt + seconds || outcome === 'failed' ? 'IN_PROGRESS' : 'ROLLBACK_IN_PROGRESS';
    return {
      succeeded: 'SUCCEEDED',
      failed: 'FAILED',
      'rolled-back': 'ROLLBACK_SUCCEEDED',
      'rollback-failed': 'ROLLBACK_FAILED',
    }[outcome];
  };
  const status = (): string => {
    const current = last();
    if (current && !isOver(current)) return 'OPERATION_IN_PROGRESS';
    return current?.type === 'CREATE_SERVICE' && current.course.outcome !== 'succeeded' ? 'CREATE_FAILED' : 'RUNNING';
  };
  const service = () => ({
    ServiceName: 'clinic',
    ServiceId: '0123456789abcdef0123456789abcdef',
    ServiceArn: arn,
    ServiceUrl: 'abc.eu-central-1.awsapprunner.com',
    CreatedAt: epoch,
    UpdatedAt: epoch,
    Status: status(),
    SourceConfiguration: {
      AutoDeploymentsEnabled: false,
      ...(role === undefined ? {} : { AuthenticationConfiguration: { AccessRoleArn: role } }),
      ImageRepository: {
        ImageIdentifier: configured(),
        ImageRepositoryType: 'ECR',
        ImageConfiguration: {
          Port: '8080',
          ...(timeline.rotatedSecondsAgo === undefined ? {} : { RuntimeEnvironmentSecrets: { KEY: secretArn } }),
        },
      },
    },
    InstanceConfiguration: { Cpu: '1024', Memory: '2048', InstanceRoleArn: roleArn },
    NetworkConfiguration: {},
    AutoScalingConfigurationSummary: {},
  });
  const write = (type: string, input: Input) => {
    const current = last();
    if (current && !isOver(current))
      throw new Refused(
        timeline.busy ?? 'InvalidStateException',
        `Service cannot be updated in the current state: OPERATION_IN_PROGRESS.`,
      );
    if (role === undefined && now() < (timeline.roleReadySecond ?? 0))
      throw new Refused('InvalidRequestException', `Error in assuming access role ${roleArn}`);
    role = roleArn;
    const image = imageIn(input) ?? configured() ?? '';
    if (ourWrites > 0 && current?.by === 'other') undone.push(`${image} over ${current.image}`);
    const course = timeline.courses[ourWrites++] ?? timeline.courses[0];
    if (!course) throw new Error('A timeline has a course for each operation.');
    const OperationId = begin({ type, by: 'us', image, startedAt: now(), course });
    return { OperationId, Service: service() };
  };
  const blinks = (of: Blink['of']) =>
    timeline.blinks?.some((one) => one.of === of && now() >= one.atSecond && now() < one.atSecond + one.seconds);
  /** What App Runner and the app write of our deployments that fail, each line with its second. */
  const lines = (kind: 'service' | 'application') =>
    operations.flatMap((one): readonly (readonly [second: number, line: string])[] => {
      if (one.by !== 'us' || one.course.outcome === 'succeeded') return [];
      const at = one.startedAt + one.course.seconds;
      return kind === 'service'
        ? [[at, "[AppRunner] Health check failed on protocol `TCP` [Port: '8080']."]]
        : [
            [at, 'Starting gunicorn 21.2.0'],
            [at + (timeline.logLagSeconds ?? 0), appError],
          ];
    });
  const answers: Readonly<Record<string, (input: Input) => object>> = {
    ListServices: () => ({
      ServiceSummaryList:
        configured() === undefined || blinks('ListServices')
          ? []
          : [{ ServiceName: 'clinic', ServiceArn: arn, Status: status() }],
    }),
    DescribeService: () => {
      if (configured() === undefined || blinks('DescribeService'))
        throw new Refused('ResourceNotFoundException', 'No such service.');
      return { Service: service() };
    },
    ListOperations: () => ({
      OperationSummaryList: operations
        .filter(({ startedAt, course }) => now() >= startedAt + course.listedAfterSeconds && !blinks('ListOperations'))
        .map((one) => ({
          ...{ Id: one.id, Type: one.type, Status: statusOf(one), TargetArn: arn },
          ...{ StartedAt: Math.floor(epoch + one.startedAt) },
        })),
    }),
    ListTagsForResource: () => ({ Tags: [] }),
    CreateService: (input) => {
      if (configured() !== undefined)
        throw new Refused('InvalidRequestException', 'Service with the provided name already exists: clinic.');
      return write('CREATE_SERVICE', input);
    },
    UpdateService: (input) => write('UPDATE_SERVICE', input),
    StartDeployment: (input) => write('START_DEPLOYMENT', input),
    FilterLogEvents: ({ logGroupName, startTime }) => ({
      events: lines(String(logGroupName).endsWith('/application') ? 'application' : 'service')
        .map(([second, message]) => ({ message, timestamp: (epoch + second) * 1_000, second }))
        .filter(({ timestamp, second }) => second <= now() && timestamp >= Number(startTime)),
    }),
  };
  const answered = playedCalls(answers, { ...timeline, now });
  return {
    maxAttempts: 1,
    undone,
    calls: () => calls,
    truth: () => ({
      configured: configured(),
      serving: serving(),
      status: status(),
      servingSince: good()?.startedAt,
    }),
    requestHandler: {
      async handle(request) {
        calls++;
        settle();
        return answered(request);
      },
    },
  };
}

function imageIn(input: Input): string | undefined {
  const source = input['SourceConfiguration'] as { readonly ImageRepository?: { readonly ImageIdentifier?: string } };
  return source?.ImageRepository?.ImageIdentifier;
}

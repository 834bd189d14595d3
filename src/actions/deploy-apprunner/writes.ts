import type {
  AppRunnerReader,
  Operation as Listed,
  OperationType,
  Service,
  StartedOperation,
} from '../../aws/apprunner.ts';
import type { Operation } from '../../deployment/operation.ts';
import { TakenOver } from '../../deployment/taken-over.ts';
import { RoleNotReady, TransientError } from '../../errors.ts';
import type { Clock } from '../../machine/clock.ts';
import { startedOperation } from './operation.ts';

/** A write, and the image that the service has after it. */
interface Write {
  readonly type: OperationType;
  readonly image: string;
}

/** The operations that this run begins on one service. */
export interface Writes {
  /** Begins an operation. One whose answer was lost is found when it is begun again. */
  begin(write: Write, send: () => Promise<StartedOperation | 'busy'>, signal: AbortSignal): Promise<Operation | 'busy'>;
  /** An operation, or an image, that is not of this run, since its first write. */
  others(ours: readonly string[], signal: AbortSignal): Promise<string | undefined>;
  /** The ARN of the service, once it is known. */
  arn(): string | undefined;
}

const looksForLost = 9;
const lookMilliseconds = 5_000;

/** App Runner stamps its times by its own clock, in seconds. */
const clockSkewMilliseconds = 5_000;

interface Surroundings {
  readonly reader: AppRunnerReader;
  readonly clock: Clock;
}

export function writesOf(name: string, before: Service | undefined, { reader, clock }: Surroundings): Writes {
  let arn = before?.arn;
  const imageBefore = before?.configuration.image;
  let lostSince: Date | undefined;
  const ours = new Set<string>();
  const found = async ({ type, image }: Write, since: Date, signal: AbortSignal): Promise<Listed | undefined> => {
    const service = await reader.service(arn ?? name, signal);
    const now = service?.configuration.image;
    if (now !== undefined && now !== image && now !== imageBefore) throw new TakenOver(`of ${now}`);
    if (!service || now !== image) return undefined;
    arn = service.arn;
    const earliest = since.getTime() - clockSkewMilliseconds;
    const isMine = (one: Listed) => one.type === type && (one.startedAt?.getTime() ?? earliest) >= earliest;
    const find = () => reader.newestOperation(service.arn, isMine, signal);
    // What was carried out may be listed later than it is over; sent again too soon, it would be carried out twice.
    for (let look = 1; look < looksForLost; look++) {
      const listed = await find();
      if (listed) return listed;
      await clock.sleep(lookMilliseconds, signal);
    }
    return find();
  };
  return {
    arn: () => arn,
    async begin(write, send, signal) {
      const lost = lostSince && (await found(write, lostSince, signal));
      const begun = clock.now();
      const started = lost && arn ? { serviceArn: arn, operationId: lost.id } : await heard(send, begun);
      if (started === 'busy') return 'busy';
      [arn, lostSince] = [started.serviceArn, undefined];
      const operation = await startedOperation(started, { type: write.type, begun }, reader, { clock, signal });
      ours.add(operation.id);
      return operation;
    },
    async others(images, signal) {
      if (arn === undefined) return undefined;
      const newer: Listed[] = [];
      const mine = await reader.newestOperation(arn, (one) => ours.has(one.id) || newer.push(one) < 0, signal);
      const [newest] = newer;
      if (mine && newest) return `${newest.type} ${newest.id}`;
      const image = (await reader.service(arn, signal))?.configuration.image;
      return image === undefined || images.includes(image) ? undefined : `of ${image}`;
    },
  };

  /** What was sent may have been carried out, though no answer came. */
  async function heard(send: () => Promise<StartedOperation | 'busy'>, begun: Date) {
    try {
      return await send();
    } catch (error) {
      if (error instanceof TransientError && !(error instanceof RoleNotReady)) lostSince ??= begun;
      throw error;
    }
  }
}

import type {
  EcsReader,
  EcsWriter,
  ExpressConfiguration,
  ExpressRevision,
  ExpressUpdate,
  ServiceId,
  StartedRevision,
} from '../../aws/ecs.ts';
import type { Operation } from '../../deployment/operation.ts';
import { TakenOver } from '../../deployment/taken-over.ts';
import type { Context } from '../../lifecycle/context.ts';
import { gone, madeMeanwhile, notFoundYet, unanswered } from './failures.ts';
import { goingOnAt, type Look, lookAgain } from './look.ts';
import { operationOf } from './operation.ts';
import { type Known, knownAt, type Made, madeBy, madeOf, nothingKnown, type Sent } from './sent.ts';
import { type Standing, standingOf } from './standing.ts';

/** What a new service needs besides its configuration. */
export interface NewService {
  readonly infrastructureRole: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The revisions that this run deploys to one service, each as an operation that can be followed. */
export interface Revisions {
  create(configuration: ExpressConfiguration, service: NewService, signal: AbortSignal): Promise<Operation | 'busy'>;
  /**
   * Deploys what `wanted` makes of what stands now, which somebody else may have changed since it was observed. `busy`: another
   * deployment is going on, and ECS would stop it for ours.
   */
  update(wanted: (standing: Standing) => ExpressConfiguration, signal: AbortSignal): Promise<Operation | 'busy'>;
  /** Deploys what stood before this run's update, or this; not over what somebody else has deployed. */
  rollBack(otherwise: ExpressRevision, signal: AbortSignal): Promise<Operation | 'busy'>;
  /** Whether this run has made a revision. */
  isOurs(revisionArn: string): boolean;
  /** The log group of the revision that was deployed last, once there is one. */
  logGroup(): string | undefined;
}

interface Surroundings {
  readonly reader: EcsReader;
  readonly writer: EcsWriter;
  readonly clock: Context['clock'];
}

export function revisionsOf(id: ServiceId, { reader, writer, clock }: Surroundings): Revisions {
  const ours: Made[] = [];
  let sent: Sent | undefined;
  let replaced: { readonly revision: ExpressRevision; readonly known: Known } | undefined;
  const follow = (made: Made, before: Known): Operation => {
    ours.unshift(made);
    sent = undefined;
    return operationOf({ id, revisionArn: made.arn, earlier: before.deployments }, { reader, writer });
  };
  const found = (now: Look): Operation | undefined => {
    const made = sent && madeBy(sent, now);
    return made && sent && follow(made, sent.before);
  };
  /** What was sent may have been carried out, though no answer came. */
  const send = async <T>(configuration: ExpressConfiguration, before: Known, write: () => Promise<T>): Promise<T> => {
    try {
      return await write();
    } catch (error) {
      if (unanswered(error)) sent ??= { configuration, before };
      throw error;
    }
  };
  const look = async (signal: AbortSignal): Promise<Look> => {
    const now = await lookAgain(id, reader, { signal, clock });
    if (now) return now;
    throw gone(id);
  };
  const deploy = async (update: ExpressUpdate, known: Known, signal: AbortSignal) => {
    const started = await send(update.configuration, known, () => writer.update(update, signal));
    return follow(madeOf(started.revision), known);
  };
  return {
    async create(configuration, { infrastructureRole, tags }, signal) {
      const there = sent && (await lookAgain(id, reader, { signal, clock }));
      const lost = there && found(there);
      if (lost) return lost;
      const create = () => writer.create({ id, infrastructureRole, configuration, tags }, signal);
      const isRepeated = sent !== undefined;
      const created = await send<StartedRevision | 'exists' | 'draining'>(configuration, nothingKnown, create);
      if (created === 'draining') return 'busy';
      if (created === 'exists') throw isRepeated ? notFoundYet(id) : madeMeanwhile(id);
      return follow(madeOf(created.revision), nothingKnown);
    },
    async update(wanted, signal) {
      const now = await look(signal);
      const lost = found(now);
      if (lost) return lost;
      if (goingOnAt(now, clock.now())) return 'busy';
      const standing = standingOf(now, clock.now());
      const { revision, isUnclear } = standing;
      if (!revision) throw gone(id);
      const known = knownAt(now);
      replaced = { revision, known };
      const extent = isUnclear ? 'everything' : 'changes';
      return deploy({ service: now.service, revision, configuration: wanted(standing), extent }, known, signal);
    },
    async rollBack(otherwise, signal) {
      const now = await look(signal);
      const lost = found(now);
      if (lost) return lost;
      const running = goingOnAt(now, clock.now());
      // The chain rolls back what an earlier step deployed, and has read the service just before.
      if (!replaced && running !== undefined) throw new TakenOver(running);
      replaced ??= { revision: otherwise, known: knownAt(now) };
      const { revision, known } = replaced;
      const other = otherSince(known, now);
      if (other !== undefined) throw new TakenOver(other);
      if (running !== undefined) return 'busy';
      const { configuration } = revision;
      const update = { service: now.service, revision, configuration, extent: 'everything' } as const;
      return deploy(update, knownAt(now), signal);
    },
    isOurs: (revisionArn) => ours.some(({ arn }) => arn === revisionArn),
    logGroup: () => ours[0]?.logGroup,
  };

  /** The newest deployment or revision that somebody else began; a revision is listed before ECS lists its deployment. */
  function otherSince({ revisions, deployments }: Known, now: Look): string | undefined {
    const isOurs = (revisionArn: string) => revisions.has(revisionArn) || ours.some(({ arn }) => arn === revisionArn);
    return (
      now.deployments.find((one) => !deployments.has(one.arn) && !isOurs(one.revisionArn))?.arn ??
      now.service.revisions.find(({ arn }) => !isOurs(arn))?.arn
    );
  }
}

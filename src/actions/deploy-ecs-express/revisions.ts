import type {
  EcsReader,
  EcsWriter,
  ExpressConfiguration,
  ExpressRevision,
  ExpressService,
  Extent,
  ServiceDeployment,
  ServiceId,
} from '../../aws/ecs.ts';
import type { Operation } from '../../deployment/operation.ts';
import { TakenOver } from '../../deployment/taken-over.ts';
import { operationOf } from './operation.ts';
import { verdictOf } from './state-table.ts';

/** What a new service needs besides its configuration. */
export interface NewService {
  readonly infrastructureRole: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The revisions that this run deploys to one service, each as an operation that can be followed. */
export interface Revisions {
  create(wanted: ExpressConfiguration, service: NewService, signal: AbortSignal): Promise<Operation>;
  /** `busy`: another deployment is going on, and ECS would stop it for ours. */
  update(wanted: ExpressConfiguration, from: Present, signal: AbortSignal): Promise<Operation | 'busy'>;
  /** Deploys the previous configuration, unless somebody else has deployed something meanwhile. */
  rollBack(from: Present, signal: AbortSignal): Promise<Operation | 'busy'>;
  /** The log group of the revision that was deployed last, once there is one. */
  logGroup(): string | undefined;
}

export interface Present {
  readonly service: ExpressService;
  readonly revision: ExpressRevision;
  /** How much of the revision an update sends again. */
  readonly extent: Extent;
}

interface Ports {
  readonly reader: EcsReader;
  readonly writer: EcsWriter;
}

/** The deployment that this run began. */
interface Ours {
  readonly operation: Operation;
  readonly revision: ExpressRevision;
}

export function revisionsOf(id: ServiceId, { reader, writer }: Ports): Revisions {
  let ours: Ours | undefined;
  const follow = (revision: ExpressRevision, before: readonly ServiceDeployment[]) => {
    const earlier = new Set(before.map(({ arn }) => arn));
    const operation = operationOf({ id, revisionArn: revision.arn, earlier }, { reader, writer });
    ours = { operation, revision };
    return operation;
  };
  const update: Revisions['update'] = async (wanted, { service, revision, extent }, signal) => {
    const before = await reader.deployments(id, undefined, signal);
    if (before.some(({ status }) => ['running', 'failing'].includes(verdictOf(status)))) return 'busy';
    return follow((await writer.update({ service, revision, configuration: wanted, extent }, signal)).revision, before);
  };
  return {
    update,
    async create(wanted, { infrastructureRole, tags }, signal) {
      const { revision } = await writer.create({ id, infrastructureRole, configuration: wanted, tags }, signal);
      return follow(revision, []);
    },
    async rollBack(from, signal) {
      // The chain rolls back what an earlier step deployed, and has read the service just before.
      const other = ours && (await takenOverBy(ours, from.revision, { id, reader }, signal));
      if (other === undefined) return update(from.revision.configuration, { ...from, extent: 'everything' }, signal);
      throw new TakenOver(other);
    },
    logGroup: () => ours?.revision.configuration.logGroup,
  };
}

/** The newest deployment or revision that somebody else began; a revision is listed before ECS lists its deployment. */
async function takenOverBy(
  ours: Ours,
  before: ExpressRevision,
  { id, reader }: { readonly id: ServiceId; readonly reader: EcsReader },
  signal: AbortSignal,
): Promise<string | undefined> {
  const [newest] = await reader.deployments(id, undefined, signal);
  if (newest && newest.arn !== ours.operation.id) return newest.arn;
  const now = await reader.service(id, signal);
  const revisions = typeof now === 'object' ? now.revisions : [];
  return revisions.find(({ arn }) => arn !== before.arn && arn !== ours.revision.arn)?.arn;
}

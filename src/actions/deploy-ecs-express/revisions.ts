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
import { UserError } from '../../errors.ts';
import { operationOf } from './operation.ts';
import { verdictOf } from './state-table.ts';

/** What a new service is made of, besides its configuration. */
export interface NewService {
  readonly infrastructureRole: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The revisions that this run deploys to one service, each as an operation that can be followed. */
export interface Revisions {
  create(wanted: ExpressConfiguration, service: NewService, signal: AbortSignal): Promise<Operation>;
  /** `busy`: another deployment is going on, and ECS would stop it for ours. */
  update(wanted: ExpressConfiguration, from: Present, signal: AbortSignal): Promise<Operation | 'busy'>;
  /** Deploys what served before, unless somebody else has deployed something meanwhile. */
  rollBack(from: Present, signal: AbortSignal): Promise<Operation | 'busy'>;
  /** The log group of what was deployed last, once anything was. */
  logGroup(): string | undefined;
}

export interface Present {
  readonly service: ExpressService;
  readonly revision: ExpressRevision;
  /** How much of the revision an update tells ECS anew. */
  readonly extent: Extent;
}

interface Ports {
  readonly reader: EcsReader;
  readonly writer: EcsWriter;
}

export function revisionsOf(id: ServiceId, { reader, writer }: Ports): Revisions {
  let ours: { readonly operation: Operation; readonly revision: ExpressRevision } | undefined;
  const follow = (revision: ExpressRevision, before: readonly ServiceDeployment[]) => {
    const earlier = new Set(before.map(({ arn }) => arn));
    const operation = operationOf({ id, revisionArn: revision.arn, earlier }, { reader, writer });
    ours = { operation, revision };
    return operation;
  };
  const update: Revisions['update'] = async (wanted, { service, revision, extent }, signal) => {
    const before = await reader.deployments(id, undefined, signal);
    if (before.some(({ status }) => ['running', 'failing'].includes(verdictOf(status)))) return 'busy';
    return follow((await writer.update(service.arn, revision, wanted, extent, signal)).revision, before);
  };
  return {
    update,
    async create(wanted, { infrastructureRole, tags }, signal) {
      return follow((await writer.create(id, infrastructureRole, wanted, tags, signal)).revision, []);
    },
    async rollBack(from, signal) {
      const other = await takenOverBy(id, from.revision.arn, ours, reader, signal);
      if (other === undefined) return update(from.revision.configuration, { ...from, extent: 'everything' }, signal);
      throw new UserError({ what: `Another deployment (${other}) has taken the place of this one.` });
    },
    logGroup: () => ours?.revision.logGroup,
  };
}

/** What somebody else has begun stands among the revisions before ECS lists its deployment. */
async function takenOverBy(
  id: ServiceId,
  before: string,
  ours: { readonly operation: Operation; readonly revision: ExpressRevision } | undefined,
  reader: EcsReader,
  signal: AbortSignal,
): Promise<string | undefined> {
  // Whoever puts back what an earlier step deployed has looked at the service just before.
  if (ours === undefined) return undefined;
  const [newest] = await reader.deployments(id, undefined, signal);
  if (newest && newest.arn !== ours.operation.id) return newest.arn;
  const now = await reader.service(id, signal);
  const revisions = typeof now === 'object' ? now.revisions : [];
  return revisions.find(({ arn }) => arn !== before && arn !== ours.revision.arn)?.arn;
}

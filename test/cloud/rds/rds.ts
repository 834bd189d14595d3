import type { Clock } from '../core/clock.ts';
import { queryService } from '../core/query-service.ts';
import type { Service } from '../core/service.ts';
import { describeClusters, describeInstances, findInstance } from './instances.ts';
import { createSnapshot, deleteSnapshot, describeSnapshots } from './snapshots.ts';
import {
  type Cluster,
  type ClusterSeed,
  emptyRegions,
  type Instance,
  type InstanceSeed,
  newResourceId,
  type Place,
  rdsArn,
  type Snapshot,
} from './state.ts';
import { addTags, listTags, removeTags } from './tags.ts';

/** RDS as tests see it from behind: what to seed, what to look at. */
export interface Rds {
  addInstance(seed: InstanceSeed): Instance;
  addCluster(seed: ClusterSeed): Cluster;
  setStatus(place: Place, identifier: string, status: string): void;
  /** The next snapshot ends as `failed`. */
  failNextSnapshot(): void;
  snapshots(place: Place): readonly Snapshot[];
}

export interface RdsParts {
  readonly clock: Clock;
  /** How long a snapshot takes; 300 where left out. */
  readonly snapshotMilliseconds?: number;
  /** Most rows on a page; lower than AWS's 100 to make callers page. */
  readonly pageSize?: number;
}

const NAMESPACE = 'http://rds.amazonaws.com/doc/2014-10-31/';

/** RDS: descriptions of instances that really listen elsewhere, and their snapshots. */
export function rdsService({ clock, snapshotMilliseconds = 300, pageSize = 100 }: RdsParts): Service & Rds {
  const regions = emptyRegions();
  let failing = 0;
  const time = {
    clock,
    milliseconds: snapshotMilliseconds,
    nextOutcome: () => (failing > 0 && failing-- ? 'failed' : 'available') as 'failed' | 'available',
  };
  const service = queryService('rds', NAMESPACE, {
    DescribeDBInstances: describeInstances(regions, pageSize),
    DescribeDBClusters: describeClusters(regions, pageSize),
    CreateDBSnapshot: createSnapshot(regions, time),
    DescribeDBSnapshots: describeSnapshots(regions, time, pageSize),
    DeleteDBSnapshot: deleteSnapshot(regions, time),
    ListTagsForResource: listTags(regions),
    AddTagsToResource: addTags(regions),
    RemoveTagsFromResource: removeTags(regions),
  });
  return {
    ...service,
    addInstance(seed) {
      const instance: Instance = {
        seed,
        arn: rdsArn(seed, 'db', seed.identifier),
        resourceId: newResourceId('db'),
        created: clock.now(),
        status: seed.status ?? 'available',
        tags: new Map(Object.entries(seed.tags ?? {})),
      };
      regions(seed).instances.set(seed.identifier.toLowerCase(), instance);
      return instance;
    },
    addCluster(seed) {
      const cluster: Cluster = {
        seed,
        arn: rdsArn(seed, 'cluster', seed.identifier),
        resourceId: newResourceId('cluster'),
        created: clock.now(),
        status: seed.status ?? 'available',
        tags: new Map(Object.entries(seed.tags ?? {})),
      };
      regions(seed).clusters.set(seed.identifier.toLowerCase(), cluster);
      return cluster;
    },
    setStatus(place, identifier, status) {
      findInstance(regions(place).instances, identifier).status = status;
    },
    failNextSnapshot() {
      failing++;
    },
    snapshots: (place) => [...regions(place).snapshots.values()],
  };
}

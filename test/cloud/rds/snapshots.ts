import type { Clock } from '../core/clock.ts';
import { AwsError } from '../core/errors.ts';
import type { Operation } from '../core/json-service.ts';
import type { XmlValue } from '../core/xml.ts';
import { type FiltersInput, filtered } from './filters.ts';
import { engineVersion, findInstance, isEncrypted, storageKeyArn } from './instances.ts';
import { type PageInput, pageOf } from './paging.ts';
import { identifierIn, type Place, type Region, type Regions, rdsArn, type Snapshot } from './state.ts';
import { type TagsInput, tagList, tagsFrom } from './tags.ts';

/** How a snapshot goes: how long it takes, and whether the next one fails. */
export interface SnapshotTime {
  readonly clock: Clock;
  readonly milliseconds: number;
  /** Asked once for each snapshot. */
  nextOutcome(): 'available' | 'failed';
}

type CreateInput = TagsInput & { readonly DBInstanceIdentifier?: string; readonly DBSnapshotIdentifier?: string };
type DescribeInput = FiltersInput &
  PageInput & {
    readonly DBInstanceIdentifier?: string;
    readonly DBSnapshotIdentifier?: string;
    readonly SnapshotType?: string;
  };

/** The quota of manual snapshots: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html */
const MANUAL_SNAPSHOTS = 100;

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBSnapshot.html */
export function createSnapshot(regions: Regions, time: SnapshotTime): Operation<CreateInput> {
  return {
    access: ({ DBInstanceIdentifier = '', DBSnapshotIdentifier = '', Tags }, place) => {
      const snapshot = rdsArn(place, 'snapshot', DBSnapshotIdentifier);
      return [
        { action: 'rds:CreateDBSnapshot', resource: rdsArn(place, 'db', identifierIn(DBInstanceIdentifier)) },
        { action: 'rds:CreateDBSnapshot', resource: snapshot },
        ...(Tags ? [{ action: 'rds:AddTagsToResource', resource: snapshot }] : []),
      ];
    },
    perform(input, place) {
      const region = regions(place);
      const snapshot = begin(region, input, place, time.clock.now());
      region.snapshots.set(snapshot.identifier, snapshot);
      snapshot.instance.status = 'backing-up';
      const outcome = time.nextOutcome();
      time.clock.after(time.milliseconds, () => {
        snapshot.status = outcome;
        snapshot.instance.status = 'available';
      });
      return { DBSnapshot: snapshotXml(snapshot, time) };
    },
  };
}

function begin(region: Region, input: CreateInput, place: Place, created: Date): Snapshot {
  const identifier = validIdentifier(input.DBSnapshotIdentifier);
  if (!input.DBInstanceIdentifier) throw missing('DBInstanceIdentifier');
  const instance = findInstance(region.instances, input.DBInstanceIdentifier);
  if (region.snapshots.has(identifier))
    throw new AwsError(
      'DBSnapshotAlreadyExists',
      `Cannot create the snapshot because a snapshot with the identifier ${identifier} already exists.`,
    );
  if (instance.status !== 'available')
    throw new AwsError(
      'InvalidDBInstanceState',
      `Cannot create a snapshot because the database instance ${instance.seed.identifier} is not currently in the available state.`,
    );
  if (region.snapshots.size >= MANUAL_SNAPSHOTS)
    throw new AwsError('SnapshotQuotaExceeded', 'Cannot create more than 100 manual snapshots');
  const arn = rdsArn(place, 'snapshot', identifier);
  return { identifier, arn, instance, created, tags: tagsFrom(input), status: 'creating' };
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSnapshots.html */
export function describeSnapshots(regions: Regions, time: SnapshotTime, pageSize: number): Operation<DescribeInput> {
  return {
    access: (input, place) => [
      {
        action: 'rds:DescribeDBSnapshots',
        resource: input.DBInstanceIdentifier
          ? rdsArn(place, 'db', identifierIn(input.DBInstanceIdentifier))
          : rdsArn(place, 'snapshot', identifierIn(input.DBSnapshotIdentifier ?? '*')),
      },
    ],
    perform(input, place) {
      const { snapshots } = regions(place);
      const named = input.DBSnapshotIdentifier
        ? [findSnapshot(snapshots, input.DBSnapshotIdentifier)]
        : [...snapshots.values()];
      const instance = input.DBInstanceIdentifier && identifierIn(input.DBInstanceIdentifier);
      const ofInstance = named.filter((each) => !instance || each.instance.seed.identifier.toLowerCase() === instance);
      const ofType = ofInstance.filter(() => ['manual', undefined].includes(input.SnapshotType));
      const matching = filtered(ofType, input, {
        'db-instance-id': (each) => [each.instance.seed.identifier, each.instance.arn],
        'db-snapshot-id': (each) => [each.identifier],
        'dbi-resource-id': (each) => [each.instance.resourceId],
        'snapshot-type': () => ['manual'],
        engine: (each) => [each.instance.seed.engine],
      });
      const { rows, marker } = pageOf(matching, input, pageSize);
      return { DBSnapshots: { DBSnapshot: rows.map((each) => snapshotXml(each, time)) }, Marker: marker };
    },
  };
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBSnapshot.html */
export function deleteSnapshot(
  regions: Regions,
  time: SnapshotTime,
): Operation<{ readonly DBSnapshotIdentifier?: string }> {
  return {
    access: ({ DBSnapshotIdentifier = '' }, place) => [
      { action: 'rds:DeleteDBSnapshot', resource: rdsArn(place, 'snapshot', identifierIn(DBSnapshotIdentifier)) },
    ],
    perform({ DBSnapshotIdentifier }, place) {
      if (!DBSnapshotIdentifier) throw missing('DBSnapshotIdentifier');
      const { snapshots } = regions(place);
      const snapshot = findSnapshot(snapshots, DBSnapshotIdentifier);
      if (snapshot.status === 'creating')
        throw new AwsError(
          'InvalidDBSnapshotState',
          'Cannot delete the snapshot because it is not currently in the available or failed state.',
        );
      snapshots.delete(snapshot.identifier);
      return { DBSnapshot: snapshotXml(snapshot, time, 'deleted') };
    },
  };
}

function findSnapshot(snapshots: ReadonlyMap<string, Snapshot>, nameOrArn: string): Snapshot {
  const found = snapshots.get(identifierIn(nameOrArn));
  if (!found) throw new AwsError('DBSnapshotNotFound', `DBSnapshot ${identifierIn(nameOrArn)} not found.`, 404);
  return found;
}

/** Identifiers are case-insensitive and kept in lower case. */
function validIdentifier(text: string | undefined): string {
  if (!text) throw missing('DBSnapshotIdentifier');
  if (!/^[a-z](?!.*--)[a-z0-9-]{0,254}$/i.test(text) || text.endsWith('-'))
    throw new AwsError(
      'InvalidParameterValue',
      'The parameter DBSnapshotIdentifier is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.',
    );
  return text.toLowerCase();
}

function missing(parameter: string): AwsError {
  return new AwsError('MissingParameter', `The request must contain the parameter ${parameter}.`);
}

function snapshotXml(snapshot: Snapshot, time: SnapshotTime, status: string = snapshot.status): XmlValue {
  const { seed, resourceId, created } = snapshot.instance;
  const createTime = snapshot.status === 'creating' ? undefined : snapshot.created;
  return {
    DBSnapshotIdentifier: snapshot.identifier,
    DBInstanceIdentifier: seed.identifier,
    SnapshotCreateTime: createTime,
    OriginalSnapshotCreateTime: createTime,
    Engine: seed.engine,
    AllocatedStorage: 20,
    Status: status,
    Port: seed.endpoint?.port,
    AvailabilityZone: `${seed.region}a`,
    InstanceCreateTime: created,
    MasterUsername: seed.masterUsername ?? 'admin',
    EngineVersion: engineVersion(seed),
    SnapshotType: 'manual',
    PercentProgress: percentDone(snapshot, time),
    StorageType: 'gp3',
    Encrypted: isEncrypted(seed),
    KmsKeyId: isEncrypted(seed) ? storageKeyArn(seed) : undefined,
    DBSnapshotArn: snapshot.arn,
    IAMDatabaseAuthenticationEnabled: seed.iamAuthentication ?? false,
    DbiResourceId: resourceId,
    TagList: tagList(snapshot.tags),
  };
}

function percentDone(snapshot: Snapshot, { clock, milliseconds }: SnapshotTime): number {
  if (snapshot.status !== 'creating') return 100;
  const elapsed = clock.now().getTime() - snapshot.created.getTime();
  return Math.min(99, Math.floor((100 * elapsed) / Math.max(1, milliseconds)));
}

import type {
  ApplicationVersionDescription,
  ApplicationVersionDescriptionsMessage,
  ConfigurationSettingsDescriptions,
  EnvironmentDescription,
  EnvironmentDescriptionsMessage,
  EventDescriptionsMessage,
} from '@aws-sdk/client-elastic-beanstalk';
import type { Network } from '../../../src/aws/client.ts';
import type { S3Reader, S3Writer } from '../../../src/aws/s3.ts';
import type { EnvironmentTimeline } from './elastic-beanstalk-timeline.ts';
import { history, type World } from './elastic-beanstalk-world.ts';
import { Refused } from './played-calls.ts';
import { type Call, type Form, membersOf, playedQueryCalls } from './played-query-calls.ts';
import { playedStorage } from './played-storage.ts';

/** An Elastic Beanstalk of one environment that plays a timeline; it knows the shapes of the SDK's model, and nothing of our local cloud. */
export interface PlayedBeanstalk extends Network {
  readonly s3: { readonly reader: S3Reader; readonly writer: S3Writer };
  /** What the server holds to be true now. */
  truth(): World | undefined;
  /** How often it was called. */
  calls(): number;
  /** How often an update was begun. */
  updates(): number;
  /** Writes of ours over what somebody else has made meanwhile. */
  readonly undone: readonly string[];
}

/** A version by its label, and the key of its bundle. */
export interface KnownVersion {
  readonly label: string;
  readonly key: string;
  readonly text: string;
}

export const name = 'clinic-dev';
export const bucket = 'elasticbeanstalk-eu-central-1-111111111111';
const arn = `arn:aws:elasticbeanstalk:eu-central-1:111111111111:environment/${name}/${name}`;
const environmentNamespace = 'aws:elasticbeanstalk:application:environment';

const busyWords = [
  ['InvalidParameterValue', `Environment named ${name} is in an invalid state for this operation. Must be Ready.`],
  ['InvalidParameterValue', `Environment with id e-1 is in an invalid state for this operation. Must be Ready.`],
  ['OperationInProgressFailure', 'Another operation that affects an element in this activity is already in progress.'],
  ['InvalidParameterValue', `Environment ${name} must be Ready before it can be updated.`],
] as const;

/** `now` in seconds since the beginning; `epoch`: the beginning in seconds. */
export function playedBeanstalk(
  timeline: EnvironmentTimeline,
  versions: { readonly previous: KnownVersion; readonly wanted: KnownVersion; readonly other: KnownVersion },
  { now, epoch }: { readonly now: () => number; readonly epoch: number },
): PlayedBeanstalk {
  const { previous, wanted, other } = versions;
  const past = history(timeline, { previous: previous.label, wanted: wanted.label, other: other.label }, now);
  const isThere = timeline.start === 'wanted' || timeline.version !== 'unknown';
  const storage = playedStorage([previous, other, ...(isThere ? [wanted] : [])]);
  let wantedKnownAt = isThere ? 0 : Number.POSITIVE_INFINITY;
  let [calls, updates, observedAt] = [0, 0, Number.POSITIVE_INFINITY];
  const undone: string[] = [];
  const date = (seconds: number) => new Date((epoch + seconds) * 1_000);
  const courseOf = (count: number) => {
    const course = timeline.courses[count] ?? timeline.courses[0];
    if (!course) throw new Error('A timeline has a course for each update.');
    return course;
  };
  const busy = () => {
    const [code, message] = busyWords[timeline.busyWords] ?? busyWords[0];
    return new Refused(code, message);
  };
  const invalid = (message: string) => new Refused('InvalidParameterValue', message);

  const described = (world: World): EnvironmentDescription => {
    const { until, ...before } = world.shown ?? { until: 0 };
    const { label, status, health } = { ...world, ...(until > now() ? before : {}) };
    return {
      ...{ EnvironmentName: name, EnvironmentId: world.id, ApplicationName: name, EnvironmentArn: arn },
      ...{ VersionLabel: label, Status: status, Health: health.color, HealthStatus: health.status },
      SolutionStackName: '64bit Amazon Linux 2023 v4.7.3 running Docker',
      ...{ EndpointURL: 'awseb-e.eu-central-1.elb.amazonaws.com', CNAME: `${name}.elasticbeanstalk.com` },
      ...{ DateCreated: date(0), DateUpdated: date(world.updatedAt) },
      AbortableOperationInProgress: status === 'Updating',
      Tier: { Name: 'WebServer', Type: 'Standard', Version: '1.0' },
    };
  };
  const versionStatus = (): ApplicationVersionDescription['Status'] => {
    const over = now() >= 60;
    switch (timeline.version) {
      case 'failed':
        return 'Failed';
      case 'processing':
        return over ? 'Processed' : 'Processing';
      case 'failing':
        return over ? 'Failed' : 'Building';
      default:
        return 'Unprocessed';
    }
  };
  const describedVersion = ({ label, key }: KnownVersion): ApplicationVersionDescription => ({
    ...{ ApplicationName: name, VersionLabel: label, DateCreated: date(-1_000) },
    SourceBundle: { S3Bucket: bucket, S3Key: key },
    Status: label === wanted.label && timeline.start !== 'wanted' ? versionStatus() : 'Processed',
  });
  const demandVersion = (label: string) => {
    if (label !== wanted.label || timeline.start === 'wanted') return;
    if (now() < wantedKnownAt) throw invalid(`No Application Version named '${label}' found.`);
    const status = versionStatus();
    if (status === 'Failed')
      throw invalid(`Application version ${label} is unusable because it failed pre-processing.`);
    if (status !== 'Processed' && status !== 'Unprocessed')
      throw invalid(`Application version ${label} is not yet processed.`);
  };
  const told = ({ form, requestId }: Call, before: ReadonlyMap<string, string>) => {
    const label = form.get('VersionLabel') ?? undefined;
    const options = new Map(before);
    const removed = membersOf(form, 'OptionsToRemove');
    const set = membersOf(form, 'OptionSettings').filter(({ Namespace }) => Namespace === environmentNamespace);
    for (const { OptionName = '' } of removed) options.delete(OptionName);
    for (const { OptionName = '', Value = '' } of set) options.set(OptionName, Value);
    if (removed.some(({ OptionName }) => OptionName === 'OTHERS')) undone.push('OTHERS');
    const configures = removed.length + membersOf(form, 'OptionSettings').length > 0;
    return { requestId, by: 'us', label, options: configures ? options : undefined } as const;
  };
  const update = (call: Call) => {
    const world = present();
    const asked = told(call, world.options);
    if (asked.label && asked.options && !timeline.takesBoth)
      throw new Refused(
        'InvalidParameterCombination',
        'You cannot update the application version and make configuration updates at the same time',
      );
    if (asked.label) demandVersion(asked.label);
    const { othersSince, label } = world;
    if (past.begin({ ...asked, course: courseOf(updates) }) === 'busy') throw busy();
    if (asked.label && othersSince !== undefined && othersSince > observedAt && asked.label !== other.label)
      undone.push(`${asked.label} over ${label}`);
    updates++;
    return described(world);
  };
  const present = (): World => {
    const world = past.environment();
    if (!world) throw invalid(`No Environment found for EnvironmentName = '${name}'.`);
    return world;
  };
  const isListed = () =>
    !timeline.blinks.some(({ atSecond, seconds }) => now() >= atSecond && now() < atSecond + seconds);

  const answers: Readonly<Record<string, (call: Call) => object>> = {
    DescribeEnvironments: () => {
      const world = past.environment();
      return { Environments: world && isListed() ? [described(world)] : [] } satisfies EnvironmentDescriptionsMessage;
    },
    DescribeConfigurationSettings: () => {
      const { options } = present();
      observedAt = Math.min(observedAt, now());
      const OptionSettings = [...options].map(([OptionName, Value]) => ({
        ...{ Namespace: environmentNamespace, OptionName, Value },
      }));
      const settings = {
        ApplicationName: name,
        EnvironmentName: name,
        DeploymentStatus: 'deployed',
        OptionSettings,
      } as const;
      return { ConfigurationSettings: [settings] } satisfies ConfigurationSettingsDescriptions;
    },
    DescribeApplicationVersions: ({ form }) => {
      const known = [previous, other, ...(now() >= wantedKnownAt ? [wanted] : [])];
      const found = known.filter(({ label }) => label === form.get('VersionLabels.member.1'));
      return { ApplicationVersions: found.map(describedVersion) } satisfies ApplicationVersionDescriptionsMessage;
    },
    DescribeEvents: ({ form }) => ({ Events: eventsFor(form) }) satisfies EventDescriptionsMessage,
    ListAvailableSolutionStacks: () => ({ SolutionStacks: ['64bit Amazon Linux 2023 v4.7.3 running Docker'] }),
    ListTagsForResource: () => ({
      ResourceTags: [...present().tags].map(([Key, Value]) => ({ Key, Value })),
    }),
    DescribeEnvironmentHealth: () => ({ Causes: ['The app does not answer.'] }),
    RequestEnvironmentInfo: () => ({}),
    RetrieveEnvironmentInfo: () => ({ EnvironmentInfo: [] }),
    CreateStorageLocation: () => ({ S3Bucket: bucket }),
    CreateApplicationVersion: ({ form }) => {
      const label = form.get('VersionLabel');
      if (label !== wanted.label) throw invalid(`Nobody needs a version ${label}.`);
      if (Number.isFinite(wantedKnownAt)) throw invalid(`Application Version ${label} already exists.`);
      wantedKnownAt = now() + timeline.versionKnownAfterSeconds;
      return { ApplicationVersion: { VersionLabel: label } };
    },
    CreateEnvironment: (call) => {
      if (past.environment()) throw invalid(`Environment ${name} already exists.`);
      const asked = told(call, new Map());
      const label = asked.label ?? '';
      demandVersion(label);
      const tags = new Map(membersOf(call.form, 'Tags').map(({ Key = '', Value = '' }) => [Key, Value]));
      return described(past.create({ ...asked, label, tags, course: courseOf(updates++) }));
    },
    UpdateEnvironment: update,
    UpdateTagsForResource: ({ form, requestId }) => {
      const world = present();
      const added = membersOf(form, 'TagsToAdd').map(({ Key = '', Value = '' }) => [Key, Value] as const);
      const tags = new Map([...world.tags, ...added]);
      const course = { ...courseOf(3), outcome: 'succeeded' } as const;
      if (past.begin({ requestId, by: 'us', tags, course }) === 'busy') throw busy();
      return {};
    },
    AbortEnvironmentUpdate: () => {
      if (past.abort() === 'busy') throw busy();
      return {};
    },
  };
  const eventsFor = (form: Form) => {
    const [requestId, since] = [form.get('RequestId'), form.get('StartTime')];
    return past.events
      .filter((event) => now() >= event.toldAt && (requestId === null || event.requestId === requestId))
      .map(({ at, severity, message, requestId: RequestId }) => ({
        ...{ EventDate: date(at), Severity: severity, Message: message, RequestId },
        ...{ EnvironmentName: name, ApplicationName: name },
      }))
      .filter(({ EventDate }) => since === null || EventDate >= new Date(since));
  };
  const answered = playedQueryCalls(answers, { ...timeline, now });
  return {
    maxAttempts: 1,
    undone,
    s3: storage,
    calls: () => calls,
    updates: () => updates,
    truth() {
      past.settle();
      return past.environment();
    },
    requestHandler: {
      async handle(request) {
        calls++;
        past.settle();
        return answered(request);
      },
    },
  };
}

import type {
  ApplicationVersionDescription,
  ApplicationVersionStatus,
  EnvironmentDescription,
} from '@aws-sdk/client-elastic-beanstalk';
import type { OptionName, OptionSetting } from '../../domain/beanstalk.ts';
import type { Environment, EnvironmentUpdate, Version } from './vocabulary.ts';

/** An environment as DescribeEnvironments gives it. */
export function environmentOf(described: EnvironmentDescription): Environment {
  return {
    arn: described.EnvironmentArn ?? '',
    id: described.EnvironmentId ?? '',
    name: described.EnvironmentName ?? '',
    application: described.ApplicationName ?? '',
    platform: described.SolutionStackName ?? described.PlatformArn ?? '',
    platformArn: described.PlatformArn,
    tier: described.Tier?.Name === 'Worker' ? 'Worker' : 'WebServer',
    operationsRole: described.OperationsRole || undefined,
    versionLabel: described.VersionLabel,
    host: described.Tier?.Name === 'Worker' ? '' : (described.CNAME ?? described.EndpointURL ?? ''),
    status: described.Status ?? 'Updating',
    updatedAt: described.DateUpdated ?? new Date(0),
    health: described.Health ?? 'Grey',
    healthStatus: described.HealthStatus,
    abortable: described.AbortableOperationInProgress ?? false,
  };
}

/** A version as DescribeApplicationVersions gives it. */
export function versionOf({
  VersionLabel = '',
  Status,
  SourceBundle,
  DateCreated,
}: ApplicationVersionDescription): Version {
  return {
    label: VersionLabel,
    status: versionStatus(Status ?? 'Unprocessed'),
    bundle:
      SourceBundle?.S3Bucket && SourceBundle.S3Key
        ? { bucket: SourceBundle.S3Bucket, key: SourceBundle.S3Key }
        : undefined,
    createdAt: DateCreated,
  };
}

/** The API answers in capitals ("PROCESSED") what its model writes with one. */
function versionStatus(answered: string): ApplicationVersionStatus {
  return (answered.charAt(0).toUpperCase() + answered.slice(1).toLowerCase()) as ApplicationVersionStatus;
}

/** An update in the words of UpdateEnvironment. */
export function updateToApi({ versionLabel, set = [], remove = [], platform }: EnvironmentUpdate) {
  return {
    ...platformToApi(platform),
    ...(versionLabel === undefined ? {} : { VersionLabel: versionLabel }),
    ...(set.length > 0 ? { OptionSettings: set.map(toApi) } : {}),
    ...(remove.length > 0 ? { OptionsToRemove: remove.map(nameToApi) } : {}),
  };
}

export function platformToApi(platform: string | undefined) {
  if (platform === undefined) return {};
  return platform.startsWith('arn:') ? { PlatformArn: platform } : { SolutionStackName: platform };
}

export function toApi({ namespace, name, value }: OptionSetting) {
  return { Namespace: namespace, OptionName: name, Value: value };
}

export function nameToApi({ namespace, name }: OptionName) {
  return { Namespace: namespace, OptionName: name };
}

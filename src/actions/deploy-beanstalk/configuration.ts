import type { Environment } from '../../aws/elastic-beanstalk.ts';
import type { DeployChange } from '../../deployment/change.ts';
import type { FieldChange, Fields } from '../../deployment/fields.ts';
import type { Found } from '../../deployment/presence.ts';
import type { OptionSetting } from '../../domain/beanstalk.ts';
import type { Inputs } from './contract.ts';
import type { Facts } from './observe.ts';
import { option, optionsAfter, otherOptions, variablesOf } from './options.ts';
import { imageOf } from './version.ts';

/** What a deployment decides of an environment. */
export interface EnvironmentConfiguration {
  readonly options: readonly OptionSetting[];
  /** Label of the application version. */
  readonly version: string | undefined;
  /** Undefined where the version is no image. */
  readonly image: string | undefined;
  /** Only of a new environment. */
  readonly platform: string | undefined;
}

export function presentConfiguration({
  service,
  options,
  dockerrun,
}: Found<Environment> & Facts): EnvironmentConfiguration | undefined {
  return service && { options, version: service.versionLabel, image: dockerrun?.image, platform: undefined };
}

/** What the inputs make of the present configuration: an input left out keeps what is there. */
export function wantedConfiguration(inputs: Inputs, found: Found<Environment> & Facts): EnvironmentConfiguration {
  const { service, wantedVersion, dockerrun } = found;
  return {
    options: optionsAfter(inputs, found),
    version: wantedVersion ? wantedVersion.label : service?.versionLabel,
    image: wantedVersion ? imageOf(wantedVersion) : dockerrun?.image,
    platform: service ? undefined : platformForNew(inputs, found),
  };
}

function platformForNew({ platform }: Inputs, { platforms }: Facts): string {
  const isDocker = (name: string) => name.includes('Amazon Linux 2023 ') && name.endsWith('running Docker');
  return platform ?? platforms.find(isDocker) ?? '';
}

const versionField = 'version';

/** A configuration as the plan compares and shows it. */
export function fieldsOf({ options, version, image, platform }: EnvironmentConfiguration): Fields {
  const named = otherOptions(options).map(({ namespace, name, value }) => [`${namespace}:${name}`, value] as const);
  return {
    ...variablesOf(options),
    settings: { ...Object.fromEntries(named), [versionField]: version, image, platform },
  };
}

/** One update has all; an image that differs while the version is the same is no change of its own. */
export function updates(fields: readonly FieldChange[]): readonly (readonly FieldChange[])[] {
  const changes = fields.some(isVersion) ? fields : fields.filter(({ field }) => field !== 'image');
  return changes.length > 0 ? [changes] : [];
}

/** Whether a change deploys a version; else it is one of options alone. */
export function deploysVersion({ fields }: Pick<DeployChange, 'fields'>): boolean {
  return fields.some(isVersion);
}

function isVersion({ field }: FieldChange): boolean {
  return field === versionField;
}

/** The platform that an image must be for. */
export function platformOf(options: readonly OptionSetting[]): 'linux/amd64' | 'linux/arm64' {
  const architectures = option(options, 'aws:ec2:instances', 'SupportedArchitectures');
  return architectures === 'arm64' ? 'linux/arm64' : 'linux/amd64';
}

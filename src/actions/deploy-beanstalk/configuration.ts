import type { Environment } from '../../aws/elastic-beanstalk.ts';
import type { DeployChange } from '../../deployment/change.ts';
import { differences, type FieldChange, type Fields } from '../../deployment/fields.ts';
import type { Found } from '../../deployment/presence.ts';
import type { OptionSetting } from '../../domain/beanstalk.ts';
import type { Inputs } from './contract.ts';
import type { Facts } from './observe.ts';
import { option, optionsAfter, otherOptions, variablesOf } from './options.ts';
import { wantedPlatform } from './platform.ts';
import { imageOf } from './version.ts';

/** What a deployment decides of an environment. */
export interface EnvironmentConfiguration {
  readonly options: readonly OptionSetting[];
  /** Label of the application version. */
  readonly version: string | undefined;
  /** Undefined where the version is no image. */
  readonly image: string | undefined;
  readonly platform: string | undefined;
  readonly operationsRole?: string | undefined;
  /** Only of a new environment. */
  readonly creation?: Readonly<Record<string, string | undefined>>;
  /** Of blue and green, the one that serves. */
  readonly serving?: string | undefined;
}

export function presentConfiguration({
  service,
  options,
  dockerrun,
  pair,
}: Found<Environment> & Facts): EnvironmentConfiguration | undefined {
  return (
    service && {
      serving: pair?.servedBefore,
      operationsRole: service.operationsRole,
      options,
      version: service.versionLabel,
      image: dockerrun?.image,
      platform: service.platform,
    }
  );
}

/** What the inputs make of the present configuration: an input left out keeps what is there. */
export function wantedConfiguration(inputs: Inputs, found: Found<Environment> & Facts): EnvironmentConfiguration {
  const { service, wantedVersion, dockerrun, pair } = found;
  const wanted = {
    options: optionsAfter(inputs, found),
    version: wantedVersion ? wantedVersion.label : service?.versionLabel,
    image: wantedVersion ? imageOf(wantedVersion) : dockerrun?.image,
    platform: wantedPlatform(inputs, found),
    operationsRole: inputs.operationsRole?.text ?? service?.operationsRole,
    serving: pair?.servedBefore,
    ...(!service && { creation: creationOf(inputs) }),
  };
  const present = presentConfiguration(found);
  const changes = pair && present && differences(fieldsOf(present), fieldsOf(wanted)).length > 0;
  return changes ? { ...wanted, serving: pair.idleName } : wanted;
}

function creationOf({ tier, cnamePrefix, savedConfiguration }: Inputs) {
  return { tier, 'CNAME prefix': cnamePrefix, 'saved configuration': savedConfiguration };
}

const versionField = 'version';
export const roleField = 'operations role';
const servingField = 'serving environment';

/** A configuration as the plan compares and shows it. */
export function fieldsOf(configuration: EnvironmentConfiguration): Fields {
  const { options, version, image, platform, operationsRole, creation, serving } = configuration;
  const named = otherOptions(options).map(({ namespace, name, value }) => [`${namespace}:${name}`, value] as const);
  return {
    ...variablesOf(options),
    settings: {
      ...{ ...Object.fromEntries(named), ...creation, [versionField]: version, image, platform },
      ...{ [roleField]: operationsRole, [servingField]: serving },
    },
  };
}

/** One update has all, but for the role and for blue and green; an image that differs while the version is the same is no change of its own. */
export function updates(fields: readonly FieldChange[]): readonly (readonly FieldChange[])[] {
  // The other environment gets all of them, one update after the other, before users see any.
  if (fields.some(({ field }) => field === servingField)) return [fields];
  const role = fields.filter(({ field }) => field === roleField);
  const others = fields.filter((change) => !role.includes(change));
  const changes = others.some(isVersion) ? others : others.filter(({ field }) => field !== 'image');
  return [role, changes].filter(({ length }) => length > 0);
}

/** Whether a change deploys a version; else it is one of options and platform alone. */
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

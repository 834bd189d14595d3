import type { Environment, SavedConfiguration, Tier } from '../../aws/elastic-beanstalk.ts';
import { wantedVariables } from '../../deployment/variables.ts';
import { instanceTypeFor, type OptionName, type OptionSetting } from '../../domain/beanstalk.ts';
import { beanstalkReference } from '../../domain/secret-reference.ts';
import { addedBalancer, type Balancer, balancerOf, tierOf } from './balancer.ts';
import type { Inputs } from './contract.ts';
import { httpsListener } from './listener.ts';
import { newOptions } from './new-options.ts';
import { isSame, option } from './option.ts';

export { option } from './option.ts';

const variables = 'aws:elasticbeanstalk:application:environment';
/** Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html */
const secretVariables = 'aws:elasticbeanstalk:application:environmentsecrets';

/** What is to change in an environment's options. */
export interface OptionChanges {
  readonly set: readonly OptionSetting[];
  readonly remove: readonly OptionName[];
}

/** All options that an environment shall have; without one, those of the one that is created. */
export function optionsAfter(inputs: Inputs, found: Present): readonly OptionSetting[] {
  const base = found.service ? found.options : newOptions(inputs, found.template);
  return wantedOptions({ ...inputs, secrets: secretsOf(inputs) }, base, tierOf(inputs, found));
}

/** A field of a secret can be written as other targets have it. */
function secretsOf({ secrets }: Pick<Inputs, 'secrets'>): Inputs['secrets'] {
  return secrets.map(({ name, value }) => ({ name, value: beanstalkReference(value) }));
}

/** An environment and its options, or the saved configuration that a new one begins with. */
interface Present {
  readonly service: Environment | undefined;
  readonly options: readonly OptionSetting[];
  readonly template?: SavedConfiguration | undefined;
}

/** What the inputs make of the present options: an input left out keeps what is there. */
function wantedOptions(inputs: Inputs, present: readonly OptionSetting[], tier: Tier): readonly OptionSetting[] {
  const unless = (option: OptionSetting) => !inputs.optionSettings.some((each) => isSame(each, option));
  const given = [...inputSettings(inputs, present, tier).filter(unless), ...inputs.optionSettings];
  const kept = otherOptions(present).filter((option) => !given.some((each) => isSame(each, option)));
  const wanted = wantedVariables(inputs, variablesOf(present));
  return [...kept, ...given, ...named(variables, wanted.environment), ...named(secretVariables, wanted.secrets)];
}

/** The difference of two configurations as UpdateEnvironment takes it, sorted. */
export function optionChanges(before: readonly OptionSetting[], after: readonly OptionSetting[]): OptionChanges {
  const isThere = (among: readonly OptionSetting[], option: OptionSetting) =>
    among.some((each) => isSame(each, option) && each.value === option.value);
  const set = after.filter((option) => !isThere(before, option));
  const remove = before.filter((option) => !after.some((each) => isSame(each, option)));
  return {
    set: set.toSorted(byName),
    remove: remove.map(({ namespace, name }) => ({ namespace, name })).toSorted(byName),
  };
}

function inputSettings(inputs: Inputs, present: readonly OptionSetting[], tier: Tier): readonly OptionSetting[] {
  const types = inputs.instanceTypes ?? sizedType(inputs, present);
  const balancer = balancerOf(inputs, present, tier);
  return [
    ...setting('aws:ec2:instances', 'InstanceTypes', types),
    ...setting('aws:autoscaling:launchconfiguration', 'IamInstanceProfile', inputs.instanceProfile),
    ...setting('aws:elasticbeanstalk:environment', 'ServiceRole', inputs.serviceRole),
    ...setting('aws:elasticbeanstalk:environment', 'EnvironmentType', inputs.environmentType),
    ...addedBalancer(inputs, present),
    ...httpsListener(inputs.certificate?.text, balancer),
    ...healthCheck(inputs.healthCheckPath, balancer),
    ...inputs.processes.flat(),
  ];
}

function sizedType({ cpu, memory }: Inputs, present: readonly OptionSetting[]): string | undefined {
  if (cpu === undefined && memory === undefined) return undefined;
  const arm = option(present, 'aws:ec2:instances', 'SupportedArchitectures') === 'arm64';
  return instanceTypeFor(Number(cpu ?? 0), Number(memory ?? 0), arm ? 'arm64' : 'x86_64');
}

/** An application or network load balancer checks a process; everything else, the application. */
function healthCheck(path: string | undefined, balancer: Balancer): readonly OptionSetting[] {
  return balancer === 'application' || balancer === 'network'
    ? setting('aws:elasticbeanstalk:environment:process:default', 'HealthCheckPath', path)
    : setting('aws:elasticbeanstalk:application', 'Application Healthcheck URL', path);
}

function setting(namespace: string, name: string, value: string | undefined): readonly OptionSetting[] {
  return value === undefined ? [] : [{ namespace, name, value }];
}

/** The variables among the options. */
export function variablesOf(options: readonly OptionSetting[]) {
  return { environment: inNamespace(options, variables), secrets: inNamespace(options, secretVariables) };
}

function inNamespace(options: readonly OptionSetting[], namespace: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    options.filter((each) => each.namespace === namespace).map(({ name, value }) => [name, value]),
  );
}

function named(namespace: string, values: Readonly<Record<string, string>>): readonly OptionSetting[] {
  return Object.entries(values).map(([name, value]) => ({ namespace, name, value }));
}

/** The options of which these are the names that the plan shows, with their values. */
export function optionsOf(entries: Readonly<Record<string, unknown>>): readonly OptionSetting[] {
  return Object.entries(entries).flatMap(([entry, value]) => {
    if (typeof value !== 'string') return [];
    const [, kind, variable = ''] = /^(env|secret) (.*)$/s.exec(entry) ?? [];
    if (kind !== undefined) return { namespace: kind === 'env' ? variables : secretVariables, name: variable, value };
    const colon = entry.lastIndexOf(':');
    return { namespace: entry.slice(0, colon), name: entry.slice(colon + 1), value };
  });
}

/** The options without the variables. */
export function otherOptions(options: readonly OptionSetting[]): readonly OptionSetting[] {
  return options.filter(({ namespace }) => namespace !== variables && namespace !== secretVariables);
}

function byName(a: OptionName, b: OptionName): number {
  const [first, second] = [`${a.namespace}:${a.name}`, `${b.namespace}:${b.name}`];
  return first < second ? -1 : first > second ? 1 : 0;
}

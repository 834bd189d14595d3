import { wantedVariables } from '../../deployment/variables.ts';
import { instanceTypeFor, type OptionName, type OptionSetting } from '../../domain/beanstalk.ts';
import { beanstalkReference } from '../../domain/secret-reference.ts';
import type { Inputs } from './contract.ts';

const variables = 'aws:elasticbeanstalk:application:environment';
/** Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html */
const secretVariables = 'aws:elasticbeanstalk:application:environmentsecrets';

/** What is to change in an environment's options. */
export interface OptionChanges {
  readonly set: readonly OptionSetting[];
  readonly remove: readonly OptionName[];
}

/** All options that an environment shall have; without one, those of the one that is created. */
export function optionsAfter(
  inputs: Inputs,
  { service, options }: { readonly service: unknown; readonly options: readonly OptionSetting[] },
): readonly OptionSetting[] {
  return wantedOptions({ ...inputs, secrets: secretsOf(inputs) }, service ? options : usualOptions);
}

/** A field of a secret can be written as other targets have it. */
function secretsOf({ secrets }: Pick<Inputs, 'secrets'>): Inputs['secrets'] {
  return secrets.map(({ name, value }) => ({ name, value: beanstalkReference(value) }));
}

/** What the inputs make of the present options: an input left out keeps what is there. */
function wantedOptions(inputs: Inputs, present: readonly OptionSetting[]): readonly OptionSetting[] {
  const given = [...inputSettings(inputs, present), ...inputs.optionSettings];
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

export function option(options: readonly OptionSetting[], namespace: string, name: string): string | undefined {
  return options.find((each) => each.namespace === namespace && each.name === name)?.value;
}

/** What a new environment has unless the inputs say otherwise: a load balancer, enhanced health, and the roles that the console makes. */
const usualOptions: readonly OptionSetting[] = [
  { namespace: 'aws:elasticbeanstalk:environment', name: 'LoadBalancerType', value: 'application' },
  { namespace: 'aws:elasticbeanstalk:environment', name: 'ServiceRole', value: 'aws-elasticbeanstalk-service-role' },
  {
    ...{ namespace: 'aws:autoscaling:launchconfiguration', name: 'IamInstanceProfile' },
    value: 'aws-elasticbeanstalk-ec2-role',
  },
  { namespace: 'aws:elasticbeanstalk:healthreporting:system', name: 'SystemType', value: 'enhanced' },
];

function inputSettings(inputs: Inputs, present: readonly OptionSetting[]): readonly OptionSetting[] {
  const types = inputs.instanceTypes ?? sizedType(inputs, present);
  return [
    ...setting('aws:ec2:instances', 'InstanceTypes', types),
    ...setting('aws:autoscaling:launchconfiguration', 'IamInstanceProfile', inputs.instanceProfile),
    ...setting('aws:elasticbeanstalk:environment', 'ServiceRole', inputs.serviceRole),
    ...healthCheck(inputs.healthCheckPath, present),
  ];
}

function sizedType({ cpu, memory }: Inputs, present: readonly OptionSetting[]): string | undefined {
  if (cpu === undefined && memory === undefined) return undefined;
  const arm = option(present, 'aws:ec2:instances', 'SupportedArchitectures') === 'arm64';
  return instanceTypeFor(Number(cpu ?? 0), Number(memory ?? 0), arm ? 'arm64' : 'x86_64');
}

/** An application or network load balancer checks a process; everything else, the application. */
function healthCheck(path: string | undefined, present: readonly OptionSetting[]): readonly OptionSetting[] {
  const balancer = option(present, 'aws:elasticbeanstalk:environment', 'LoadBalancerType');
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

function isSame(a: OptionName, b: OptionName): boolean {
  return a.namespace === b.namespace && a.name === b.name;
}

function byName(a: OptionName, b: OptionName): number {
  const [first, second] = [`${a.namespace}:${a.name}`, `${b.namespace}:${b.name}`];
  return first < second ? -1 : first > second ? 1 : 0;
}

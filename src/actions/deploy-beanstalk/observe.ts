import type { ElasticBeanstalkReader, Environment } from '../../aws/elastic-beanstalk.ts';
import type { Found, Presence } from '../../deployment/presence.ts';
import type { RoleUse } from '../../deployment/roles.ts';
import type { OptionSetting } from '../../domain/beanstalk.ts';
import type { Context } from '../../lifecycle/context.ts';
import { observePair, type Pair, pairPresence } from './blue-green/pair.ts';
import type { Inputs } from './contract.ts';
import { type CreationFacts, creationFacts } from './creation-facts.ts';
import { environmentName } from './environment-name.ts';
import { observeVersion, type VersionFacts, type VersionReaders } from './observe-version.ts';
import { option, optionsAfter } from './options.ts';
import { type PlatformFacts, platformFacts } from './platform.ts';
import { readinessOf } from './state-table.ts';

export interface Facts extends VersionFacts, PlatformFacts, CreationFacts {
  readonly application: string;
  readonly options: readonly OptionSetting[];
  /** Of blue and green, where one of them serves. */
  readonly pair?: Pair | undefined;
}

export async function presence(
  inputs: Inputs,
  { elasticBeanstalk }: { readonly elasticBeanstalk: ElasticBeanstalkReader },
  { signal }: Pick<Context, 'signal'>,
): Promise<Presence<Environment>> {
  const one = (name: string) => presenceOf(name, elasticBeanstalk, signal);
  return inputs.strategy === 'blue-green' ? pairPresence(inputs, one) : one(environmentName(inputs));
}

async function presenceOf(
  name: string,
  elasticBeanstalk: ElasticBeanstalkReader,
  signal: AbortSignal,
): Promise<Presence<Environment>> {
  const environment = await elasticBeanstalk.environment(name, signal);
  if (!environment || readinessOf(environment.status) === 'ready') return { kind: 'free', service: environment };
  const [newest] = await elasticBeanstalk.events(environment.name, { since: environment.updatedAt }, signal);
  return { kind: 'busy', running: newest ? `${environment.status}: ${newest.message}` : environment.status };
}

export async function facts(
  inputs: Inputs,
  { service }: Found<Environment>,
  readers: VersionReaders,
  context: Context,
): Promise<Facts> {
  const { elasticBeanstalk } = readers;
  const { signal } = context;
  const application = service?.application ?? inputs.application ?? environmentName(inputs);
  const options = service ? await elasticBeanstalk.options(service, signal) : [];
  const platforms = await platformFacts(inputs, service, elasticBeanstalk, signal);
  const platform = service?.platform ?? inputs.platform ?? '';
  const scope = { inputs, application, labelBefore: service?.versionLabel, platform };
  const version = await observeVersion(scope, readers, context);
  const pair =
    service && inputs.strategy === 'blue-green'
      ? await observePair(inputs, service, elasticBeanstalk, signal)
      : undefined;
  const creation = service ? {} : await creationFacts(inputs, application, elasticBeanstalk, signal);
  return { application, options, pair, ...creation, ...platforms, ...version };
}

/** The roles of an environment, before and after: each must trust the service that takes it on. Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/concepts-roles.html */
export function roles(inputs: Inputs, found: Found<Environment> & Facts): readonly RoleUse[] {
  const after = optionsAfter(inputs, found);
  const values = (namespace: string, name: string) => ({
    wanted: option(after, namespace, name) || undefined,
    present: option(found.options, namespace, name),
  });
  return [
    {
      ...{ input: 'operations-role', kind: 'role', service: 'elasticbeanstalk.amazonaws.com' },
      ...{ wanted: inputs.operationsRole?.text, present: found.service?.operationsRole },
    },
    {
      ...{ input: 'service-role', kind: 'role', service: 'elasticbeanstalk.amazonaws.com' },
      ...values('aws:elasticbeanstalk:environment', 'ServiceRole'),
    },
    {
      ...{ input: 'instance-profile', kind: 'instance profile', service: 'ec2.amazonaws.com' },
      ...values('aws:autoscaling:launchconfiguration', 'IamInstanceProfile'),
    },
  ];
}

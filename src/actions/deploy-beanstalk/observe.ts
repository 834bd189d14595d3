import type { ElasticBeanstalkReader, Environment } from '../../aws/elastic-beanstalk.ts';
import type { Found, Presence } from '../../deployment/presence.ts';
import type { RoleUse } from '../../deployment/roles.ts';
import type { OptionSetting } from '../../domain/beanstalk.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Inputs } from './contract.ts';
import { environmentName } from './environment-name.ts';
import { observeVersion, type VersionFacts, type VersionReaders } from './observe-version.ts';
import { option, optionsAfter } from './options.ts';
import { readinessOf } from './state-table.ts';

export interface Facts extends VersionFacts {
  readonly application: string;
  readonly options: readonly OptionSetting[];
  /** All platforms, where an environment is to be created. */
  readonly platforms: readonly string[];
}

export async function presence(
  inputs: Inputs,
  { elasticBeanstalk }: { readonly elasticBeanstalk: ElasticBeanstalkReader },
  { signal }: Pick<Context, 'signal'>,
): Promise<Presence<Environment>> {
  const environment = await elasticBeanstalk.environment(environmentName(inputs), signal);
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
  const platform = service?.platform ?? inputs.platform ?? '';
  const scope = { inputs, application, labelBefore: service?.versionLabel, platform };
  const version = await observeVersion(scope, readers, context);
  const platforms = service ? [] : await elasticBeanstalk.platforms(signal);
  return { application, options, platforms, ...version };
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
      ...{ input: 'service-role', kind: 'role', service: 'elasticbeanstalk.amazonaws.com' },
      ...values('aws:elasticbeanstalk:environment', 'ServiceRole'),
    },
    {
      ...{ input: 'instance-profile', kind: 'instance profile', service: 'ec2.amazonaws.com' },
      ...values('aws:autoscaling:launchconfiguration', 'IamInstanceProfile'),
    },
  ];
}

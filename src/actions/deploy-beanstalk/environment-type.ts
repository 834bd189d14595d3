import type { OptionSetting } from '../../domain/beanstalk.ts';
import type { Inputs } from './contract.ts';
import { option } from './option.ts';

const environmentNamespace = 'aws:elasticbeanstalk:environment';

/** The type of an environment with these options. Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features-managing-env-types.html */
export function environmentType(options: readonly OptionSetting[]): 'LoadBalanced' | 'SingleInstance' {
  return option(options, environmentNamespace, 'EnvironmentType') === 'SingleInstance'
    ? 'SingleInstance'
    : 'LoadBalanced';
}

/** The type that the inputs ask for; undefined: that of the environment stays. */
export function givenType({ environmentType: type, optionSettings }: Inputs): string | undefined {
  return type ?? option(optionSettings, environmentNamespace, 'EnvironmentType');
}

/** Whether an option is of a load balancer, or of what only one can do. Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html */
export function belongsToBalancer({ namespace, name }: Pick<OptionSetting, 'namespace' | 'name'>): boolean {
  return (
    /^aws:elb(v2)?:/.test(namespace) ||
    /^aws:elasticbeanstalk:(environment:process|trafficsplitting)/.test(namespace) ||
    (namespace === environmentNamespace && /LoadBalancer/.test(name)) ||
    (namespace === 'aws:ec2:vpc' && name.startsWith('ELB'))
  );
}

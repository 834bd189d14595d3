import { AwsError } from '../core/errors.ts';
import { type Environment, option, type Settings } from './state.ts';

/** Refuses options that do not go together. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html */
export function validateOptions(settings: Settings, tier: Environment['tier']): void {
  const value = (namespace: string, name: string) => option({ settings }, namespace, name);
  const single = value('aws:elasticbeanstalk:environment', 'EnvironmentType') === 'SingleInstance';
  if (!single && tier === 'WebServer') return;
  const given = [...settings.values()];
  if (single && value('aws:elasticbeanstalk:environment', 'LoadBalancerType') !== undefined)
    throw refused('LoadBalancerType', 'is only allowed for environments of the type LoadBalanced.');
  const listener = given.find(({ namespace }) => /^aws:elb(v2)?:/.test(namespace));
  if (listener) throw refused(listener.name, `(${listener.namespace}) needs a load balancer.`);
  if (!single) return;
  const size = given.find(({ namespace, name, value: number }) => isSize(namespace, name) && number !== '1');
  if (size) throw refused(size.name, 'of an environment of the type SingleInstance is 1.');
  const policy = value('aws:elasticbeanstalk:command', 'DeploymentPolicy') ?? 'AllAtOnce';
  if (!['AllAtOnce', 'Immutable'].includes(policy))
    throw refused('DeploymentPolicy', `${policy} is not supported by environments of the type SingleInstance.`);
}

/** The load balancer of an environment that becomes a single instance goes, and its options with it. */
export function fitting(after: Settings, before: Settings): Settings {
  const type = (settings: Settings) => option({ settings }, 'aws:elasticbeanstalk:environment', 'EnvironmentType');
  if (type(after) !== 'SingleInstance' || type(before) === 'SingleInstance') return after;
  const isOfBalancer = (key: string) => /^aws:elb|:process:|LoadBalancer/.test(key);
  return new Map([...after].filter(([key]) => !isOfBalancer(key)));
}

function isSize(namespace: string, name: string): boolean {
  return namespace === 'aws:autoscaling:asg' && /^(MinSize|MaxSize)$/.test(name);
}

function refused(name: string, why: string): AwsError {
  return new AwsError('ConfigurationValidationException', `Configuration validation exception: ${name} ${why}`);
}

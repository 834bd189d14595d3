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

/** What the inputs give that does not go with the environment's type. */
export function typeProblems(inputs: Inputs, after: readonly OptionSetting[]): readonly string[] {
  const { environmentType: type, optionSettings } = inputs;
  const other = option(optionSettings, environmentNamespace, 'EnvironmentType');
  const twice =
    type !== undefined && other !== undefined && other !== type
      ? [`\`environment-type\` is ${type}, and \`option-settings\` say ${other}: give it in one of them.`]
      : [];
  if (environmentType(after) === 'LoadBalanced') return twice;
  const refused = optionSettings.flatMap((each) => singleInstanceProblem(each) ?? []);
  return [...twice, ...refused];
}

function singleInstanceProblem({ namespace, name, value }: OptionSetting): string | undefined {
  const shown = `${namespace}:${name}=${value}`;
  if (belongsToLoadBalancer({ namespace, name }))
    return `The environment is a single instance, and has no load balancer for ${shown}: take that option off, or let \`environment-type\` be LoadBalanced.`;
  if (namespace === 'aws:autoscaling:asg' && /^(MinSize|MaxSize)$/.test(name) && value !== '1')
    return `The environment is a single instance, and ${shown} asks for another number: take that option off, or let \`environment-type\` be LoadBalanced.`;
  if (name === 'DeploymentPolicy' && !/^(AllAtOnce|Immutable)$/.test(value))
    return `The environment is a single instance, which takes no ${shown}: AllAtOnce and Immutable go with it.`;
  return undefined;
}

/** Whether an option is of a load balancer, or of what only one can do. Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html */
function belongsToLoadBalancer({ namespace, name }: Pick<OptionSetting, 'namespace' | 'name'>): boolean {
  return (
    /^aws:elb(v2)?:/.test(namespace) ||
    /^aws:elasticbeanstalk:(environment:process|trafficsplitting)/.test(namespace) ||
    (namespace === environmentNamespace && /LoadBalancer/.test(name)) ||
    (namespace === 'aws:ec2:vpc' && name.startsWith('ELB'))
  );
}

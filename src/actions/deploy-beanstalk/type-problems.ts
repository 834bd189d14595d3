import type { OptionSetting } from '../../domain/beanstalk.ts';
import type { Balancer } from './balancer.ts';
import type { Inputs } from './contract.ts';
import { belongsToBalancer, environmentType } from './environment-type.ts';
import { option } from './option.ts';

/** What the inputs give that does not go with the environment's type and its load balancer. */
export function typeProblems(inputs: Inputs, after: readonly OptionSetting[], balancer: Balancer): readonly string[] {
  const { environmentType: type, optionSettings, certificate, processes } = inputs;
  const other = option(optionSettings, 'aws:elasticbeanstalk:environment', 'EnvironmentType');
  const isSingle = environmentType(after) === 'SingleInstance';
  const without = isSingle ? 'a single instance' : 'a worker';
  return [
    ...(type !== undefined && other !== undefined && other !== type
      ? [`\`environment-type\` is ${type}, and \`option-settings\` say ${other}: give it in one of them.`]
      : []),
    ...(balancer === 'none'
      ? [...inputsOfBalancers(inputs), ...optionSettings.filter(belongsToBalancer).map(shown)].map(
          (given) => `The environment is ${without}, and has no load balancer for ${given}: leave it out.`,
        )
      : []),
    ...(balancer === 'network' && certificate !== undefined
      ? ['A network load balancer takes no `certificate` of Elastic Beanstalk: let the app end TLS.']
      : []),
    ...(balancer === 'classic' && processes.length > 0
      ? ['A classic load balancer has no `processes`: they go with an application or a network load balancer.']
      : []),
    ...(isSingle ? optionSettings.flatMap((each) => singleInstanceProblem(each) ?? []) : []),
  ];
}

function inputsOfBalancers({ certificate, processes }: Inputs): readonly string[] {
  return [...(certificate === undefined ? [] : ['`certificate`']), ...(processes.length > 0 ? ['`processes`'] : [])];
}

function shown({ namespace, name, value }: OptionSetting): string {
  return `${namespace}:${name}=${value}`;
}

/** Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.deploy-existing-version.html */
function singleInstanceProblem(setting: OptionSetting): string | undefined {
  const { namespace, name, value } = setting;
  if (namespace === 'aws:autoscaling:asg' && /^(MinSize|MaxSize)$/.test(name) && value !== '1')
    return `The environment is a single instance, and ${shown(setting)} asks for another number: leave it out, or let \`environment-type\` be LoadBalanced.`;
  return namespace === 'aws:elasticbeanstalk:command' &&
    name === 'DeploymentPolicy' &&
    !/^(AllAtOnce|Immutable)$/.test(value)
    ? `The environment is a single instance, which takes no ${shown(setting)}: AllAtOnce and Immutable go with it.`
    : undefined;
}

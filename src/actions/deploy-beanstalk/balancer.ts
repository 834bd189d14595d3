import type { Tier } from '../../aws/elastic-beanstalk.ts';
import type { OptionSetting } from '../../domain/beanstalk.ts';
import type { Inputs } from './contract.ts';
import { environmentType, givenType } from './environment-type.ts';
import { option } from './option.ts';

/** What distributes requests among the instances of an environment. */
export type Balancer = 'application' | 'network' | 'classic' | 'none';

/** The tier of the environment: that of one that is there stays. */
export function tierOf(
  { tier }: Pick<Inputs, 'tier'>,
  { service }: { readonly service: { readonly tier: Tier } | undefined },
): Tier {
  return service?.tier ?? tier ?? 'WebServer';
}

/** The load balancer that an environment with these options gets by the inputs. */
export function balancerOf(inputs: Inputs, present: readonly OptionSetting[], tier: Tier): Balancer {
  if (tier === 'Worker' || (givenType(inputs) ?? environmentType(present)) === 'SingleInstance') return 'none';
  const type = option(
    [...inputs.optionSettings, ...present, ...addedBalancer(inputs, present)],
    'aws:elasticbeanstalk:environment',
    'LoadBalancerType',
  );
  return type === 'application' || type === 'network' ? type : 'classic';
}

/** A single instance that gets a load balancer gets the one that a new environment has. */
export function addedBalancer(inputs: Inputs, present: readonly OptionSetting[]): readonly OptionSetting[] {
  const grows = givenType(inputs) === 'LoadBalanced' && environmentType(present) === 'SingleInstance';
  return grows ? [applicationBalancer] : [];
}

export const applicationBalancer: OptionSetting = {
  ...{ namespace: 'aws:elasticbeanstalk:environment', name: 'LoadBalancerType', value: 'application' },
};

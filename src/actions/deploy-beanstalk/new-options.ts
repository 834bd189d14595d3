import type { SavedConfiguration } from '../../aws/elastic-beanstalk.ts';
import type { OptionSetting } from '../../domain/beanstalk.ts';
import { applicationBalancer } from './balancer.ts';
import type { Inputs } from './contract.ts';
import { belongsToBalancer, environmentType, givenType } from './environment-type.ts';
import { isSame } from './option.ts';

/** What a new environment has unless the inputs say otherwise: its saved configuration and, where that says nothing, a load balancer, enhanced health, and the roles that the console makes. */
export function newOptions(inputs: Inputs, template: SavedConfiguration | undefined): readonly OptionSetting[] {
  const saved = template?.options ?? [];
  const isBalanced = inputs.tier !== 'Worker' && (givenType(inputs) ?? environmentType(saved)) === 'LoadBalanced';
  const kept = isBalanced ? saved : saved.filter((each) => !belongsToBalancer(each));
  const usual = [...(isBalanced ? [applicationBalancer] : []), ...usualRolesAndHealth];
  return [...kept, ...usual.filter((each) => !kept.some((other) => isSame(each, other)))];
}

const usualRolesAndHealth: readonly OptionSetting[] = [
  { namespace: 'aws:elasticbeanstalk:environment', name: 'ServiceRole', value: 'aws-elasticbeanstalk-service-role' },
  {
    ...{ namespace: 'aws:autoscaling:launchconfiguration', name: 'IamInstanceProfile' },
    value: 'aws-elasticbeanstalk-ec2-role',
  },
  { namespace: 'aws:elasticbeanstalk:healthreporting:system', name: 'SystemType', value: 'enhanced' },
];

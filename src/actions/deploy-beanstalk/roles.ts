import type { OptionSetting } from '../../aws/elastic-beanstalk.ts';
import type { RoleUse } from '../../deployment/roles.ts';
import { option } from './configuration.ts';

/** The roles of an environment, before and after: who takes one on must be trusted by it. Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/concepts-roles.html */
export function roleUses(before: readonly OptionSetting[], after: readonly OptionSetting[]): readonly RoleUse[] {
  const values = (namespace: string, name: string) => ({
    wanted: option(after, namespace, name) || undefined,
    present: option(before, namespace, name),
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

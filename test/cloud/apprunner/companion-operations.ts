import { randomBytes } from 'node:crypto';
import type {
  AutoScalingConfiguration,
  CreateAutoScalingConfigurationRequest,
  VpcConnector,
} from '@aws-sdk/client-apprunner';
import { AwsError } from '../core/errors.ts';
import type { Operations } from '../core/json-service.ts';
import { regional } from '../core/regional.ts';
import type { CallContext } from '../core/service.ts';
import { defaultAutoScalingArn, invalid } from './configuration.ts';
import { appRunnerPage } from './paging.ts';

type Paged = { readonly MaxResults?: number; readonly NextToken?: string };

/** Auto scaling configurations and VPC connectors: what a service refers to. */
export function companionOperations(connectors: VpcConnectors): Operations {
  const scaling = regional((): AutoScalingConfiguration[] => []);
  const scalingOf = ({ accountId, region, now }: Pick<CallContext, 'accountId' | 'region' | 'now'>) => {
    const all = scaling(accountId, region);
    if (all.length === 0) all.push(defaultScaling(accountId, region, now));
    return all;
  };
  return {
    CreateAutoScalingConfiguration: {
      access: (input: CreateAutoScalingConfigurationRequest, { region, accountId }) => [
        {
          action: 'apprunner:CreateAutoScalingConfiguration',
          resource: `arn:aws:apprunner:${region}:${accountId}:autoscalingconfiguration/${input.AutoScalingConfigurationName}/*`,
        },
      ],
      perform: (input: CreateAutoScalingConfigurationRequest, context) => {
        const all = scalingOf(context);
        const made = newScaling(input, all, context);
        all.push(made);
        return { AutoScalingConfiguration: made };
      },
    },
    DescribeAutoScalingConfiguration: {
      access: (input: { readonly AutoScalingConfigurationArn: string }) => [
        {
          action: 'apprunner:DescribeAutoScalingConfiguration',
          resource: input.AutoScalingConfigurationArn,
        },
      ],
      perform: (input: { readonly AutoScalingConfigurationArn: string }, context) => {
        const wanted = input.AutoScalingConfigurationArn;
        const found = scalingOf(context).findLast(
          ({ AutoScalingConfigurationArn: arn = '' }) => arn === wanted || arn.startsWith(`${wanted}/`),
        );
        if (!found) throw new AwsError('ResourceNotFoundException', `Auto scaling configuration not found: ${wanted}`);
        return { AutoScalingConfiguration: found };
      },
    },
    ListAutoScalingConfigurations: {
      access: () => [{ action: 'apprunner:ListAutoScalingConfigurations', resource: '*' }],
      perform: (input: Paged & { readonly AutoScalingConfigurationName?: string }, context) => {
        const named = scalingOf(context).filter(
          ({ AutoScalingConfigurationName: name }) => name === (input.AutoScalingConfigurationName ?? name),
        );
        const page = appRunnerPage(named, ({ AutoScalingConfigurationArn: arn }) => arn ?? '', input);
        return { AutoScalingConfigurationSummaryList: page.items, NextToken: page.nextToken };
      },
    },
    DescribeVpcConnector: {
      access: (input: { readonly VpcConnectorArn: string }) => [
        { action: 'apprunner:DescribeVpcConnector', resource: input.VpcConnectorArn },
      ],
      perform: (input: { readonly VpcConnectorArn: string }, { accountId, region }) => {
        const found = connectors(accountId, region).find(
          ({ VpcConnectorArn }) => VpcConnectorArn === input.VpcConnectorArn,
        );
        if (!found)
          throw new AwsError('ResourceNotFoundException', `VPC connector not found: ${input.VpcConnectorArn}`);
        return { VpcConnector: found };
      },
    },
    ListVpcConnectors: {
      access: () => [{ action: 'apprunner:ListVpcConnectors', resource: '*' }],
      perform: (input: Paged, { accountId, region }) => {
        const page = appRunnerPage(
          connectors(accountId, region),
          ({ VpcConnectorArn }) => VpcConnectorArn ?? '',
          input,
        );
        return { VpcConnectors: page.items, NextToken: page.nextToken };
      },
    },
  };
}

/** The VPC connectors of an account in a region; tests put them there. */
export type VpcConnectors = (accountId: string, region: string) => VpcConnector[];

/** A VPC connector as one call would have made it. */
export function vpcConnector(accountId: string, region: string, name: string, now: Date): VpcConnector {
  return {
    VpcConnectorName: name,
    VpcConnectorArn: `arn:aws:apprunner:${region}:${accountId}:vpcconnector/${name}/1/${randomBytes(16).toString('hex')}`,
    VpcConnectorRevision: 1,
    Subnets: ['subnet-0a1b2c3d'],
    SecurityGroups: ['sg-0a1b2c3d'],
    Status: 'ACTIVE',
    CreatedAt: now,
  };
}

function newScaling(
  input: CreateAutoScalingConfigurationRequest,
  all: readonly AutoScalingConfiguration[],
  { accountId, region, now }: CallContext,
): AutoScalingConfiguration {
  const name = input.AutoScalingConfigurationName ?? '';
  if (!/^[A-Za-z0-9][A-Za-z0-9\-_]{3,31}$/.test(name) || name === 'DefaultConfiguration')
    throw invalid(`AutoScalingConfigurationName ${name} is not allowed.`);
  const { MinSize = 1, MaxSize = 25, MaxConcurrency = 100 } = input;
  if (MinSize > MaxSize) throw invalid('MinSize must not be greater than MaxSize.');
  const revision = all.filter((one) => one.AutoScalingConfigurationName === name).length + 1;
  return {
    AutoScalingConfigurationArn: `arn:aws:apprunner:${region}:${accountId}:autoscalingconfiguration/${name}/${revision}/${randomBytes(16).toString('hex')}`,
    AutoScalingConfigurationName: name,
    AutoScalingConfigurationRevision: revision,
    Latest: true,
    Status: 'ACTIVE',
    MinSize,
    MaxSize,
    MaxConcurrency,
    CreatedAt: now,
    HasAssociatedService: false,
    IsDefault: false,
  };
}

function defaultScaling(accountId: string, region: string, now: Date): AutoScalingConfiguration {
  return {
    AutoScalingConfigurationArn: defaultAutoScalingArn({ accountId, region }),
    AutoScalingConfigurationName: 'DefaultConfiguration',
    AutoScalingConfigurationRevision: 1,
    Latest: true,
    Status: 'ACTIVE',
    MinSize: 1,
    MaxSize: 25,
    MaxConcurrency: 100,
    CreatedAt: now,
    HasAssociatedService: true,
    IsDefault: true,
  };
}

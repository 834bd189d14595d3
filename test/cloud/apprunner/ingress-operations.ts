import { randomBytes } from 'node:crypto';
import type {
  CreateVpcIngressConnectionRequest,
  IngressVpcConfiguration,
  ListVpcIngressConnectionsRequest,
  UpdateVpcIngressConnectionRequest,
  VpcIngressConnection,
  VpcIngressConnectionStatus,
} from '@aws-sdk/client-apprunner';
import { AwsError } from '../core/errors.ts';
import type { Operations } from '../core/json-service.ts';
import type { Access, CallContext } from '../core/service.ts';
import { invalid } from './configuration.ts';
import { appRunnerPage } from './paging.ts';
import type { AppRunnerParts } from './parts.ts';
import type { ServiceStore } from './service-store.ts';

type Stored = { -readonly [Member in keyof VpcIngressConnection]: VpcIngressConnection[Member] };

interface ByArn {
  readonly VpcIngressConnectionArn: string;
}

/** VPC ingress connections, and the handle by which tests let the next one fail. */
export interface IngressConnections {
  readonly operations: Operations;
  all(): readonly VpcIngressConnection[];
  /** The next creation or update fails. */
  failNext(): void;
}

/** https://docs.aws.amazon.com/apprunner/latest/api/API_CreateVpcIngressConnection.html */
export function ingressConnections(
  parts: Pick<AppRunnerParts, 'wait' | 'closing'>,
  store: ServiceStore,
): IngressConnections {
  const connections: Stored[] = [];
  let fails = false;
  const found = (arn: string) => {
    const one = connections.find(({ VpcIngressConnectionArn }) => VpcIngressConnectionArn === arn);
    if (!one) throw new AwsError('ResourceNotFoundException', `VPC ingress connection not found: ${arn}`);
    return one;
  };
  const become = (one: Stored, pending: VpcIngressConnectionStatus, then: VpcIngressConnectionStatus) => {
    one.Status = pending;
    parts.wait(100).then(
      () => {
        one.Status = then;
      },
      (error: unknown) => {
        if (!parts.closing.aborted) throw error;
      },
    );
    return { VpcIngressConnection: { ...one } };
  };
  const outcome = (good: VpcIngressConnectionStatus, bad: VpcIngressConnectionStatus) => {
    const failed = fails;
    fails = false;
    return failed ? bad : good;
  };
  const requireState = (one: Stored, allowed: readonly VpcIngressConnectionStatus[]) => {
    if (!allowed.includes(one.Status ?? 'DELETED'))
      throw new AwsError('InvalidStateException', `The VPC ingress connection is ${one.Status}.`);
  };
  const on = (action: string) => (input: ByArn) => [access(action, input.VpcIngressConnectionArn)];
  return {
    all: () => connections,
    failNext() {
      fails = true;
    },
    operations: {
      CreateVpcIngressConnection: {
        access: (input: CreateVpcIngressConnectionRequest, context) => [
          access('CreateVpcIngressConnection', input.ServiceArn ?? ''),
          access('CreateVpcIngressConnection', connectionArn(context, input.VpcIngressConnectionName ?? '', '*')),
        ],
        perform: (input: CreateVpcIngressConnectionRequest, context) => {
          const service = store.required(input.ServiceArn ?? '');
          const name = input.VpcIngressConnectionName ?? '';
          if (!/^[A-Za-z0-9][A-Za-z0-9\-_]{3,39}$/.test(name))
            throw invalid(`VpcIngressConnectionName ${name} is not allowed.`);
          if (service.status !== 'RUNNING')
            throw new AwsError('InvalidStateException', `Service ${service.name} is ${service.status}.`);
          if (service.configuration.network.IngressConfiguration?.IsPubliclyAccessible !== false)
            throw invalid('A VPC ingress connection is for a service that is not publicly accessible.');
          const active = connections.filter(({ Status }) => Status !== 'DELETED');
          if (active.some(({ VpcIngressConnectionName }) => VpcIngressConnectionName === name))
            throw invalid(`A VPC ingress connection with the name ${name} exists already.`);
          const made: Stored = {
            VpcIngressConnectionArn: connectionArn(context, name, randomBytes(16).toString('hex')),
            ...{ VpcIngressConnectionName: name, ServiceArn: service.arn, AccountId: context.accountId },
            ...{ DomainName: service.url, IngressVpcConfiguration: requireVpc(input.IngressVpcConfiguration) },
            CreatedAt: context.now,
          };
          connections.push(made);
          return become(made, 'PENDING_CREATION', outcome('AVAILABLE', 'FAILED_CREATION'));
        },
      },
      DescribeVpcIngressConnection: {
        access: on('DescribeVpcIngressConnection'),
        perform: (input: ByArn) => ({ VpcIngressConnection: { ...found(input.VpcIngressConnectionArn) } }),
      },
      ListVpcIngressConnections: {
        access: () => [access('ListVpcIngressConnections', '*')],
        perform: (input: ListVpcIngressConnectionsRequest & { readonly MaxResults?: number }, context) => {
          const { ServiceArn, VpcEndpointId } = input.Filter ?? {};
          const fitting = connections.filter(
            (one) =>
              one.Status !== 'DELETED' &&
              one.AccountId === context.accountId &&
              one.ServiceArn === (ServiceArn ?? one.ServiceArn) &&
              (VpcEndpointId ?? one.IngressVpcConfiguration?.VpcEndpointId) ===
                one.IngressVpcConfiguration?.VpcEndpointId,
          );
          const { MaxResults, NextToken } = input;
          const asked = { ...(MaxResults ? { MaxResults } : {}), ...(NextToken ? { NextToken } : {}) };
          const page = appRunnerPage(fitting, (one) => one.VpcIngressConnectionArn ?? '', asked);
          return {
            VpcIngressConnectionSummaryList: page.items.map((one) => ({
              VpcIngressConnectionArn: one.VpcIngressConnectionArn,
              ServiceArn: one.ServiceArn,
            })),
            NextToken: page.nextToken,
          };
        },
      },
      UpdateVpcIngressConnection: {
        access: on('UpdateVpcIngressConnection'),
        perform: (input: UpdateVpcIngressConnectionRequest & ByArn) => {
          const one = found(input.VpcIngressConnectionArn);
          requireState(one, ['AVAILABLE', 'FAILED_CREATION', 'FAILED_UPDATE']);
          one.IngressVpcConfiguration = requireVpc(input.IngressVpcConfiguration);
          return become(one, 'PENDING_UPDATE', outcome('AVAILABLE', 'FAILED_UPDATE'));
        },
      },
      DeleteVpcIngressConnection: {
        access: on('DeleteVpcIngressConnection'),
        perform: (input: ByArn) => {
          const one = found(input.VpcIngressConnectionArn);
          requireState(one, ['AVAILABLE', 'FAILED_CREATION', 'FAILED_UPDATE', 'FAILED_DELETION']);
          return become(one, 'PENDING_DELETION', 'DELETED');
        },
      },
    },
  };
}

function access(action: string, resource: string): Access {
  return { action: `apprunner:${action}`, resource };
}

function connectionArn({ region, accountId }: CallContext, name: string, id: string): string {
  return `arn:aws:apprunner:${region}:${accountId}:vpcingressconnection/${name}/${id}`;
}

function requireVpc(given: IngressVpcConfiguration | undefined): IngressVpcConfiguration {
  if (!given?.VpcId?.startsWith('vpc-') || !given.VpcEndpointId?.startsWith('vpce-'))
    throw invalid('IngressVpcConfiguration needs VpcId and VpcEndpointId.');
  return { ...given };
}

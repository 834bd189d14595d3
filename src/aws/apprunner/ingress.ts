import { hash } from 'node:crypto';
import type { VpcIngressConnection, VpcIngressConnectionStatus } from '@aws-sdk/client-apprunner';
import { awsErrorName, errorKind, explained } from '../client.ts';
import {
  type AppRunnerClient,
  CreateVpcIngressConnectionCommand,
  DeleteVpcIngressConnectionCommand,
  DescribeVpcIngressConnectionCommand,
  paginateListVpcIngressConnections,
  UpdateVpcIngressConnectionCommand,
} from './api.ts';

/** An endpoint of a VPC through which a private service is reached. */
export interface VpcEndpoint {
  readonly vpcId: string;
  readonly endpointId: string;
}

/** What connects a private service with an endpoint of a VPC. */
export interface IngressConnection extends VpcEndpoint {
  readonly arn: string;
  readonly status: VpcIngressConnectionStatus;
  /** Under which the service is reached from the VPC. */
  readonly domain: string | undefined;
}

export interface IngressConnections {
  /** All of a service, but those that are deleted. */
  of(serviceArn: string, signal: AbortSignal): Promise<readonly IngressConnection[]>;
  read(arn: string, signal: AbortSignal): Promise<IngressConnection | undefined>;
  /** Its name is unique in account and region. The answer is its ARN. `busy`: something else happens to the service. */
  create(service: ConnectedService, endpoint: VpcEndpoint, signal: AbortSignal): Promise<string | 'busy'>;
  /** Tries one again whose creation or update failed. */
  update(connection: IngressConnection, endpoint: VpcEndpoint, signal: AbortSignal): Promise<string | 'busy'>;
  delete(arn: string, signal: AbortSignal): Promise<void>;
}

export interface ConnectedService {
  readonly arn: string;
  readonly name: string;
}

export function ingressConnections(client: AppRunnerClient, polling: AppRunnerClient): IngressConnections {
  const read = async (from: AppRunnerClient, arn: string, abortSignal: AbortSignal) => {
    const command = new DescribeVpcIngressConnectionCommand({ VpcIngressConnectionArn: arn });
    try {
      const { VpcIngressConnection: found } = await from.send(command, { abortSignal });
      return found && found.Status !== 'DELETED' ? connectionOf(found) : undefined;
    } catch (error) {
      if (awsErrorName(error) === 'ResourceNotFoundException') return undefined;
      throw told(error, `Reading the VPC ingress connection ${arn}`);
    }
  };
  return {
    async of(serviceArn, abortSignal) {
      const arns = await listed(client, serviceArn, abortSignal);
      const found = await Promise.all(arns.map((arn) => read(client, arn, abortSignal)));
      return found.filter((one) => one !== undefined);
    },
    read: (arn, signal) => read(polling, arn, signal),
    create({ arn, name }, endpoint, abortSignal) {
      const command = new CreateVpcIngressConnectionCommand({
        ServiceArn: arn,
        VpcIngressConnectionName: `${name.slice(0, 27)}-${hash('sha256', `${arn} ${endpoint.endpointId}`).slice(0, 12)}`,
        IngressVpcConfiguration: toApi(endpoint),
      });
      return written(`Connecting ${arn} with ${endpoint.endpointId}`, () => client.send(command, { abortSignal }));
    },
    update({ arn }, endpoint, abortSignal) {
      const settings = { VpcIngressConnectionArn: arn, IngressVpcConfiguration: toApi(endpoint) };
      const command = new UpdateVpcIngressConnectionCommand(settings);
      return written(`Updating the VPC ingress connection ${arn}`, () => client.send(command, { abortSignal }));
    },
    async delete(arn, abortSignal) {
      const command = new DeleteVpcIngressConnectionCommand({ VpcIngressConnectionArn: arn });
      await client.send(command, { abortSignal }).catch((error) => {
        if (errorKind(error) !== 'missing') throw told(error, `Deleting the VPC ingress connection ${arn}`);
      });
    },
  };
}

async function listed(
  client: AppRunnerClient,
  serviceArn: string,
  abortSignal: AbortSignal,
): Promise<readonly string[]> {
  const arns: string[] = [];
  try {
    const input = { Filter: { ServiceArn: serviceArn } };
    for await (const page of paginateListVpcIngressConnections({ client }, input, { abortSignal }))
      arns.push(...(page.VpcIngressConnectionSummaryList ?? []).map((one) => one.VpcIngressConnectionArn ?? ''));
  } catch (error) {
    throw told(error, `Listing the VPC ingress connections of ${serviceArn}`);
  }
  return arns;
}

async function written(
  doing: string,
  send: () => Promise<{ VpcIngressConnection?: VpcIngressConnection | undefined }>,
): Promise<string | 'busy'> {
  try {
    return (await send()).VpcIngressConnection?.VpcIngressConnectionArn ?? '';
  } catch (error) {
    if (errorKind(error) === 'busy') return 'busy';
    throw told(error, doing);
  }
}

function connectionOf(found: VpcIngressConnection): IngressConnection {
  return {
    arn: found.VpcIngressConnectionArn ?? '',
    status: found.Status ?? 'PENDING_CREATION',
    domain: found.DomainName,
    vpcId: found.IngressVpcConfiguration?.VpcId ?? '',
    endpointId: found.IngressVpcConfiguration?.VpcEndpointId ?? '',
  };
}

function toApi({ vpcId, endpointId }: VpcEndpoint) {
  return { VpcId: vpcId, VpcEndpointId: endpointId };
}

function told(error: unknown, doing: string): unknown {
  const permission = 'Add the permissions to the role, as in iam-policy-optional.json of the action.';
  return explained(error, doing, errorKind(error) === 'denied' ? permission : undefined);
}

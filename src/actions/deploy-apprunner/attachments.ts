import type { AppRunnerReader, IngressConnection, Service } from '../../aws/apprunner.ts';
import { messageOf, UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Inputs } from './contract.ts';

/** Fields of a service that other calls than UpdateService set. */
export const attached = ['vpcEndpoint', 'webAcl'] as const;

type Given = Pick<Inputs, 'vpcEndpointId' | 'webAcl'>;

/** A service with what is attached to it: web ACLs are asked for where the inputs name one, connections of private services always. */
export async function withAttachments(
  service: Service,
  inputs: Given,
  appRunner: AppRunnerReader,
  context: Pick<Context, 'signal' | 'log'>,
): Promise<Service> {
  const webAcl = inputs.webAcl === undefined ? undefined : await appRunner.webAcl(service.arn, context.signal);
  const connection = await connectionOf(service, inputs, appRunner, context);
  const isReached = connection !== undefined && serves(connection);
  const vpcEndpoint = isReached ? endpointText(connection) : undefined;
  const host = (isReached ? connection.domain : undefined) ?? service.host;
  return { ...service, host, configuration: { ...service.configuration, vpcEndpoint, webAcl } };
}

/** The connection with the endpoint of the inputs; without one, the first that serves. */
async function connectionOf(
  { arn, configuration: { ingress } }: Service,
  { vpcEndpointId }: Given,
  { ingressConnections }: AppRunnerReader,
  { signal, log }: Pick<Context, 'signal' | 'log'>,
): Promise<IngressConnection | undefined> {
  if (ingress !== 'private' && vpcEndpointId === undefined) return undefined;
  try {
    const all = await ingressConnections.of(arn, signal);
    return all.find((one) => (vpcEndpointId === undefined ? serves(one) : one.endpointId === vpcEndpointId));
  } catch (error) {
    if (signal.aborted || vpcEndpointId !== undefined || !(error instanceof UserError)) throw error;
    log.info(`Under which address the private service is reached was not read: ${messageOf(error)}`);
    return undefined;
  }
}

export function endpointText({ vpcId, endpointId }: Pick<IngressConnection, 'vpcId' | 'endpointId'>): string {
  return `${vpcId}/${endpointId}`;
}

function serves({ status }: IngressConnection): boolean {
  return status === 'AVAILABLE' || status === 'PENDING_UPDATE' || status === 'FAILED_UPDATE';
}

/** What a person has to know who calls the service. */
export function reachNote({ configuration: { ingress, vpcEndpoint } }: Service): string | undefined {
  if (ingress !== 'private') return undefined;
  const from = vpcEndpoint === undefined ? 'a VPC that is connected with it' : vpcEndpoint.replace(/\/.*/, '');
  return `The service is private: what calls it must run inside of ${from}. That holds for the runner of a smoke test, too.`;
}

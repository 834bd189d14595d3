import type { AppRunnerReader, AppRunnerWriter, IngressConnection, Service, VpcEndpoint } from '../../aws/apprunner.ts';
import type { Operation, PollResult, Verdict } from '../../deployment/operation.ts';
import { unknownStatus } from '../../deployment/unknown-status.ts';
import { TransientError, UserError } from '../../errors.ts';

interface AppRunner {
  readonly reader: AppRunnerReader;
  readonly writer: AppRunnerWriter;
}

type Attached = Pick<Service, 'arn' | 'name'>;

/** Sets the web ACL of a service. What WAF refuses is a failed operation, so that the service goes back. */
export async function attachWebAcl(
  { arn }: Attached,
  webAcl: string | undefined,
  { writer }: AppRunner,
  signal: AbortSignal,
): Promise<Operation | 'busy' | 'done'> {
  return refusable(`web ACL of ${arn}`, () => writer.setWebAcl(arn, webAcl, signal));
}

/** Connects a private service with an endpoint of a VPC, and follows that until it is available. */
export async function attachEndpoint(
  service: Attached,
  endpoint: string,
  { reader, writer }: AppRunner,
  signal: AbortSignal,
): Promise<Operation | 'busy' | 'done'> {
  const wanted = vpcEndpointOf(endpoint);
  const all = await reader.ingressConnections.of(service.arn, signal);
  const present = all.find(({ endpointId }) => endpointId === wanted.endpointId);
  const started = await refusable(endpoint, () => connect(service, wanted, present, { writer, signal }));
  return typeof started === 'string' && started !== 'busy' ? connectionOperation(started, reader) : started;
}

/** The ARN of a connection that becomes available, or is already. */
async function connect(
  service: Attached,
  wanted: VpcEndpoint,
  present: IngressConnection | undefined,
  { writer, signal }: { readonly writer: AppRunnerWriter; readonly signal: AbortSignal },
): Promise<string | 'busy'> {
  if (!present) return writer.ingressConnections.create(service, wanted, signal);
  switch (present.status) {
    case 'FAILED_CREATION':
    case 'FAILED_UPDATE':
      return writer.ingressConnections.update(present, wanted, signal);
    case 'PENDING_DELETION':
      return 'busy';
    case 'FAILED_DELETION':
      throw new UserError({
        what: `The VPC ingress connection ${present.arn} could not be deleted, and cannot be used.`,
        next: 'Delete it in the console, then run again.',
      });
    default:
      return present.arn;
  }
}

/** Takes a connection off that was not there before. */
export async function detachEndpoint(
  { arn }: Attached,
  endpoint: string,
  { reader, writer }: AppRunner,
  signal: AbortSignal,
): Promise<void> {
  const { endpointId } = vpcEndpointOf(endpoint);
  const all = await reader.ingressConnections.of(arn, signal);
  for (const one of all.filter((connection) => connection.endpointId === endpointId))
    await writer.ingressConnections.delete(one.arn, signal);
}

function vpcEndpointOf(text: string): VpcEndpoint {
  const [vpcId = '', endpointId = ''] = text.split('/');
  return { vpcId, endpointId };
}

function connectionOperation(arn: string, { ingressConnections }: AppRunnerReader): Operation {
  return {
    id: arn,
    async poll(signal) {
      const found = await ingressConnections.read(arn, signal);
      return found ? { status: found.status, verdict: verdictOf(found.status) } : 'missing';
    },
  };
}

/** Source: https://docs.aws.amazon.com/apprunner/latest/api/API_VpcIngressConnection.html */
export function verdictOf(status: IngressConnection['status']): Verdict {
  switch (status) {
    case 'AVAILABLE':
      return 'succeeded';
    case 'PENDING_CREATION':
    case 'PENDING_UPDATE':
      return 'running';
    case 'FAILED_CREATION':
    case 'FAILED_UPDATE':
    case 'FAILED_DELETION':
    case 'PENDING_DELETION':
    case 'DELETED':
      return 'failed';
    default:
      return unknownStatus('App Runner', status);
  }
}

async function refusable<Answer>(id: string, write: () => Promise<Answer>): Promise<Answer | Operation> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof TransientError) throw error;
    return ended(id, { status: 'REFUSED', verdict: 'failed', reason: error.message });
  }
}

/** An operation that is over when it begins. */
export function ended(id: string, result: PollResult): Operation {
  return { id, poll: async () => result };
}

import { awsErrorName, errorKind, explained } from '../client.ts';
import { type AppRunnerClient, DescribeServiceCommand } from './api.ts';
import type { StartedOperation } from './vocabulary.ts';

/** The operation that `send` started, or `busy` while another one runs. */
export async function unlessBusy(
  client: AppRunnerClient,
  doing: string,
  { serviceArn, abortSignal }: { readonly serviceArn: string; readonly abortSignal: AbortSignal },
  send: () => Promise<{ OperationId?: string | undefined }>,
): Promise<StartedOperation | 'busy'> {
  try {
    return { serviceArn, operationId: (await send()).OperationId };
  } catch (error) {
    if (errorKind(error) === 'busy' || (await isRefusedAsBusy(client, error, { serviceArn, abortSignal })))
      return 'busy';
    throw explained(error, doing);
  }
}

/**
 * Not all calls declare InvalidStateException; what they answer instead says no more than that the request was invalid. So the
 * service's state decides. Source: https://docs.aws.amazon.com/apprunner/latest/api/API_StartDeployment.html
 */
async function isRefusedAsBusy(
  client: AppRunnerClient,
  error: unknown,
  { serviceArn, abortSignal }: { readonly serviceArn: string; readonly abortSignal: AbortSignal },
): Promise<boolean> {
  if (awsErrorName(error) !== 'InvalidRequestException') return false;
  const found = await client
    .send(new DescribeServiceCommand({ ServiceArn: serviceArn }), { abortSignal })
    .catch(() => undefined);
  return found?.Service?.Status === 'OPERATION_IN_PROGRESS';
}

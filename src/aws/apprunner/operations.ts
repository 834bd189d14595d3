import { explained } from '../client.ts';
import { type AppRunnerClient, paginateListOperations } from './api.ts';
import { type Operation, operationOf } from './service.ts';
import { isMissing } from './services.ts';

/** The operation with this id, however many came after it. */
export async function findOperation(
  client: AppRunnerClient,
  serviceArn: string,
  id: string,
  abortSignal: AbortSignal,
): Promise<Operation | 'missing'> {
  try {
    return (await newest(client, serviceArn, (operation) => operation.id === id, abortSignal)) ?? 'missing';
  } catch (error) {
    if (isMissing(error)) return 'missing';
    throw explained(error, `Listing the operations of ${serviceArn}`);
  }
}

/** The operation that began last of those that `fits` accepts. */
export async function findNewestOperation(
  client: AppRunnerClient,
  serviceArn: string,
  fits: (operation: Operation) => boolean,
  abortSignal: AbortSignal,
): Promise<Operation | undefined> {
  try {
    return await newest(client, serviceArn, fits, abortSignal);
  } catch (error) {
    throw explained(error, `Listing the operations of ${serviceArn}`);
  }
}

/** Operations are listed newest first; this asks for page after page until one fits. */
async function newest(
  client: AppRunnerClient,
  serviceArn: string,
  fits: (operation: Operation) => boolean,
  abortSignal: AbortSignal,
): Promise<Operation | undefined> {
  for await (const page of paginateListOperations({ client }, { ServiceArn: serviceArn }, { abortSignal })) {
    const found = (page.OperationSummaryList ?? []).map(operationOf).find(fits);
    if (found) return found;
  }
  return undefined;
}

import type { TagChanges } from '../../domain/tag-changes.ts';
import type { IngressConnections } from './ingress.ts';
import type { Operation, Service, ServiceConfiguration } from './service.ts';

export type * from './ingress.ts';
export type * from './service.ts';

/** The operation that a write started. */
export interface StartedOperation {
  readonly serviceArn: string;
  /** Undefined when App Runner does not tell. */
  readonly operationId: string | undefined;
}

export interface AppRunnerReader {
  /** The service with this name or ARN, unless it is deleted. */
  service(nameOrArn: string, signal: AbortSignal): Promise<Service | undefined>;
  tags(serviceArn: string, signal: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /** The operation with this id, however many came after it. */
  operation(serviceArn: string, id: string, signal: AbortSignal): Promise<Operation | 'missing'>;
  /** The operation that began last of those that `fits` accepts. */
  newestOperation(
    serviceArn: string,
    fits: (operation: Operation) => boolean,
    signal: AbortSignal,
  ): Promise<Operation | undefined>;
  /** The ARN of the web ACL that protects the service. */
  webAcl(serviceArn: string, signal: AbortSignal): Promise<string | undefined>;
  readonly ingressConnections: Pick<IngressConnections, 'of' | 'read'>;
}

export interface AppRunnerWriter {
  create(
    name: string,
    configuration: ServiceConfiguration,
    tags: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<StartedOperation>;
  /** `busy`: another operation is running. */
  update(
    service: Service,
    configuration: ServiceConfiguration,
    signal: AbortSignal,
  ): Promise<StartedOperation | 'busy'>;
  /** Deploys what the configured tag means now. */
  redeploy(serviceArn: string, signal: AbortSignal): Promise<StartedOperation | 'busy'>;
  resume(serviceArn: string, signal: AbortSignal): Promise<StartedOperation | 'busy'>;
  /** Puts tags, and takes others off. */
  tag(serviceArn: string, tags: TagChanges, signal: AbortSignal): Promise<'done' | 'busy'>;
  /** Lets a web ACL protect the service; undefined: none. */
  setWebAcl(serviceArn: string, webAcl: string | undefined, signal: AbortSignal): Promise<'done' | 'busy'>;
  readonly ingressConnections: Pick<IngressConnections, 'create' | 'update' | 'delete'>;
}

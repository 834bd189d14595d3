import type { Logs } from '../logs/logs.ts';
import type { AppRunnerService, Operation } from './state.ts';

/** Writes what App Runner writes: https://docs.aws.amazon.com/apprunner/latest/dg/monitor-cwl.html */
export interface ServiceLogs {
  /** What happens to the service: stream `events` of the service's group. */
  event(service: AppRunnerService, message: string): void;
  /** What a deployment does: stream `deployment/<operation id>` of the service's group. */
  deployment(service: AppRunnerService, operation: Operation, message: string): void;
  /** What an instance writes: stream `instance/<name>` of the application's group. */
  application(service: AppRunnerService, instance: string, line: string): void;
}

export function serviceLogs(logs: Logs): ServiceLogs {
  const place = ({ accountId, region, name, id }: AppRunnerService, kind: string, stream: string) => ({
    accountId,
    region,
    group: `/aws/apprunner/${name}/${id}/${kind}`,
    stream,
  });
  return {
    event: (service, message) => logs.write(place(service, 'service', 'events'), `[AppRunner] ${message}`),
    deployment: (service, operation, message) =>
      logs.write(place(service, 'service', `deployment/${operation.id.replaceAll('-', '')}`), `[AppRunner] ${message}`),
    application: (service, instance, line) => logs.write(place(service, 'application', `instance/${instance}`), line),
  };
}

import type { AppRunnerReader, AppRunnerWriter, Service, ServiceConfiguration } from '../../aws/apprunner.ts';
import type { FieldChange } from '../../deployment/fields.ts';
import type { Operation } from '../../deployment/operation.ts';
import { attachEndpoint, attachWebAcl, detachEndpoint } from './attach.ts';
import type { Writes } from './writes.ts';

interface Ports {
  readonly reader: AppRunnerReader;
  readonly writer: AppRunnerWriter;
}

/** How one run attaches something to its service, and puts back what was attached before. */
export interface Attaching {
  put(
    fields: readonly FieldChange[],
    wanted: ServiceConfiguration,
    signal: AbortSignal,
  ): Promise<Operation | 'busy' | 'done'>;
  putBack(before: Service, wanted: ServiceConfiguration, signal: AbortSignal): Promise<'busy' | 'done'>;
}

export function attaching(nameOrArn: string, writes: Writes, ports: Ports): Attaching {
  return {
    async put([change], wanted, signal) {
      const arn = writes.arn() ?? '';
      const name = nameOrArn.startsWith('arn:') ? (arn.split('/')[1] ?? '') : nameOrArn;
      return change?.field === 'webAcl'
        ? attachWebAcl({ arn, name }, wanted.webAcl, ports, signal)
        : attachEndpoint({ arn, name }, wanted.vpcEndpoint ?? '', ports, signal);
    },
    async putBack(before, wanted, signal) {
      const { webAcl, vpcEndpoint } = before.configuration;
      if (wanted.vpcEndpoint !== undefined && wanted.vpcEndpoint !== vpcEndpoint)
        await detachEndpoint(before, wanted.vpcEndpoint, ports, signal);
      return webAcl === wanted.webAcl ? 'done' : ports.writer.setWebAcl(before.arn, webAcl, signal);
    },
  };
}

import type { Access } from '../core/service.ts';
import type { ServiceStore } from './service-store.ts';

/** What a call on a service needs, with the service's tags for conditions. */
export function serviceAccess(store: ServiceStore, action: string, arn: string): readonly Access[] {
  const tags = store.all().find((service) => service.arn === arn)?.tags ?? new Map<string, string>();
  const conditions = Object.fromEntries([...tags].map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
  return [{ action: `ecs:${action}`, resource: arn, conditions }];
}

/** The name of a cluster that is given by its name, its ARN or not at all. */
export function clusterName(given: string | undefined): string {
  return given?.split('/').at(-1) ?? 'default';
}

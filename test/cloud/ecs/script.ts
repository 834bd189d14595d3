import type { ServiceDeploymentStatus, TaskStopCode } from '@aws-sdk/client-ecs';

/** How a service deployment goes, when a test decides it. */
export type Outcome =
  | { readonly kind: 'succeed' }
  /** Its tasks stop like this, before they are healthy, until the circuit breaker has enough. */
  | {
      readonly kind: 'tasks-stop';
      readonly stopCode?: TaskStopCode;
      readonly reason: string;
      readonly exitCode?: number;
      readonly containerReason?: string;
    }
  /** The alarm goes off while the new revision bakes. */
  | { readonly kind: 'alarm' }
  /** Ends in this status, whatever it is. */
  | { readonly kind: 'end'; readonly status: ServiceDeploymentStatus; readonly reason?: string }
  /** Stays in this status for good. */
  | { readonly kind: 'hang'; readonly status?: ServiceDeploymentStatus }
  /** No deployment comes about. */
  | { readonly kind: 'never' };

export interface DeploymentScript {
  /** Name of the service [any]. */
  readonly service?: string;
  readonly outcome: Outcome;
  /** Time that the deployment takes on top of its own work [0]. */
  readonly milliseconds?: number;
  /** Whether going back fails too [false]. */
  readonly rollbackFails?: boolean;
}

export interface DeploymentScripts {
  /** Holds for the next deployment that it fits. */
  add(script: DeploymentScript): void;
  /** Takes out the script for a deployment that begins. */
  take(serviceName: string): DeploymentScript;
}

export function deploymentScripts(): DeploymentScripts {
  let scripts: readonly DeploymentScript[] = [];
  return {
    add(script) {
      scripts = [...scripts, script];
    },
    take(serviceName) {
      const found = scripts.find((script) => (script.service ?? serviceName) === serviceName);
      scripts = scripts.filter((script) => script !== found);
      return found ?? { outcome: { kind: 'succeed' } };
    },
  };
}

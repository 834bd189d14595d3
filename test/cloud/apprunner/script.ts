import type { OperationType } from '@aws-sdk/client-apprunner';
import type { AppRunnerService } from './state.ts';

/** How an operation ends, when a test decides it: nothing is pulled or started then, but for `succeed`. */
export type Outcome =
  | { readonly kind: 'succeed' }
  | { readonly kind: 'fail'; readonly reason?: string }
  | { readonly kind: 'rollback'; readonly reason?: string; readonly ends?: 'succeeded' | 'failed' }
  | { readonly kind: 'hang' };

export interface OperationScript {
  /** Name of the service [any]. */
  readonly service?: string;
  readonly type?: OperationType;
  readonly outcome: Outcome;
  /** Time that the operation takes on top of its own work [0]. */
  readonly milliseconds?: number;
}

export interface OperationScripts {
  /** Holds for the next operation that it fits. */
  add(script: OperationScript): void;
  /** Takes out the script for an operation that begins. */
  take(service: AppRunnerService, type: OperationType): OperationScript;
}

export function operationScripts(): OperationScripts {
  let scripts: readonly OperationScript[] = [];
  return {
    add(script) {
      scripts = [...scripts, script];
    },
    take(service, type) {
      const found = scripts.find(
        (script) => (script.service ?? service.name) === service.name && (script.type ?? type) === type,
      );
      scripts = scripts.filter((script) => script !== found);
      return found ?? { outcome: { kind: 'succeed' } };
    },
  };
}

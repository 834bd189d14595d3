import type { Environment, Health } from './state.ts';

/** How an update goes, when a test decides it. */
export type Outcome =
  | { readonly kind: 'succeed' }
  /** The deployment fails on an instance, after so many batches of a rolling one have succeeded [0]. */
  | { readonly kind: 'fail'; readonly reason?: string; readonly afterBatches?: number }
  /** It succeeds, and the environment's health is this. */
  | { readonly kind: 'health'; readonly health: Health }
  /** Of an exchange: it happens, and the environment that gets the address does not bear it. */
  | { readonly kind: 'unwell'; readonly health: Health }
  | { readonly kind: 'hang' }
  /** Somebody terminates the environment meanwhile. */
  | { readonly kind: 'terminate' };

export interface UpdateScript {
  /** Name of the environment [any]. */
  readonly environment?: string;
  /** [any] */
  readonly kind?: UpdateKind;
  readonly outcome: Outcome;
  /** Time that the update takes on top of its own work [0]. */
  readonly milliseconds?: number;
}

export type UpdateKind = 'create' | 'deploy' | 'configure' | 'swap' | 'terminate';

export interface UpdateScripts {
  /** Holds for the next update that it fits. */
  add(script: UpdateScript): void;
  take(environment: Environment, kind: UpdateKind): UpdateScript;
}

export function updateScripts(): UpdateScripts {
  let scripts: readonly UpdateScript[] = [];
  return {
    add(script) {
      scripts = [...scripts, script];
    },
    take({ name }, kind) {
      const found = scripts.find((script) => (script.environment ?? name) === name && (script.kind ?? kind) === kind);
      scripts = scripts.filter((script) => script !== found);
      return found ?? { outcome: { kind: 'succeed' } };
    },
  };
}

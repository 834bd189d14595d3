import { hasMembers } from '../../domain/json.ts';
import type { Change, Plan } from '../../domain/plan.ts';
import type { Release } from '../../domain/release.ts';
import type { Ended, Observation } from './observe.ts';

export type LedgerChange =
  /** A new deployment, and its state; `resource` is the environment. */
  | (Change & { readonly kind: 'create'; readonly state: Marked; readonly release: Release })
  /** Another state for a deployment; `resource` is its id. */
  | (Change & { readonly kind: 'mark'; readonly state: Marked })
  /** The state `inactive` for a deployment that is no longer current; `resource` is its id. */
  | (Change & { readonly kind: 'retire' });

type Marked = 'in_progress' | 'success' | 'failure' | 'error';

export function plan(_: unknown, observation: Observation): Plan<LedgerChange> {
  return { action: 'github-deployment', target: targetText(observation), changes: changesOf(observation) };
}

function targetText(observation: Observation): string {
  if (observation.operation === 'list') return 'all targets';
  const { app, environment } = observation.target;
  return `${app} in ${environment}`;
}

function changesOf(observation: Observation): readonly LedgerChange[] {
  switch (observation.operation) {
    case 'start':
      return [creation(observation, 'in_progress')];
    case 'finish':
      return [...record(observation), ...retirements(observation)];
    case 'find':
    case 'list':
    case 'compare':
      return [];
  }
}

function creation({ target, release }: Pick<Ended, 'target' | 'release'>, state: Marked): LedgerChange {
  return { kind: 'create', resource: target.environment, state, release };
}

/** GitHub never changes the payload of a deployment. A success whose release has more members than at its start gets a deployment of its own. */
function record(observation: Ended): readonly LedgerChange[] {
  const { started, same, state, release } = observation;
  const entry = same ?? started;
  if (!entry) return [creation(observation, state)];
  const isComplete = hasMembers(entry.deployment.payload, release);
  if (state === 'success' && !isComplete) return [creation(observation, state)];
  return entry.state === state ? [] : [{ kind: 'mark', resource: String(entry.deployment.id), state }];
}

/** The previous releases, and the entry of `start` that another one replaces. */
function retirements({ started, same, state, active, release }: Ended): readonly LedgerChange[] {
  if (state !== 'success') return [];
  const isRecord = started && hasMembers(started.deployment.payload, release);
  const replaced = started && !isRecord && started.state !== 'inactive' ? [started] : [];
  const kept = same ?? (isRecord ? started : undefined);
  const ids = [...active, ...replaced].map(({ deployment }) => deployment.id);
  return [...new Set(ids)]
    .filter((id) => id !== kept?.deployment.id)
    .map((id) => ({ kind: 'retire', resource: String(id) }));
}

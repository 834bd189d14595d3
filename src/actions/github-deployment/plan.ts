import { hasMembers } from '../../domain/json.ts';
import type { Change, Plan } from '../../domain/plan.ts';
import type { Release } from '../../domain/release.ts';
import type { Begun } from './begun.ts';
import type { Ended } from './ended.ts';
import type { Observation } from './observe.ts';

export type LedgerChange =
  /** A new deployment, and its state; `resource` is the environment. */
  | (Change & { readonly kind: 'create'; readonly state: Marked; readonly release: Release })
  /** Another state for a deployment; `resource` is its id. */
  | (Change & { readonly kind: 'mark'; readonly state: Marked })
  /** The end of a deployment that was only announced, of this run or of one that died; `resource` is its id. */
  | (Change & { readonly kind: 'end'; readonly state: 'failure' | 'error' })
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
      return [creation(observation, 'in_progress'), ...settlement(observation)];
    case 'finish':
      return observation.trouble ? [] : [...record(observation), ...ending(observation), ...retirements(observation)];
    case 'find':
    case 'list':
    case 'compare':
      return [];
  }
}

function creation({ target, release }: Pick<Ended, 'target' | 'release'>, state: Marked): LedgerChange {
  return { kind: 'create', resource: target.environment, state, release };
}

/** What died is ended after this release has begun: whatever happens in between, the next run finds one of the two. */
function settlement({ died }: Begun): readonly LedgerChange[] {
  return died ? [{ kind: 'end', resource: String(died.deployment.id), state: 'error' }] : [];
}

/** GitHub never changes the payload of a deployment. A release that has more members in the end than at its start gets a deployment of its own. */
function record(observation: Ended): readonly LedgerChange[] {
  const { started, same, state } = observation;
  const entry = same ?? started;
  if (!entry || !(same || isRecord(observation))) return [creation(observation, state)];
  return entry.state === state ? [] : [{ kind: 'mark', resource: String(entry.deployment.id), state }];
}

/** Whether the entry of `start` says all that there is to say. */
function isRecord({ started, release }: Ended): boolean {
  return started !== undefined && hasMembers(started.deployment.payload, release);
}

/** The entry of `start` of a release that failed, and that another one records. */
function ending(observation: Ended): readonly LedgerChange[] {
  const { started, state } = observation;
  if (!started || state === 'success' || isRecord(observation) || started.state === state) return [];
  return [{ kind: 'end', resource: String(started.deployment.id), state }];
}

/** The previous releases, and the entries of `start` that another one replaces. */
function retirements(observation: Ended): readonly LedgerChange[] {
  const { started, same, state, active, open } = observation;
  if (state !== 'success') return [];
  const isOwn = isRecord(observation);
  const replaced = started && !isOwn && started.state !== 'inactive' ? [started] : [];
  const kept = same ?? (isOwn ? started : undefined);
  const ids = [...active, ...replaced, ...open].map(({ deployment }) => deployment.id);
  return [...new Set(ids)]
    .filter((id) => id !== kept?.deployment.id)
    .map((id) => ({ kind: 'retire', resource: String(id) }));
}

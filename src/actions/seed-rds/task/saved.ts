import { isJsonObject, parseJson } from '../../../domain/json.ts';
import type { State } from '../../../github/outputs.ts';

/** What of a task must be cleared away whatever becomes of this process. */
export interface SavedTask {
  readonly cluster: string;
  readonly startedBy: string;
  /** ARN of the task definition that was registered for it. */
  readonly definition: string;
}

const name = 'task';

export function save(state: State, task: SavedTask): void {
  state.save(name, JSON.stringify(task));
}

export function forget(state: State): void {
  state.save(name, '');
}

export function savedTask(state: ReadonlyMap<string, string>): SavedTask | undefined {
  const saved = parseJson(state.get(name) ?? '');
  if (!isJsonObject(saved)) return undefined;
  const { cluster, startedBy, definition } = saved;
  return typeof cluster === 'string' && typeof startedBy === 'string' && typeof definition === 'string'
    ? { cluster, startedBy, definition }
    : undefined;
}

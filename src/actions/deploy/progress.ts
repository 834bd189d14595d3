import type { State } from '../../github/outputs.ts';
import { text } from './handover.ts';
import type { PlannedStage } from './observed-stage.ts';

/** How far a chain has come. It is saved before each write, for a post phase after a process that was killed. */
interface Progress {
  /** Names of stages. */
  readonly done: readonly string[];
  readonly begun: string;
  readonly rest: readonly string[];
  /** What served before, as sentences say it. */
  readonly before: readonly string[];
}

const stateName = 'progress';
const cutName = 'cut';

/** Saves that a stage begins. */
export function saveBegun(planned: readonly PlannedStage[], index: number, state: State): void {
  const names = planned.map(({ stage }) => stage.name);
  const [done, begun = '', rest] = [names.slice(0, index), names[index], names.slice(index + 1)];
  save({ done, begun, rest, before: planned.flatMap(servedBefore) }, state);
}

/** Saves that the rollback begins, after the last of these stages has failed. */
export function saveRollback(begun: readonly PlannedStage[], state: State): void {
  const names = begun.map(({ stage }) => stage.name);
  const rollback = `${names.at(-1) ?? ''} failed, the rollback`;
  save({ done: names.slice(0, -1), begun: rollback, rest: [], before: begun.flatMap(servedBefore) }, state);
}

/** Saves that the chain has come to its end, and reports by itself. */
export function saveFinished(state: State): void {
  state.save(stateName, '');
}

/** Saves that the job was cancelled, or has run out of time: the post phase then has minutes, and going back takes longer. */
export function saveCut(state: State): void {
  state.save(cutName, 'true');
}

/** A chain that has not come to its end. */
export interface Unfinished {
  /** Which stages stand how, and what served before, as sentences. */
  readonly what: string;
  readonly wasCut: boolean;
}

/** What stands where, after a chain that has not come to its end. */
export function unfinished(state: ReadonlyMap<string, string>): Unfinished | undefined {
  const saved = state.get(stateName);
  if (!saved) return undefined;
  const { done, begun, rest, before } = JSON.parse(saved) as Progress;
  const states = [
    ...done.map((name) => `${name} done`),
    `${begun} under way`,
    ...rest.map((name) => `${name} not started`),
  ];
  const served = before.length > 0 ? ` Before this run served ${before.join(' and ')}.` : '';
  const what = `The step was ended from outside, in the middle of its work. Stages: ${states.join(', ')}.${served}`;
  return { what, wasCut: state.has(cutName) };
}

function save(progress: Progress, state: State): void {
  state.save(stateName, JSON.stringify(progress));
}

function servedBefore({ stage, shown }: PlannedStage): readonly string[] {
  return Object.entries(stage.outputs ?? {}).flatMap(([output, source]) => {
    const version = output.startsWith('previous-') ? text(shown.outputs[source]) : undefined;
    return version === undefined ? [] : [`the ${output.slice('previous-'.length).replace('-', ' ')} ${version}`];
  });
}

import { duration } from '../../../report/duration.ts';
import type { Cell, Section } from '../../../report/report.ts';
import type { Outcome } from '../apply.ts';
import type { ObservedStage } from '../observed-stage.ts';
import { resultOf, type StageResult } from '../stage-result.ts';

/** What each stage did or, without an outcome, would do. */
export function stageTable(stages: readonly ObservedStage[], outcome: Outcome | undefined): Section {
  const rows = stages.map((stage) => rowOf(stage, resultOf(stage.stage, outcome?.results), outcome !== undefined));
  return outcome === undefined
    ? { kind: 'table', title: 'Stages', columns: ['Stage', 'What would happen'], rows }
    : { kind: 'table', title: 'Stages', columns: ['Stage', 'What happened', 'Time'], rows };
}

function rowOf(observed: ObservedStage, result: StageResult | undefined, isOver: boolean): readonly Cell[] {
  const { title } = observed.stage;
  const time = (text: string) => (isOver ? [text] : []);
  if (observed.kind === 'failed') return [title, `❌ ${observed.failure.parts.what.split('\n')[0]}`, ...time('')];
  if (isOver && !result) return [title, 'not started', ...time('')];
  const { status, result: what } = (result?.ending ?? observed.shown).report;
  return [title, status === 'failed' ? `❌ ${what}` : what, ...time(result ? duration(result.seconds) : '')];
}

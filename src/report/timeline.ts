import { duration } from './duration.ts';
import type { Bar } from './report.ts';

/** Pictures with more bars are no longer read. */
const maxBars = 40;
/** The axis has room for so many times. */
const maxTicks = 4;

/**
 * A timeline as a Mermaid diagram, which GitHub draws. Times are written without a zone, so that every reader sees them as they are: in UTC.
 * Source: https://mermaid.js.org/syntax/gantt.html
 */
export function mermaidTimeline(title: string, bars: readonly Bar[]): string {
  const shown = bars.slice(0, maxBars);
  const begun = Math.min(...shown.map((bar) => bar.begun.getTime()));
  const total = Math.max(...shown.map((bar) => (endOf(bar) - begun) / 1_000));
  return [
    'gantt',
    `  title ${word(title)}`,
    `  accTitle: ${word(title)}`,
    `  accDescr: ${word(shown.map((bar) => `${bar.name} ${duration(bar.seconds)}${endings[bar.ending].told}`).join(', '))}`,
    '  dateFormat YYYY-MM-DDTHH:mm:ss.SSS',
    `  axisFormat ${total > 300 ? '%H:%M' : '%H:%M:%S'}`,
    `  tickInterval ${tickInterval(total)}`,
    ...shown.flatMap((bar) => [`  section ${word(bar.name)}`, `  ${task(bar)}`]),
  ].join('\n');
}

function task(bar: Bar): string {
  const { tag, told } = endings[bar.ending];
  const times = [bar.begun, new Date(endOf(bar))].map((time) => time.toISOString().slice(0, -1));
  return `${duration(bar.seconds)}${told} :${[...tag, ...times].join(', ')}`;
}

const endings: Readonly<Record<Bar['ending'], { readonly tag: readonly string[]; readonly told: string }>> = {
  changed: { tag: [], told: '' },
  unchanged: { tag: ['done'], told: '' },
  failed: { tag: ['crit'], told: ' failed' },
  restored: { tag: ['active'], told: '' },
};

/** A bar of no length is not drawn. */
function endOf({ begun, seconds }: Bar): number {
  return begun.getTime() + Math.max(1, Math.round(seconds * 1_000));
}

/** The shortest one that the axis has room for. */
function tickInterval(seconds: number): string {
  const steps = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200];
  const step = steps.find((each) => seconds / each <= maxTicks) ?? 21_600;
  return step < 60 ? `${step}second` : step < 3_600 ? `${step / 60}minute` : `${step / 3_600}hour`;
}

/** Text in which nothing ends a line of the diagram or has a meaning in it. */
function word(text: string): string {
  return text.replace(/[^\p{L}\p{N} ,.()/-]/gu, ' ').trim() || 'Work';
}

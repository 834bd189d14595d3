import type { Plan } from '../../domain/plan.ts';
import type { Report, Section } from '../../report/report.ts';
import { detailSections } from './detail-sections.ts';
import { isChanged, lastingRows, overviewRow, resultOf, whatOf } from './overview.ts';
import { plain } from './plain.ts';
import { type Stage, stagesOf } from './stages.ts';
import { tablesOf } from './table.ts';

/** The parts of a comment. */
export interface Given {
  readonly header: string;
  readonly plans: readonly { readonly plan: Plan; readonly fingerprint: string }[];
  readonly notes: readonly string[];
  /** The commit and the run that made the plans. */
  readonly facts: Report['facts'];
}

/** The plans as a report: the changes of each stage, those that cannot be undone, then the details. No table has more rows than `maxRows`. */
export function content({ header, plans, notes, facts }: Given, maxRows: number): Report {
  const stages = plans.flatMap(({ plan }) => stagesOf(plan));
  const changed = stages.filter(isChanged);
  const table = tablesOf(maxRows);
  return {
    title: plain(header),
    status: changed.length === 0 ? 'unchanged' : 'planned',
    result: resultOf(stages.length, changed),
    facts: [...notes.flatMap(linkIn).slice(0, 20), ...facts],
    sections: [
      ...notes
        .filter((note) => linkIn(note).length === 0)
        .slice(0, 20)
        .map((note) => ({ kind: 'note', text: plain(note) }) as const),
      ...table('What changes', ['Stage', 'Where', 'What'], changed.map(overviewRow), 'open'),
      ...table('What cannot be undone', ['Stage', 'What', 'Why'], changed.flatMap(lastingRows), 'open'),
      ...changed.map((stage) => ({ kind: 'part', report: stageReport(stage, maxRows) }) as const),
      ...unchanged(stages.filter((stage) => !isChanged(stage))),
      ...fingerprints(plans, maxRows),
    ],
  };
}

/** One stage: what would be done, and the details. */
function stageReport(stage: Stage, maxRows: number): Report {
  const { name, target } = stage;
  const result = `Would ${plain(whatOf(stage))}.`;
  return {
    title: plain(`${name}: ${target}`),
    status: 'planned',
    result,
    facts: [],
    sections: detailSections(stage, maxRows),
  };
}

const maxUrlLength = 500;

/** A note that ends in a web address, as a fact with a link. */
function linkIn(note: string): Report['facts'] {
  const text = note.trim();
  const last = text.split(/[\s<>"'`]/).at(-1) ?? '';
  const [url = ''] = /https?:\/\/.+/.exec(last) ?? [];
  if (url === '' || url.length > maxUrlLength) return [];
  const label = text.slice(0, -url.length).trimEnd().replace(/:$/, '');
  return [[plain(label) || 'Link', { text: plain(url), url }]];
}

function unchanged(stages: readonly Stage[]): readonly Section[] {
  if (stages.length === 0) return [];
  const names = stages.slice(0, 50).map(({ name, target }) => plain(`${name} (${target})`));
  return [{ kind: 'note', text: `Unchanged: ${names.join(', ')}${stages.length > 50 ? ', …' : ''}.` }];
}

/** Whole and in a line each, to be copied. */
function fingerprints(plans: Given['plans'], maxRows: number): readonly Section[] {
  if (plans.length === 0 || maxRows === 0) return [];
  const lines = plans
    .slice(0, maxRows)
    .map(({ plan, fingerprint }) => plain(`${fingerprint}  ${plan.action} ${plan.target}`));
  const left = plans.length - lines.length;
  const more = left > 0 ? [`and ${left} more`] : [];
  return [{ kind: 'log', title: 'Fingerprints, for `expected-plan`', lines: [...lines, ...more] }];
}

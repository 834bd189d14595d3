import type { Plan } from '../../domain/plan.ts';
import type { Cell, Report, Section } from '../../report/report.ts';
import { detailsOf } from './details.ts';
import { plain } from './plain.ts';
import { type Stage, stagesOf } from './stages.ts';

/** What a comment is made of. */
export interface Given {
  readonly header: string;
  readonly plans: readonly { readonly plan: Plan; readonly fingerprint: string }[];
  readonly notes: readonly string[];
  /** The commit and the run that made the plans. */
  readonly facts: Report['facts'];
}

/** The plans for people: what changes where, what cannot be undone, then the details. No table has more rows than `maxRows`. */
export function content({ header, plans, notes, facts }: Given, maxRows: number): Report {
  const stages = plans.flatMap(({ plan }) => stagesOf(plan));
  const changed = stages.filter(isChanged);
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
      ...table('What changes', ['Stage', 'Where', 'What'], changed.map(overviewRow), maxRows, 'open'),
      ...table('What cannot be undone', ['Stage', 'What', 'Why'], changed.flatMap(lastingRows), maxRows, 'open'),
      ...changed.flatMap((stage) => detailSections(stage, maxRows)),
      ...unchanged(stages.filter((stage) => !isChanged(stage))),
      ...table('Fingerprints', ['Plan', 'SHA-256'], plans.map(fingerprintRow), maxRows, 'closed'),
    ],
  };
}

function isChanged({ changes, omitted }: Stage): boolean {
  return changes.length + omitted.length > 0;
}

function resultOf(stages: number, changed: readonly Stage[]): string {
  if (stages === 0) return 'There is no plan to show.';
  if (changed.length === 0) return 'Nothing would change.';
  const lasting = sum(changed.map(lastingCount));
  const undone = lasting === 0 ? '' : ` ${lasting === 1 ? '1 change' : `${lasting} changes`} cannot be undone.`;
  return `${changed.length} of ${stages === 1 ? '1 stage' : `${stages} stages`} would change something.${undone}`;
}

function lastingCount({ changes, omitted }: Stage): number {
  const shown = changes.filter((change) => detailsOf(change).irreversible.length > 0);
  return shown.length + sum(omitted.filter(({ irreversible }) => irreversible !== undefined).map(({ count }) => count));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** A note that ends in a web address, as a fact that leads there. */
function linkIn(note: string): Report['facts'] {
  const [, label = '', url] = /^(.*?):?\s*(https?:\/\/[^\s<>"'`]{1,500})$/.exec(note.trim()) ?? [];
  return url === undefined ? [] : [[plain(label) || 'Link', { text: plain(url), url }]];
}

/** How often what is done, in the order in which it first occurs. */
function overviewRow({ name, target, changes, omitted }: Stage): readonly Cell[] {
  const counts = new Map<string, number>();
  for (const { kind, count } of [...changes.map(({ kind }) => ({ kind, count: 1 })), ...omitted])
    counts.set(kind, (counts.get(kind) ?? 0) + count);
  const what = [...counts].slice(0, 10).map(([kind, count]) => `${kind} ${count}`);
  return [plain(name), plain(target), plain(what.join(', '))];
}

/** What cannot be undone; many of a kind for the same reason in one row. */
function lastingRows({ name, changes, omitted }: Stage): readonly (readonly Cell[])[] {
  const all = changes.flatMap((change) => detailsOf(change).irreversible.map((why) => ({ ...change, why })));
  const groups = Map.groupBy(all, ({ kind, why }) => JSON.stringify([kind, why]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const alike = omitted.filter(({ kind, irreversible }) => kind === first?.kind && irreversible === first.why);
    const count = group.length + sum(alike.map(({ count }) => count));
    const isFolded = count > 3 && first !== undefined;
    return (isFolded ? [first] : group).map(({ kind, resource, why }) => [
      plain(name),
      plain(`${kind} ${resource}`) + (isFolded ? ` and ${count - 1} more` : ''),
      plain(why),
    ]);
  });
}

/** Configuration, statements, and what is left as a list. */
function detailSections({ name, target, changes, omitted }: Stage, maxRows: number): readonly Section[] {
  const detailed = changes.map((change) => ({ change, details: detailsOf(change) }));
  const fields = detailed.flatMap(({ details }) => details.fields);
  const statements = detailed.flatMap(({ change, details }) => [
    ...details.statements.map(({ line, statement }) => [plain(change.resource), line, plain(statement)]),
    ...(details.further > 0 ? [[plain(change.resource), '', `and ${details.further} more statements`]] : []),
  ]);
  const others = detailed.filter(({ details }) => details.fields.length + details.statements.length === 0);
  const title = (what: string) => plain(`${name}: ${what} ${target}`);
  const diff = fields.map(({ field, before, after }) => [plain(field), plain(before), plain(after)]);
  const list = others.map(({ change, details }) => [plain(change.kind), plain(details.reason), plain(change.resource)]);
  return [
    ...table(title('configuration of'), ['Field', 'Before', 'After'], diff, maxRows),
    ...table(title('statements that will run on'), ['File', 'Line', 'Statement'], statements, maxRows),
    ...table(title('changes in'), ['What', 'Why', 'Resource'], list, maxRows),
    ...omitted
      .slice(0, 20)
      .map(({ kind, count }) => ({ kind: 'note', text: plain(`${name}: ${kind} of ${count} more.`) }) as const),
  ];
}

function unchanged(stages: readonly Stage[]): readonly Section[] {
  if (stages.length === 0) return [];
  const names = stages.slice(0, 50).map(({ name, target }) => plain(`${name} (${target})`));
  return [{ kind: 'note', text: `Unchanged: ${names.join(', ')}${stages.length > 50 ? ', …' : ''}.` }];
}

function fingerprintRow({ plan, fingerprint }: Given['plans'][number]): readonly Cell[] {
  return [plain(`${plan.action} ${plan.target}`), fingerprint];
}

/** A table with its first rows, and how many are left out; a long one is folded. */
function table(
  title: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  maxRows: number,
  fold: 'open' | 'closed' | 'by length' = 'by length',
): readonly Section[] {
  if (rows.length === 0) return [];
  const collapsed = fold === 'closed' || (fold === 'by length' && rows.length > 10);
  const shown = rows.slice(0, maxRows);
  const left = rows.length - shown.length;
  const more = {
    kind: 'note',
    text: `${title}: ${shown.length > 0 ? `and ${left} more` : `${left}, too many to show`}.`,
  };
  return [
    ...(shown.length === 0 ? [] : [{ kind: 'table', title, columns, rows: shown, collapsed } as const]),
    ...(left === 0 ? [] : [more as Section]),
  ];
}

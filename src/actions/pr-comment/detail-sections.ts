import type { Section } from '../../report/report.ts';
import { detailsOf } from './details.ts';
import { plain } from './plain.ts';
import type { Stage } from './stages.ts';
import { tablesOf } from './table.ts';

/** Configuration, statements, and a list of all other changes. */
export function detailSections({ name, changes, omitted }: Stage, maxRows: number): readonly Section[] {
  const detailed = changes.map((change) => ({ change, details: detailsOf(change) }));
  const fields = detailed.flatMap(({ details }) => details.fields);
  const statements = detailed.flatMap(({ change, details }) => [
    ...details.statements.map(({ line, statement }) => [plain(change.resource), line, plain(statement)]),
    ...(details.further > 0 ? [[plain(change.resource), '', `and ${details.further} more statements`]] : []),
  ]);
  const others = detailed.filter(({ details }) => details.fields.length + details.statements.length === 0);
  const table = tablesOf(maxRows);
  const diff = fields.map(({ field, before, after }) => [plain(field), plain(before), plain(after)]);
  const list = others.map(({ change, details }) => [plain(change.kind), plain(details.reason), plain(change.resource)]);
  return [
    ...table('Configuration', ['Field', 'Before', 'After'], diff),
    ...table('Statements that will run', ['File', 'Line', 'Statement'], statements),
    ...table('Changes', ['What', 'Why', 'Resource'], list),
    ...omitted
      .slice(0, 20)
      .map(({ kind, count }) => ({ kind: 'note', text: plain(`${name}: ${kind} of ${count} more.`) }) as const),
  ];
}

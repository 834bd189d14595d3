import type { StatementCaution } from '../../domain/sql/caution/cautions.ts';
import { cautionsOf } from '../../domain/sql/caution/cautions.ts';
import { sizeOf, type TableSize } from '../../domain/sql/table-size.ts';
import { bytesText } from '../../report/counted.ts';
import { duration } from '../../report/duration.ts';
import type { Section } from '../../report/report.ts';
import type { Observation } from './observe.ts';
import type { DatabaseChange, RunFile } from './plan.ts';

type Known = Pick<Observation, 'access' | 'migrations' | 'tableSizes'> & {
  readonly settings: Pick<Observation['settings'], 'statementTimeoutSeconds'>;
};

const maxRows = 100;

/** What to consider before the files are run: statements that block a table which is in use, and those that a running release notices. */
export function cautionSections(changes: readonly DatabaseChange[], observation: Known): readonly Section[] {
  const { access, migrations, tableSizes, settings } = observation;
  const made = new Set<string>();
  const found = changes.flatMap((change) => {
    const source = change.kind === 'migrate' && migrations.find(({ path }) => path === change.resource);
    if (!source || change.kind !== 'migrate') return [];
    const limit = change.limits?.statementTimeoutSeconds ?? settings.statementTimeoutSeconds;
    return cautionsOf(source.statements.slice(change.done), access.engine, made)
      .filter((caution) => isWorthTelling(caution, tableSizes))
      .map((caution) => cautionRow(change, caution, tableSizes, limit));
  });
  if (found.length === 0) return [];
  const rows =
    found.length > maxRows ? [...found.slice(0, maxRows), ['…', `${found.length - maxRows} more`, '']] : found;
  const columns = ['Where', 'What it does', 'Instead'] as const;
  return [{ kind: 'table', title: 'To consider before this is run', columns, rows, code: [0] }];
}

/** In a smaller table the work is done before anybody notices. */
const [fewRows, fewBytes] = [10_000, 10_000_000] as const;

function isWorthTelling({ work, table }: StatementCaution, sizes: readonly TableSize[]): boolean {
  const size = table && sizeOf(table, sizes);
  if (work === 'none' || !size) return true;
  return size.rows === undefined || size.rows >= fewRows || size.bytes >= fewBytes;
}

function cautionRow(
  { resource }: RunFile,
  { line, table, effect, instead, work }: StatementCaution,
  sizes: readonly TableSize[],
  limitSeconds: number | undefined,
): readonly string[] {
  const size = table && sizeOf(table, sizes);
  const seconds = size ? estimatedSeconds(work, size) : 0;
  const long = seconds >= worthSeconds ? `; about ${duration(seconds)}${pastLimit(seconds, limitSeconds)}` : '';
  return [`${resource}:${line}`, `${tableText(table?.name, size)}${effect}${long}`, instead];
}

function pastLimit(seconds: number, limitSeconds: number | undefined): string {
  return limitSeconds !== undefined && seconds > limitSeconds ? `, longer than the limit of ${limitSeconds} s` : '';
}

function tableText(name: string | undefined, size: TableSize | undefined): string {
  if (!size) return name === undefined ? '' : `${name.toLowerCase()} (size not known): `;
  const rows = size.rows === undefined ? 'rows not counted yet' : `about ${size.rows.toLocaleString('en')} rows`;
  return `${size.name} (${rows}, ${bytesText(size.bytes)}): `;
}

const worthSeconds = 30;
/** Roughly what small instances of RDS with gp3 storage do, in bytes per second. */
const speeds = { none: Number.POSITIVE_INFINITY, scan: 120e6, build: 40e6, rewrite: 30e6 } as const;

function estimatedSeconds(work: StatementCaution['work'], { bytes }: TableSize): number {
  return bytes / speeds[work];
}

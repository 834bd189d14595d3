import { linked } from '../../../report/links.ts';
import type { Cell, Section } from '../../../report/report.ts';
import type { JudgedFinding, Ruling, Verdict } from './verdict.ts';

/** A summary may have 1 MiB; the SARIF file has them all. */
const maxRows = 50;

/** The findings as a table, the worst first, and what to tidy up in the list of allowed ones. */
export function scanSections(verdict: Verdict | undefined): readonly Section[] {
  if (!verdict) return [];
  const { findings, failing, stale } = verdict;
  const more = findings.length - maxRows;
  return [
    ...(findings.length === 0 ? [] : [table(findings.slice(0, maxRows), failing.length === 0)]),
    ...(more > 0 ? [{ kind: 'note', text: `${more} more findings are in the SARIF file.` } as const] : []),
    ...stale.map(({ id, until }) => ({
      kind: 'note' as const,
      text: `The entry "${id} until ${until}" of scan-allow has expired or is not needed.`,
    })),
  ];
}

function table(findings: readonly JudgedFinding[], collapsed: boolean): Section {
  const columns = ['Vulnerability', 'Package', 'Gate'] as const;
  return { kind: 'table', title: 'Findings of the scan', columns, rows: findings.map(row), collapsed };
}

function row({ severity, id, url, packages, fix, ruling }: JudgedFinding): readonly Cell[] {
  const fixedIn = packages.flatMap((one) => one.fixedIn ?? []);
  const names = packages.map(({ name, version }) => `${name} ${version}`).join(', ');
  const fixText = fixedIn.length > 0 ? `fixed in ${fixedIn.join(', ')}` : fix === 'no' ? 'no fix yet' : '';
  return [
    [linked(id, url), `, ${severity}`],
    [names, fixText].filter((part) => part !== '').join(', '),
    rulingText(ruling),
  ];
}

function rulingText(ruling: Ruling): string {
  switch (ruling.kind) {
    case 'fails':
      return ruling.expired ? `fails: allowed only until ${ruling.expired.until}` : 'fails';
    case 'allowed':
      return `allowed until ${ruling.until}`;
    case 'below':
      return 'below the threshold';
    case 'no fix':
      return 'has no fix';
  }
}

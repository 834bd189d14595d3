import { shownPlace } from '../../located-yaml/node.ts';
import { counted } from '../../report/counted.ts';
import { duration } from '../../report/duration.ts';
import type { Section } from '../../report/report.ts';
import { type CheckResult, type FailedCheck, sentence } from './run/result.ts';

/** One failed check: what was found, what it saw over time, and how to try it by hand. */
export function failureSection({ name, findings, stretches, curl }: FailedCheck): Section {
  const seen = stretches.map(
    ({ fromMilliseconds, untilMilliseconds, attempts, seen: what }) =>
      `${seconds(fromMilliseconds)}–${seconds(untilMilliseconds)}, ${counted(attempts, 'attempt')}: ${what}`,
  );
  const lines = [
    ...findings.map((finding) => `${shownPlace(finding.place)}: ${sentence(finding)}`),
    ...(seen.length > 1 ? ['Over time:', ...seen] : []),
    ...(curl ? [`Try it: ${curl}`] : []),
  ];
  return { kind: 'log', title: `❌ ${name}`, lines, isOpen: true };
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

export function cleanUpSections(left: readonly FailedCheck[]): readonly Section[] {
  if (left.length === 0) return [];
  const rows = left.map(({ name, findings }) => [name, findings.map(sentence).join(' ')]);
  return [{ kind: 'table', title: 'Left behind: remove by hand', columns: ['Request', 'Why it failed'], rows }];
}

const marks = { passed: '✅', failed: '❌', skipped: '➖' } as const;

export function checkTable(checks: readonly CheckResult[]): Section {
  const rows = checks.map((check) => [
    `${marks[check.status]} ${check.name}`,
    [resultOf(check), timeOf(check)].filter((part) => part !== '').join(', '),
    shownPlace(check.place),
  ]);
  return {
    kind: 'table',
    title: 'Checks',
    columns: ['Check', 'Result', 'Line'],
    rows,
    code: [2],
    collapsed: rows.length > 20,
  };
}

function resultOf(check: CheckResult): string {
  switch (check.status) {
    case 'skipped':
      return check.reason;
    case 'passed':
      return [attempts(check), ...(check.notes ?? [])].filter((part) => part !== '').join('; ');
    case 'failed':
      return counted(check.findings.length, 'finding');
  }
}

function timeOf(check: CheckResult): string {
  return check.status === 'skipped' ? '' : duration(check.milliseconds / 1_000);
}

function attempts({ stretches }: Extract<CheckResult, { status: 'passed' }>): string {
  const count = stretches.reduce((sum, stretch) => sum + stretch.attempts, 0);
  return count <= 1 ? '' : counted(count, 'attempt');
}

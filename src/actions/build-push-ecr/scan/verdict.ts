import type { Finding } from '../../../aws/ecr/image-scan.ts';
import { bySeverity, isAtLeast, type Severity, severities } from '../../../domain/severity.ts';
import { type Allowance, isOver } from './allowance.ts';

/** What the gate lets through. */
export interface ScanPolicy {
  readonly failOn: Severity;
  readonly fixableOnly: boolean;
  readonly allowed: readonly Allowance[];
}

/** What a finding means for the gate. */
export type Ruling =
  | { readonly kind: 'fails'; readonly expired?: Allowance }
  | { readonly kind: 'allowed'; readonly until: string }
  | { readonly kind: 'below' }
  | { readonly kind: 'no fix' };

export interface JudgedFinding extends Finding {
  readonly ruling: Ruling;
}

/** All findings, the worst first. */
export interface Verdict {
  readonly findings: readonly JudgedFinding[];
  readonly failing: readonly JudgedFinding[];
  /** Allowances that have expired or that no finding needs. */
  readonly stale: readonly Allowance[];
}

/** Judges what a scan found on a day, `YYYY-MM-DD`. */
export function judge(findings: readonly Finding[], policy: ScanPolicy, today: string): Verdict {
  const judged = findings
    .map((finding) => ({ ...finding, ruling: rulingOf(finding, policy, today) }))
    .toSorted((a, b) => bySeverity(a, b) || (a.id < b.id ? -1 : 1));
  return {
    findings: judged,
    failing: judged.filter(({ ruling }) => ruling.kind === 'fails'),
    stale: policy.allowed.filter((one) => isOver(one, today) || !findings.some(({ id }) => id === one.id)),
  };
}

/** The verdict in one line. */
export function verdictText({ findings, failing }: Verdict, { failOn }: Pick<ScanPolicy, 'failOn'>): string {
  if (findings.length === 0) return 'no findings';
  const counts = severities
    .map((severity) => ({ severity, count: findings.filter((one) => one.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`);
  const allowed = findings.filter(({ ruling }) => ruling.kind === 'allowed').length;
  return `${counts.join(', ')}; ${failing.length} of them fail the gate at ${failOn}${allowed > 0 ? `, ${allowed} allowed` : ''}`;
}

/** Where it is not said whether there is a fix, as in basic scanning, there may be one. */
function rulingOf(finding: Finding, { failOn, fixableOnly, allowed }: ScanPolicy, today: string): Ruling {
  if (!isAtLeast(finding.severity, failOn)) return { kind: 'below' };
  if (fixableOnly && finding.fix === 'no') return { kind: 'no fix' };
  const allowance = allowed.find(({ id }) => id === finding.id);
  if (!allowance) return { kind: 'fails' };
  return isOver(allowance, today) ? { kind: 'fails', expired: allowance } : { kind: 'allowed', until: allowance.until };
}

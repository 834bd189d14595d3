import type { Redaction } from '../../../domain/secret/redaction.ts';
import { clipped } from '../expect/finding.ts';
import type { CheckResult, Results } from './result.ts';

/** A server may send texts of any length; a report shows their beginning. */
const maxLength = 2_000;
const maxCommandLength = 20_000;

/** The results without secrets: findings quote responses, and these may hold anything. */
export function redactedResults(results: Results, redaction: Redaction): Results {
  return {
    checks: results.checks.map((result) => redactedResult(result, redaction)),
    cleanUps: results.cleanUps.map((result) => redactedResult(result, redaction)),
    stopped: results.stopped,
  };
}

export function redactedResult(result: CheckResult, { foreign: text }: Redaction): CheckResult {
  const name = text(result.name);
  if (result.status === 'skipped') return { ...result, name };
  const stretches = result.stretches.map((stretch) => ({ ...stretch, seen: text(stretch.seen) }));
  if (result.status === 'passed') return { ...result, name, stretches, notes: result.notes?.map(text) };
  const findings = result.findings.map((finding) => ({
    ...finding,
    subject: clipped(text(finding.subject), maxLength),
    expected: clipped(text(finding.expected), maxLength),
    actual: clipped(text(finding.actual), maxLength),
  }));
  return { ...result, name, stretches, findings, curl: result.curl && clipped(text(result.curl), maxCommandLength) };
}

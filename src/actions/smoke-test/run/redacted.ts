import type { Redaction } from '../redaction.ts';
import type { CheckResult, Results } from './result.ts';

/** The results without what must not be shown: they are made by answers, and answers may hold anything. */
export function redactedResults(results: Results, redaction: Redaction): Results {
  return {
    checks: results.checks.map((result) => redactedResult(result, redaction)),
    cleanUps: results.cleanUps.map((result) => redactedResult(result, redaction)),
    stopped: results.stopped,
  };
}

export function redactedResult(result: CheckResult, { text }: Redaction): CheckResult {
  const name = text(result.name);
  if (result.status === 'skipped') return { ...result, name };
  const stretches = result.stretches.map((stretch) => ({ ...stretch, seen: text(stretch.seen) }));
  if (result.status === 'passed') return { ...result, name, stretches };
  const findings = result.findings.map((finding) => ({
    ...finding,
    subject: text(finding.subject),
    expected: text(finding.expected),
    actual: text(finding.actual),
  }));
  return { ...result, name, stretches, findings, curl: result.curl && text(result.curl) };
}

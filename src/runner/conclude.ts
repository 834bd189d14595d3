import type { Redaction } from '../domain/secret/redaction.ts';
import { messageOf, UserError } from '../errors.ts';
import { appendArtifacts } from '../github/artifacts.ts';
import { announceAnnotation, announceFailure, announceResult } from '../github/log.ts';
import { writeOutputs } from '../github/outputs.ts';
import { appendSummary } from '../github/summary.ts';
import type { Ending } from '../lifecycle/conclude-step.ts';
import { failedReport } from '../report/failed-report.ts';
import { logReport } from '../report/log.ts';
import { markdownReport } from '../report/markdown.ts';
import { redactedReport } from '../report/redacted-report.ts';
import type { Report } from '../report/report.ts';

/** Writes the ending of a step where the runner looks for it: log, annotations, outputs, artifacts and summary. */
export async function conclude(ending: Ending, redaction: Redaction): Promise<void> {
  const { outputs, artifacts = [], failure } = ending;
  const report = redactedReport(ending.report, redaction.text);
  for (const line of logReport(report)) announceResult(line);
  for (const { message, title, file, line } of report.annotations ?? []) announceAnnotation(message, title, file, line);
  writeOutputs(outputs);
  await appendArtifacts(process.env['GITHUB_ARTIFACTS'], artifacts);
  if (!report.isForLogOnly || failure) await summarize(report);
  announceResult(`${report.title}: ${report.result}`);
  if (failure) announceError(failure, redaction);
}

/** The ending of a step that failed before there was anything to report: the summary shows the error. */
export async function concludeWithError(name: string, error: unknown, redaction: Redaction): Promise<void> {
  announceError(error, redaction);
  const bare: Report = { title: name, status: 'failed', result: messageOf(error), facts: [], sections: [] };
  const report = error instanceof UserError ? failedReport(bare, error) : bare;
  await summarize(redactedReport(report, redaction.text));
}

function summarize(report: Report): Promise<void> {
  return appendSummary(process.env['GITHUB_STEP_SUMMARY'], markdownReport(report));
}

function announceError(error: unknown, { text }: Redaction): void {
  const stack = error instanceof Error && !(error instanceof UserError) ? error.stack : undefined;
  announceFailure(text(messageOf(error)), stack && text(stack));
}

import { type Contract, type TooLong, withinBounds } from '../contract/index.ts';
import { canonicalPieces } from '../domain/plan.ts';
import type { Redaction } from '../domain/secret/redaction.ts';
import { messageOf, UserError } from '../errors.ts';
import { appendArtifacts } from '../github/artifacts.ts';
import { announceAnnotation, announceFailure, announceResult, announceWarning } from '../github/log.ts';
import { writeOutputFolder } from '../github/output-folder.ts';
import { writeOutputs } from '../github/outputs.ts';
import type { Run } from '../github/run.ts';
import { appendSummary } from '../github/summary.ts';
import type { Ending } from '../lifecycle/conclude-step.ts';
import { failedReport } from '../report/failed-report.ts';
import { logReport } from '../report/log.ts';
import { markdownReport } from '../report/markdown.ts';
import { redactedReport } from '../report/redacted-report.ts';
import type { Report } from '../report/report.ts';

/**
 * Writes the ending of a step where the runner looks for it: outputs, artifacts, log, annotations and summary, what counts
 * most first. The verdict is that of the work: what cannot be written is a warning, and hinders nothing else.
 */
export async function conclude(
  ending: Ending,
  contract: Contract,
  { temporary }: Pick<Run, 'temporary'>,
  redaction: Redaction,
): Promise<void> {
  const { artifacts = [], failure } = ending;
  const troubles = [...handOn(ending, contract, temporary), await troubleOf(() => listArtifacts(artifacts))];
  const report = redactedReport(ending.report, redaction.text);
  for (const line of logReport(report)) announceResult(line);
  for (const { message, title, file, line } of report.annotations ?? []) announceAnnotation(message, title, file, line);
  if (!report.isForLogOnly || failure) troubles.push(await troubleOf(() => summarize(report)));
  for (const trouble of troubles) if (trouble !== undefined) announceWarning(redaction.text(trouble));
  announceResult(`${report.title}: ${report.result}`);
  if (failure) announceError(failure, redaction);
}

/** The ending of a step that failed before there was anything to report: the summary shows the error. */
export async function concludeWithError(name: string, error: unknown, redaction: Redaction): Promise<void> {
  announceError(error, redaction);
  const bare: Report = { title: name, status: 'failed', result: messageOf(error), facts: [], sections: [] };
  const report = error instanceof UserError ? failedReport(bare, error) : bare;
  const trouble = await troubleOf(() => summarize(redactedReport(report, redaction.text)));
  if (trouble !== undefined) announceWarning(redaction.text(trouble));
}

/** Hands the outputs on, those that are too long as files only; the answer is what went wrong. */
function handOn({ outputs, plan }: Ending, contract: Contract, temporary: string): readonly string[] {
  const whole = { ...outputs, ...(plan && { plan: canonicalPieces(plan) }) };
  const { folder, trouble } = wholeOutputs(() => writeOutputFolder(temporary, contract.name, whole));
  const { outputs: within, tooLong } = withinBounds(contract, outputs);
  const refused = writeOutputs({ ...within, 'outputs-folder': folder });
  return [
    ...(trouble === undefined ? [] : [trouble]),
    ...(refused
      ? [`${messageOf(refused)} The outputs are handed on through the log; what the step has done stands.`]
      : []),
    ...tooLong.map((output) => unset(output, folder)),
  ];
}

function wholeOutputs(write: () => string): { readonly folder?: string; readonly trouble?: string } {
  try {
    return { folder: write() };
  } catch (error) {
    return { trouble: `There is no \`outputs-folder\`: ${messageOf(error)}. What the step has done stands.` };
  }
}

function unset({ name, bytes, maxBytes }: TooLong, folder: string | undefined): string {
  const where = folder === undefined ? '' : ` Its whole value is in ${folder}/${name}.`;
  return `The output ${name} has ${bytes} bytes, and at most ${maxBytes} can be handed on, so it is unset.${where}`;
}

function listArtifacts(artifacts: readonly string[]): Promise<void> {
  return appendArtifacts(process.env['GITHUB_ARTIFACTS'], artifacts);
}

function summarize(report: Report): Promise<void> {
  return appendSummary(process.env['GITHUB_STEP_SUMMARY'], markdownReport(report));
}

async function troubleOf(write: () => Promise<void>): Promise<string | undefined> {
  try {
    await write();
    return undefined;
  } catch (error) {
    return `${messageOf(error)} The log has it all; what the step has done stands.`;
  }
}

function announceError(error: unknown, { text }: Redaction): void {
  const stack = error instanceof Error && !(error instanceof UserError) ? error.stack : undefined;
  announceFailure(text(messageOf(error)), stack && text(stack));
}

import { UserError } from '../../errors.ts';
import type { Conclusion, Step } from '../../lifecycle/action.ts';
import { counted } from '../../report/counted.ts';
import { duration } from '../../report/duration.ts';
import { short } from '../../report/links.ts';
import type { Annotation, Cell, Section, Trouble } from '../../report/report.ts';
import type { Outcome } from './apply.ts';
import type { CommandResult } from './command.ts';
import type { SmokeContract } from './contract.ts';
import type { Observation } from './observation.ts';
import { plan as planOf } from './plan.ts';
import { commandFacts, commandFailure, commandSections, commandSentence, failedCommand } from './report-command.ts';
import { checkTable, cleanUpSections, failureSection } from './report-sections.ts';
import { type CheckResult, type FailedCheck, type Results, sentence } from './run/result.ts';

/** The runner shows ten errors of a step; the last is for the step's own. */
const maxAnnotations = 9;

type SmokeStep = Step<SmokeContract, Observation, never>;

export function report(step: SmokeStep, outcome: Outcome | undefined): Conclusion<SmokeContract> {
  return outcome === undefined ? planned(step) : ended(step, outcome);
}

function planned({ inputs, observation, plan }: SmokeStep): Conclusion<SmokeContract> {
  const { checks, command } = planOf(inputs, observation);
  const rows = checks.map(({ name, place, suite }) => [suite, name, place]);
  const table: Section = { kind: 'table', title: 'Checks', columns: ['Suite', 'Check', 'Line'], rows, code: [2] };
  const result = `Would run ${counted(checks.length, 'check')}${command === undefined ? '' : `, then: ${command}`}.`;
  return {
    outputs: { 'safe-to-rollback': false },
    report: { title: `Smoke test of ${plan.target}`, status: 'planned', result, facts: [], sections: [table] },
  };
}

function ended(
  { observation, plan }: SmokeStep,
  { results, command, reportPath, junitPath, reportTrouble }: Outcome,
): Conclusion<SmokeContract> {
  const failed = failures([...results.checks, ...results.cleanUps]);
  const passed = results.checks.filter(({ status }) => status === 'passed').length;
  const unfit = failedCommand(command);
  const red = failed.length > 0 || results.stopped !== undefined || unfit !== undefined || reportTrouble !== undefined;
  return {
    outputs: {
      passed,
      failed: failed.length + (unfit ? 1 : 0),
      'failed-checks': [...failed.map(({ name }) => name), ...(unfit ? [unfit.text] : [])],
      'safe-to-rollback': safeToRollback(results) || (unfit !== undefined && !unfit.inconclusive),
      'report-path': reportPath,
      'junit-path': junitPath,
    },
    report: {
      title: `Smoke test of ${plan.target}`,
      status: red ? 'failed' : 'succeeded',
      result: `${results.checks.length > 0 ? verdict(passed, results, failed) : ''}${commandSentence(command)}`.trim(),
      facts: [...facts(observation, results, passed, failed.length), ...commandFacts(command)],
      ...(red && { trouble: troubleOf(failed, unfit) }),
      sections: [
        ...failed.map(failureSection),
        ...commandSections(command),
        ...cleanUpSections(failures(results.cleanUps)),
        checkTable(results.checks),
      ],
      annotations: failed.flatMap(annotationsOf).slice(0, maxAnnotations),
    },
    failure: unfit ? commandFailure(unfit) : red ? failure(results, failed, reportTrouble) : undefined,
  };
}

function failures(results: readonly CheckResult[]): readonly FailedCheck[] {
  return results.filter((result) => result.status === 'failed');
}

/**
 * Rolling back is of use only where a check saw the release misbehave: not where it was not reached, where the suite or the
 * runner is at fault, where only something was left behind, and not where a check says so.
 */
function safeToRollback({ checks }: Results): boolean {
  const failed = failures(checks);
  return failed.some(sawMisbehaviour) && failed.every((check) => check.safeToRollback);
}

function sawMisbehaviour({ findings }: FailedCheck): boolean {
  return findings.some(({ inconclusive }) => !inconclusive);
}

function verdict(passed: number, { checks, cleanUps, stopped }: Results, failed: readonly FailedCheck[]): string {
  const left = failures(cleanUps).length;
  const skipped = checks.filter(({ status }) => status === 'skipped').length;
  if (failed.length === 0 && stopped === undefined && skipped === 0) return `All ${counted(passed, 'check')} passed.`;
  const parts = [
    `${failures(checks).length} of ${counted(checks.length, 'check')} failed`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(left > 0 ? [`${left} not cleaned up`] : []),
  ];
  const reason = stopped === undefined ? undefined : `${stopped}.`;
  return `${parts.join(', ')}. ${reason ?? ''}`.trim();
}

function facts({ addresses }: Observation, { checks }: Results, passed: number, failed: number) {
  const time = duration(checks.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1_000);
  const link = (name: string): readonly (readonly [string, Cell])[] => {
    const url = addresses.get(name);
    return url === undefined ? [] : [[name === 'API' ? 'API' : 'Site', { text: url, url }]];
  };
  const version = addresses.get('VERSION');
  return [
    ...link('API'),
    ...link('SITE'),
    ...(version === undefined ? [] : [['Version', short(version)] as const]),
    ['Checks', failed === 0 ? `${passed} passed` : `${passed} passed, ${failed} failed`],
    ['Time', time],
  ] as const;
}

/** The first finding, or the last line of the command: test runners end with their summary. */
function troubleOf([first]: readonly FailedCheck[], command: CommandResult | undefined): Trouble {
  const finding = first?.findings[0];
  if (command)
    return {
      firstError: `${command.text}: ${command.lastLines.findLast((line) => line.trim() !== '') ?? command.failure}`,
    };
  return first && finding ? { firstError: `${first.name}: ${sentence(finding)}` } : {};
}

function annotationsOf({ name, findings }: FailedCheck): readonly Annotation[] {
  return findings.map((finding) => ({
    title: name,
    message: sentence(finding),
    file: finding.place.file,
    line: finding.place.line,
  }));
}

function failure(
  { checks, cleanUps, stopped }: Results,
  failed: readonly FailedCheck[],
  reportTrouble: string | undefined,
): UserError {
  if (failed.length === 0 && stopped === undefined && reportTrouble !== undefined)
    return new UserError({
      what: 'The checks passed, but their reports could not be written.',
      why: reportTrouble,
      next: 'Correct `report-dir`.',
    });
  const names = failed.map(({ name }) => name);
  const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');
  const onlyLeft = failures(checks).length === 0 && failures(cleanUps).length > 0 && stopped === undefined;
  return new UserError({
    what: names.length > 0 ? `The smoke test failed: ${shown}.` : 'The smoke test did not finish.',
    why: stopped && `${stopped}.`,
    next: onlyLeft
      ? 'All checks passed, but some resources that they created could not be removed; the job summary lists them.'
      : 'The job summary shows what was expected and what was received; of responses only kind and size, unless `show-response-body` is true.',
  });
}

import { shownPlace } from '../../located-yaml/node.ts';
import type { JunitSuite } from '../../report/junit.ts';
import type { CommandResult } from './command.ts';
import { type CheckResult, type Results, sentence } from './run/result.ts';

/** The results as JUnit's suites and cases; clean-up and the command are suites of their own, where there are any. */
export function junitSuites({ checks, cleanUps }: Results, command: CommandResult | undefined): readonly JunitSuite[] {
  return [...bySuite(checks, ''), ...bySuite(cleanUps, ' (clean-up)'), ...commandSuite(command)];
}

function commandSuite(command: CommandResult | undefined): readonly JunitSuite[] {
  if (!command) return [];
  const { text, failure, started, milliseconds, lastLines } = command;
  const ended: JunitSuite['cases'][number]['ending'] =
    failure === undefined
      ? { kind: 'passed' }
      : started
        ? { kind: 'failed', message: failure, details: lastLines.join('\n') }
        : { kind: 'skipped', message: failure };
  const cases = [{ name: text, className: 'command', seconds: milliseconds / 1000, ending: ended }];
  return [{ name: 'command', cases }];
}

function bySuite(results: readonly CheckResult[], suffix: string): readonly JunitSuite[] {
  return [...Map.groupBy(results, ({ suite }) => suite)].map(([suite, cases]) => ({
    name: `${suite}${suffix}`,
    cases: cases.map((result) => ({
      name: result.name,
      className: suite,
      file: result.place.file,
      line: result.place.line,
      seconds: result.milliseconds / 1000,
      ending: ending(result),
    })),
  }));
}

function ending(result: CheckResult): JunitSuite['cases'][number]['ending'] {
  switch (result.status) {
    case 'passed':
      return { kind: 'passed' };
    case 'skipped':
      return { kind: 'skipped', message: result.reason };
    case 'failed': {
      const lines = result.findings.map((finding) => `${shownPlace(finding.place)}: ${sentence(finding)}`);
      const details = [...lines, ...(result.curl ? [result.curl] : [])].join('\n');
      return { kind: 'failed', message: result.findings[0] ? sentence(result.findings[0]) : 'failed', details };
    }
  }
}

import { isAbsolute, join, resolve } from 'node:path';
import type { Log } from '../../github/log.ts';
import type { Probe } from '../../http/probe.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { FilesWriter } from '../../machine/files.ts';
import type { RandomBytes } from '../../machine/random.ts';
import { junitXml } from '../../report/junit.ts';
import { discreet, open } from './expect/disclosure.ts';
import { junitSuites } from './junit.ts';
import type { Observation } from './observe.ts';
import type { PlannedCheck } from './plan.ts';
import { cookieJar, withCookies } from './probes/cookies.ts';
import { learningSecrets } from './probes/learning.ts';
import { isSecretName, redaction } from './redaction.ts';
import { cleanUpDeadline, deadlineAfter } from './run/deadline.ts';
import type { Instruments } from './run/perform.ts';
import { redactedResult, redactedResults } from './run/redacted.ts';
import { type CheckResult, type Results, sentence } from './run/result.ts';
import { runSuite } from './run/suite.ts';
import { shownPlace } from './suite/located.ts';
import { capturedBy } from './suite/references.ts';
import type { Suite } from './suite/suite.ts';
import type { Variables } from './variables.ts';

/** Everything that is known after the checks, free of secrets. */
export interface Outcome {
  readonly results: Results;
  readonly reportPath: string;
  readonly junitPath: string;
}

interface Limits {
  readonly deadlineSeconds: number;
  readonly concurrency: number;
  readonly showResponseBodies: boolean;
  readonly reportDir: string | undefined;
}

interface Tools {
  readonly probe: Probe;
  readonly random: RandomBytes;
  readonly files: FilesWriter;
}

/** Runs the suites one after the other, and writes what came of it. It ends well also when it is cancelled midway. */
export async function apply(
  checks: readonly PlannedCheck[],
  observation: Observation,
  limits: Limits,
  { probe, random, files }: Tools,
  context: Context,
): Promise<Outcome> {
  const { clock, log, run, signal } = context;
  const hidden = redaction([...observation.secrets.values(), ...secretVariables(observation)]);
  const what = `The deadline of ${limits.deadlineSeconds} s for all checks passed.`;
  const deadline = deadlineAfter(limits.deadlineSeconds * 1000, what, clock);
  const either = AbortSignal.any([signal, deadline.signal]);
  const surroundings = {
    redaction: hidden,
    onResult: (result: CheckResult) => tell(redactedResult(result, hidden), log),
    cleanUpDeadline: () => cleanUpDeadline(clock, signal),
  };
  const ended: Results[] = [];
  try {
    for (const [suite, planned] of Map.groupBy(checks, (check) => check.suite)) {
      const sessions = sessionProbes(suite, learningSecrets(probe, hidden));
      const disclosure = disclosing(suite, limits.showResponseBodies);
      const instruments = { probe: sessions, clock, random, disclosure, concurrency: limits.concurrency };
      ended.push(await runSuite(suite, planned, variablesOf(suite, observation), instruments, surroundings, either));
    }
  } finally {
    deadline.stop();
  }
  const results = redactedResults(together(ended), hidden);
  return { results, ...(await writeReports(results, reportFolder(limits.reportDir, run), files)) };
}

function together(suites: readonly Results[]): Results {
  return {
    checks: suites.flatMap(({ checks }) => checks),
    cleanUps: suites.flatMap(({ cleanUps }) => cleanUps),
    stopped: suites.find(({ stopped }) => stopped !== undefined)?.stopped,
  };
}

/** The suite's defaults, then the inputs. */
function variablesOf(suite: Suite, { addresses, variables, secrets }: Observation): Variables {
  return new Map<string, unknown>([...Object.entries(suite.variables), ...variables, ...secrets, ...addresses]);
}

function secretVariables({ suites, variables }: Observation): readonly string[] {
  const defaults = suites.flatMap((suite) => Object.entries(suite.variables));
  return [...defaults, ...variables].filter(([name]) => isSecretName(name)).map(([, value]) => String(value));
}

/** Whether an answer may be shown is said of the request, or for all. */
function disclosing(suite: Suite, all: boolean): Instruments['disclosure'] {
  const captured = suite.checks.flatMap(capturedBy);
  return ({ showResponseBody }, variables) =>
    showResponseBody || all ? open(variables) : discreet(variables, captured);
}

/** One cookie jar for each session of the suite; without a session, no cookies at all. */
function sessionProbes(suite: Suite, probe: Probe): (session: string | undefined) => Probe {
  const probes = new Map(suite.sessions.map((name) => [name, withCookies(probe, cookieJar())]));
  return (session) => (session === undefined ? probe : (probes.get(session) ?? probe));
}

function tell(result: CheckResult, log: Log): void {
  const time = `(${result.milliseconds} ms)`;
  switch (result.status) {
    case 'passed':
      log.info(`✓ ${result.name} ${time}`);
      return;
    case 'skipped':
      log.info(`- ${result.name}: left out, ${result.reason}`);
      return;
    case 'failed':
      log.info(`✗ ${result.name} ${time}`);
      for (const finding of result.findings) log.info(`    ${shownPlace(finding.place)}: ${sentence(finding)}`);
  }
}

function reportFolder(folder: string | undefined, { workspace, temporary }: Context['run']): string {
  if (folder === undefined) return join(temporary, 'smoke-test');
  return isAbsolute(folder) ? folder : resolve(workspace, folder);
}

async function writeReports(results: Results, folder: string, files: FilesWriter) {
  const reportPath = join(folder, 'report.json');
  const junitPath = join(folder, 'junit.xml');
  await files.write(reportPath, `${JSON.stringify(results, undefined, 2)}\n`);
  await files.write(junitPath, junitXml(junitSuites(results)));
  return { reportPath, junitPath };
}

import { isAbsolute, join, resolve } from 'node:path';
import { messageOf } from '../../errors.ts';
import type { Log } from '../../github/log.ts';
import type { Probe } from '../../http/probe.ts';
import type { Clock } from '../../machine/clock.ts';
import type { FilesWriter } from '../../machine/files.ts';
import type { RandomBytes } from '../../machine/random.ts';
import { junitXml } from '../../report/junit.ts';
import type { Context } from '../action.ts';
import { junitSuites } from './junit.ts';
import type { Observation } from './observe.ts';
import type { PlannedCheck } from './plan.ts';
import { cookieJar, withCookies } from './probes/cookies.ts';
import { learningSecrets } from './probes/learning.ts';
import { isSecretName, type Redaction, redaction } from './redaction.ts';
import { type Deadline, deadlineAfter } from './run/deadline.ts';
import type { Instruments } from './run/perform.ts';
import { redactedResult, redactedResults } from './run/redacted.ts';
import { type CheckResult, type Results, sentence } from './run/result.ts';
import { runSuite } from './run/suite.ts';
import { shownPlace } from './suite/located.ts';
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
  const bySuite = [...Map.groupBy(checks, ({ suite }) => suite)];
  const ended: Awaited<ReturnType<typeof runSuite>>[] = [];
  for (const [suite, planned] of bySuite) {
    const sessions = sessionProbes(suite, learningSecrets(probe, hidden));
    const instruments: Instruments = { probe: sessions, clock, random, concurrency: limits.concurrency };
    ended.push(await runSuite(suite, planned, variablesOf(suite, observation), instruments, surroundings, either));
  }
  deadline.stop();
  const results = redactedResults(
    {
      checks: ended.flatMap((suite) => suite.checks),
      cleanUps: ended.flatMap((suite) => suite.cleanUps),
      stopped: either.aborted ? messageOf(either.reason) : undefined,
    },
    hidden,
  );
  const folder = reportFolder(limits.reportDir, run);
  return { results, ...(await writeReports(results, folder, files)) };
}

/** The suite's defaults, then the inputs. */
function variablesOf(suite: Suite, { addresses, variables, secrets }: Observation): Variables {
  return new Map<string, unknown>([...Object.entries(suite.variables), ...variables, ...secrets, ...addresses]);
}

function secretVariables({ suites, variables }: Observation): readonly string[] {
  const defaults = suites.flatMap((suite) => Object.entries(suite.variables));
  return [...defaults, ...variables].filter(([name]) => isSecretName(name)).map(([, value]) => String(value));
}

/** One cookie jar for each session of the suite; without a session, no cookies at all. */
function sessionProbes(suite: Suite, probe: Probe): (session: string | undefined) => Probe {
  const probes = new Map(suite.sessions.map((name) => [name, withCookies(probe, cookieJar())]));
  return (session) => (session === undefined ? probe : (probes.get(session) ?? probe));
}

/** The runner ends a cancelled step after 7.5 s; what is not removed by then is told as left over. */
const cancelledCleanUpMilliseconds = 5_000;
const cleanUpMilliseconds = 60_000;

function cleanUpDeadline(clock: Clock, cancelled: AbortSignal): Deadline {
  const usual = deadlineAfter(cleanUpMilliseconds, 'The 60 s for cleaning up passed.', clock);
  const short = { deadline: undefined as Deadline | undefined };
  const ended = new AbortController();
  const hurry = () => {
    const deadline = deadlineAfter(cancelledCleanUpMilliseconds, 'The step was ended before this was removed.', clock);
    deadline.signal.addEventListener('abort', () => ended.abort(deadline.signal.reason));
    short.deadline = deadline;
  };
  if (cancelled.aborted) hurry();
  else cancelled.addEventListener('abort', hurry, { once: true });
  return {
    signal: AbortSignal.any([usual.signal, ended.signal]),
    stop() {
      cancelled.removeEventListener('abort', hurry);
      short.deadline?.stop();
      usual.stop();
    },
  };
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

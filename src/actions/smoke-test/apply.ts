import { type Redaction, redaction } from '../../domain/secret/redaction.ts';
import { isSecretName } from '../../domain/secret/secret-name.ts';
import type { Log } from '../../github/log.ts';
import type { Probe } from '../../http/probe.ts';
import type { Step } from '../../lifecycle/action.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import { shownPlace } from '../../located-yaml/node.ts';
import type { Clock } from '../../machine/clock.ts';
import { isSecretCapture } from './capture.ts';
import type { DisclosureOf } from './checks/attempt.ts';
import { type CommandResult, runTests } from './command.ts';
import type { SmokeContract } from './contract.ts';
import { cookieJar } from './cookies/jar.ts';
import { discreet, type Known, open } from './expect/disclosure.ts';
import { hiding } from './expect/hiding.ts';
import { parseJsonPath } from './expect/json-path.ts';
import type { Observation } from './observation.ts';
import { plannedChecks } from './plan.ts';
import { withCookies } from './probes/cookies.ts';
import { learnCaptured, learningSecrets } from './probes/learning.ts';
import { reportFolder, reports, type WrittenReports } from './reports.ts';
import { cleanUpDeadline, deadlineAfter } from './run/deadline.ts';
import { redactedResult, redactedResults } from './run/redacted.ts';
import { type CheckResult, type Results, sentence } from './run/result.ts';
import { runSuite, type SuiteContext } from './run/suite.ts';
import { loopNames } from './suite/loop.ts';
import type { Scalar } from './suite/shape/index.ts';
import type { Suite } from './suite/suite.ts';
import { givenValue, namesIn, type Variables } from './variables.ts';

/** Everything that is known after the checks, free of secrets. */
export interface Outcome extends WrittenReports {
  readonly results: Results;
  /** Undefined where there was no command. */
  readonly command: CommandResult | undefined;
}

type SmokeStep = Pick<Step<SmokeContract, Observation, never>, 'inputs' | 'observation'>;

/** Runs the suites one after the other, and writes the reports. It ends well also when it is cancelled midway. */
export async function apply(
  { inputs, observation }: SmokeStep,
  { probe, random, files, processes }: Pick<Ports, 'probe' | 'random' | 'files' | 'processes'>,
  context: Context,
): Promise<Outcome> {
  const results = await runChecks({ inputs, observation }, { probe, random }, context);
  const command = await runTests({ inputs, observation }, results, processes.reader, context);
  const folder = reportFolder(inputs.reportDir, context.run);
  return { results, command, ...(await reports(results, command, folder, files.writer)) };
}

/** Runs the checks of all suites, one suite after the other. */
async function runChecks(
  { inputs, observation }: SmokeStep,
  { probe, random }: Pick<Ports, 'probe' | 'random'>,
  context: Context,
): Promise<Results> {
  const { clock, log, signal } = context;
  const hidden = redaction([...observation.secrets.values(), ...secretVariables(observation)]);
  const what = `The deadline of ${inputs.deadlineSeconds} s for all checks passed.`;
  const deadline = deadlineAfter(inputs.deadlineSeconds * 1000, what, clock);
  const whole = {
    ...resultsOf(hidden, context),
    clock,
    log: { info: (line: string) => log.info(hidden.text(line)) },
    random: random.reader,
    files: observation.files,
    concurrency: inputs.concurrency,
    routing: inputs.routing,
    signal: AbortSignal.any([signal, deadline.signal]),
  };
  const unique = Buffer.from(random.reader(6)).toString('hex');
  const ended: Results[] = [];
  try {
    for (const [suite, checks] of Map.groupBy(plannedChecks(inputs, observation), (check) => check.suite)) {
      const sessions = sessionProbes(suite, learningSecrets(probe.writer, hidden), clock);
      const disclosureOf = disclosing(
        { ...knownOf(suite, observation), hiding: hiding(hidden) },
        inputs.showResponseBodies,
      );
      const planned = { suite, checks, variables: new Map([...variablesOf(suite, observation), ['UNIQUE', unique]]) };
      ended.push(await runSuite(planned, { ...whole, probe: sessions, disclosureOf }));
    }
  } finally {
    deadline.stop();
  }
  return redactedResults(together(ended), hidden);
}

/** Tells results without secrets, and gives each suite its time for cleaning up. */
function resultsOf(
  hidden: Redaction,
  { clock, log, signal }: Context,
): Pick<SuiteContext, 'learn' | 'onResult' | 'cleanUpDeadline'> {
  return {
    learn: (captured) => learnCaptured(captured, hidden),
    onResult: (result) => tell(redactedResult(result, hidden), log),
    cleanUpDeadline: () => cleanUpDeadline(clock, signal),
  };
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
  const defaults = Object.entries(suite.variables).map(([name, scalar]) => [name, givenValue(scalar)] as const);
  return new Map<string, unknown>([...defaults, ...variables, ...secrets, ...addresses]);
}

function secretVariables({ suites, variables }: Observation): readonly string[] {
  const defaults = suites.flatMap((suite) => Object.entries(suite.variables));
  const rounds = suites
    .flatMap(({ checks }) => checks.flatMap(({ forEach }) => forEach))
    .flatMap(Object.entries<Scalar>);
  const written = [...defaults, ...rounds.filter(([, { text }]) => namesIn(text).length === 0)];
  const all = [...written.map(([name, { text }]) => [name, text] as const), ...variables];
  return all.filter(([name]) => isSecretName(name)).map(([, value]) => value);
}

/** A response may be shown where its request says so, or all requests do. */
function disclosing(known: Omit<Known, 'variables'>, all: boolean): DisclosureOf {
  return ({ showResponseBody }, variables) =>
    showResponseBody || all ? open({ ...known, variables }) : discreet({ ...known, variables });
}

/** What is known of a suite's variables by their names. */
function knownOf(
  suite: Suite,
  { secrets, variables }: Pick<Observation, 'secrets' | 'variables'>,
): Pick<Known, 'captured' | 'identifiers' | 'secrets'> {
  const captures = suite.checks.flatMap(({ subject }) =>
    subject.kind === 'request' ? Object.entries(subject.request.capture) : [],
  );
  const loops = suite.checks.flatMap(({ forEach }) => loopNames(forEach));
  const named = [...Object.keys(suite.variables), ...variables.keys(), ...loops].filter(isSecretName);
  const taken = captures.filter(([name, template]) => isSecretCapture(name, template)).map(([name]) => name);
  return {
    captured: new Set(captures.map(([name]) => name)),
    identifiers: new Set(captures.filter(([, { from }]) => isIdentifier(from)).map(([name]) => name)),
    secrets: new Set([...secrets.keys(), ...named, ...taken]),
  };
}

/** The member `id` of an object names a record; another one may be the number of a person. */
function isIdentifier(from: string): boolean {
  return parseJsonPath(from)?.at(-1) === 'id';
}

/** One cookie jar for each session of the suite; without a session, no cookies at all. */
function sessionProbes(suite: Suite, probe: Probe, clock: Clock): (session: string | undefined) => Probe {
  const now = () => clock.now().getTime();
  const probes = new Map(suite.sessions.map((name) => [name, withCookies(probe, cookieJar(now))]));
  return (session) => (session === undefined ? probe : (probes.get(session) ?? probe));
}

function tell(result: CheckResult, log: Log): void {
  const time = `(${result.milliseconds} ms)`;
  switch (result.status) {
    case 'passed':
      log.info(`✓ ${result.name} ${time}`);
      for (const note of result.notes ?? []) log.info(`    Note: ${note}`);
      return;
    case 'skipped':
      log.info(`- ${result.name}: skipped, ${result.reason}`);
      return;
    case 'failed':
      log.info(`✗ ${result.name} ${time}`);
      for (const finding of result.findings) log.info(`    ${shownPlace(finding.place)}: ${sentence(finding)}`);
  }
}

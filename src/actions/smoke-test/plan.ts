import type { InputsOf } from '../../contract/index.ts';
import type { Plan } from '../../domain/plan.ts';
import { redaction } from '../../domain/secret/redaction.ts';
import { isSecretName } from '../../domain/secret/secret-name.ts';
import { UserError } from '../../errors.ts';
import { nearest } from '../../located-yaml/nearest.ts';
import { type Problem, shownPlace } from '../../located-yaml/node.ts';
import type { SmokeContract } from './contract.ts';
import type { Observation } from './observation.ts';
import { badSuites } from './observe.ts';
import { type Choice, selected } from './select.ts';
import type { Check } from './suite/check.ts';
import { neededBy } from './suite/references.ts';
import type { Suite } from './suite/suite.ts';
import { givenValue, namesIn, substituted, type Variables } from './variables.ts';

/** A check that will run; `for-each` has been written out. */
export interface PlannedCheck {
  readonly suite: Suite;
  readonly check: Check;
  readonly name: string;
  readonly session: string | undefined;
  /** The values of its loop variables. */
  readonly locals: Variables;
}

/** The checks as they are written: variables that may be secret stay `${NAME}`. A smoke test changes nothing. */
export interface SmokePlan extends Plan<never> {
  readonly checks: readonly {
    readonly suite: string;
    readonly name: string;
    readonly place: string;
    readonly subject: string;
  }[];
  /** Tests of the user's own, after the checks. */
  readonly command?: string | undefined;
}

type PlanInputs = Pick<InputsOf<SmokeContract>, 'tags' | 'only' | 'command' | 'siteOnly'>;

export function plan(inputs: PlanInputs, observation: Observation): SmokePlan {
  const checks = plannedChecks(inputs, observation);
  const hidden = redaction([...observation.secrets.values(), ...observation.commandSecrets.values()]).foreign;
  const command = commandOf(inputs);
  return {
    action: 'smoke-test',
    target: observation.addresses.get('API') ?? observation.addresses.get('SITE') ?? 'the suites',
    changes: [],
    ...(command === undefined ? {} : { command: hidden(command) }),
    checks: checks.map((planned) => ({
      suite: planned.suite.name,
      name: hidden(planned.name),
      place: shownPlace(planned.check.node.place),
      subject: hidden(shownSubject(planned, observation.addresses)),
    })),
  };
}

/** The command that will run after the checks. */
export function commandOf({ command, siteOnly }: Pick<PlanInputs, 'command' | 'siteOnly'>): string | undefined {
  return siteOnly ? undefined : command;
}

/** The checks that the tags choose, in order; a choice of nothing at all is an error, as it would prove nothing. */
export function plannedChecks(
  { tags, only, ...inputs }: PlanInputs,
  observation: Pick<Observation, 'suites' | 'addresses' | 'variables' | 'secrets'>,
): readonly PlannedCheck[] {
  const { suites, addresses } = observation;
  const planned = suites.flatMap((suite) =>
    selected(suite.checks, { tags, only }).flatMap((check) => writtenOut(suite, check, addresses)),
  );
  const isCommandAlone = suites.length === 0 && commandOf(inputs) !== undefined;
  if (planned.length === 0 && !isCommandAlone) throw nothingToCheck(suites, { tags, only });
  const problems = [...planned.flatMap(sessionProblem), ...missingSecrets(planned, observation)];
  if (problems.length > 0) throw badSuites(problems);
  return planned;
}

/** A suite gives no password, but its name: without a value the release would be blamed for what it rightly refuses. */
function missingSecrets(
  planned: readonly PlannedCheck[],
  { variables, secrets }: Pick<Observation, 'variables' | 'secrets'>,
): readonly Problem[] {
  const isMissing = ({ variables: defaults }: Suite, name: string) => {
    const value = secrets.get(name) ?? variables.get(name) ?? defaults[name]?.text;
    return value === '' && isSecretName(name);
  };
  const checks = new Map(planned.map(({ check, suite }) => [check, suite]));
  return [...checks].flatMap(([check, suite]) =>
    neededBy(check)
      .filter(({ name }) => isMissing(suite, name))
      .map(({ name, place }) => ({ place, reason: `\${${name}} has no value; give it in \`secrets-from\`` })),
  );
}

function writtenOut(suite: Suite, check: Check, addresses: Variables): readonly PlannedCheck[] {
  return check.forEach.map((round) => {
    const locals = new Map(Object.entries(round).map(([name, scalar]) => [name, givenValue(scalar)] as const));
    const plain = new Map([...locals].filter(([name, value]) => !isSecretName(name) && !refers(value)));
    return {
      suite,
      check,
      name: substituted(check.name, new Map([...addresses, ...plain])),
      session: check.session === undefined ? undefined : substituted(check.session, plain),
      locals,
    };
  });
}

/** What a row takes from a variable, which may be a secret, is in no name. */
function refers(value: unknown): boolean {
  return typeof value === 'string' && namesIn(value).length > 0;
}

function sessionProblem({ suite, check, session, locals }: PlannedCheck): readonly Problem[] {
  const always = check.subject.kind === 'request' ? check.subject.request.always : [];
  const used = [
    { session, place: check.node.place },
    ...always.map((step) => ({ session: step.session && substituted(step.session, locals), place: step.node.place })),
  ];
  if (session === undefined && check.subject.kind === 'login')
    return [{ place: check.node.place, reason: '`login` needs a `session`, which keeps its cookie' }];
  return used.flatMap((use) => {
    if (use.session === undefined || suite.sessions.includes(use.session)) return [];
    if (namesIn(use.session).length > 0)
      return [{ place: use.place, reason: 'the name of a session may refer only to variables of `for-each`' }];
    return [
      {
        place: use.place,
        reason: `the session "${use.session}" is not in \`sessions\`${nearest(use.session, suite.sessions)}`,
      },
    ];
  });
}

function nothingToCheck(suites: readonly Suite[], { tags, only }: Choice): UserError {
  const known = [...new Set(suites.flatMap(({ checks }) => checks.flatMap((check) => check.tags)))];
  return new UserError({
    what: 'There is nothing to check.',
    why: [
      ...(tags.length > 0
        ? [`No check has one of the tags ${tags.join(', ')}; there are: ${known.join(', ') || 'none'}.`]
        : []),
      ...(only.length > 0
        ? [`No check${tags.length > 0 ? ' of these' : ''} has a name with ${only.join(' or ')} in it.`]
        : []),
      ...(tags.length + only.length > 0 ? [] : ['The suites have no checks.']),
    ].join(' '),
    next: only.length > 0 ? 'Correct the suite or the input `only`.' : 'Correct the suite or the input `tags`.',
  });
}

function shownSubject({ check: { subject }, locals }: PlannedCheck, addresses: Variables): string {
  const plain = [...locals].filter(([name, value]) => !isSecretName(name) && !refers(value));
  const shown = (text: string) => substituted(text, new Map([...addresses, ...plain]));
  switch (subject.kind) {
    case 'request':
      return `${subject.request.method} ${shown(subject.request.url)}`;
    case 'cors':
      return `CORS of ${shown(subject.cors.url)} for ${shown(subject.cors.origin)}`;
    case 'spa':
      return `site ${shown(subject.spa.url)}`;
    case 'site':
      return `pages of ${shown(subject.site.url)}`;
    case 'health':
      return `health of ${shown(subject.health.url)}`;
    case 'version':
      return `version of ${shown(subject.version.url)}`;
    case 'latency':
      return `latency of ${shown(subject.latency.url)}`;
    case 'login':
      return `login at ${shown(subject.login.url)}`;
    case 'upload-download':
      return `a file to ${shown(subject.uploadDownload.upload)} and back`;
    case 'https':
      return `TLS of ${shown(subject.https.url)}`;
    case 'security-headers':
      return `security headers of ${shown(subject.securityHeaders.url)}`;
  }
}

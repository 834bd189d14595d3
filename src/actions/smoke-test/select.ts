import type { Check } from './suite/check.ts';
import { capturedBy, neededBy } from './suite/references.ts';

/** Which checks run; an empty list chooses all. */
export interface Choice {
  readonly tags: readonly string[];
  /** Texts of their names. */
  readonly only: readonly string[];
}

/** The chosen checks, and those above them that they need: whose captures they use, and that open their sessions. */
export function selected(checks: readonly Check[], { tags, only }: Choice): readonly Check[] {
  if (tags.length === 0 && only.length === 0) return checks;
  const wanted = checks.filter(
    (check) =>
      (tags.length === 0 || check.tags.some((tag) => tags.includes(tag))) &&
      (only.length === 0 || only.some((text) => namesOf(check.name, check).some((name) => name.includes(text)))),
  );
  const chosen = withProviders(checks, new Set(wanted));
  return checks.filter((check) => chosen.has(check));
}

/** Goes upwards: a provider stands above the checks that use it, and may itself use one above. */
function withProviders(checks: readonly Check[], wanted: ReadonlySet<Check>): ReadonlySet<Check> {
  const opening = openers(checks);
  return checks.toReversed().reduce<Chosen>(
    ({ chosen, needs, sessions }, check) => {
      const opens = (opening.get(check) ?? []).some((name) => sessions.has(name));
      const used = wanted.has(check) || opens || capturedBy(check).some((name) => needs.has(name));
      if (!used) return { chosen, needs, sessions };
      return {
        chosen: new Set([...chosen, check]),
        needs: new Set([...needs, ...neededBy(check).map(({ name }) => name)]),
        sessions: new Set([...sessions, ...sessionsOf(check)]),
      };
    },
    { chosen: new Set(), needs: new Set(), sessions: new Set() },
  ).chosen;
}

interface Chosen {
  readonly chosen: ReadonlySet<Check>;
  /** Names of the variables that the chosen checks use. */
  readonly needs: ReadonlySet<string>;
  /** The sessions whose cookies they send. */
  readonly sessions: ReadonlySet<string>;
}

/**
 * The checks that open sessions, each with the sessions it opens: all up to the first that sends more than a question, which
 * is the login, and those that expect a cookie or take one.
 */
function openers(checks: readonly Check[]): ReadonlyMap<Check, readonly string[]> {
  const open = new Set<string>();
  const found = new Map<Check, readonly string[]>();
  for (const check of checks) {
    const own = ownSessions(check);
    const opened = own.filter((name) => !open.has(name) || isAboutCookies(check));
    if (opened.length > 0) found.set(check, opened);
    if (isChange(check)) for (const name of own) open.add(name);
  }
  return found;
}

function isChange({ subject }: Check): boolean {
  if (subject.kind === 'login') return true;
  return subject.kind === 'request' && !['GET', 'HEAD', 'OPTIONS'].includes(subject.request.method);
}

function isAboutCookies({ subject }: Check): boolean {
  if (subject.kind === 'login') return true;
  if (subject.kind !== 'request') return false;
  const { expect, capture } = subject.request;
  return expect.cookies !== undefined || Object.values(capture).some(({ from }) => from.startsWith('cookie.'));
}

/** The sessions of a check, and those of its clean-up. */
function sessionsOf(check: Check): readonly string[] {
  const always = check.subject.kind === 'request' ? check.subject.request.always : [];
  return [
    ...ownSessions(check),
    ...always.flatMap(({ session }) => (session === undefined ? [] : namesOf(session, check))),
  ];
}

function ownSessions(check: Check): readonly string[] {
  return check.session === undefined ? [] : namesOf(check.session, check);
}

/** A session may be named by a loop, once for each of its values. */
function namesOf(session: string, { forEach }: Check): readonly string[] {
  const named = forEach.map((round) =>
    Object.entries(round).reduce((name, [variable, { text }]) => name.replaceAll(`\${${variable}}`, text), session),
  );
  return [...new Set(named)];
}

import { nearest } from '../../../located-yaml/nearest.ts';
import type { Place, Problem, YamlNode } from '../../../located-yaml/node.ts';
import { namesIn } from '../variables.ts';
import type { Check } from './check.ts';
import type { Suite } from './suite.ts';

/** A `${NAME}` and where it stands. */
export interface Reference {
  readonly name: string;
  readonly place: Place;
}

/** All that a part of a suite refers to. */
export function referencesIn(node: YamlNode): readonly Reference[] {
  switch (node.kind) {
    case 'scalar':
      return named(node.text, node.place);
    case 'sequence':
      return node.items.flatMap(referencesIn);
    case 'mapping':
      return node.entries.flatMap(({ key, place, value }) => [...named(key, place), ...referencesIn(value)]);
  }
}

function named(text: string, place: Place): readonly Reference[] {
  return namesIn(text).map((name) => ({ name, place }));
}

/** The names that a check sets for itself and for those below it. */
export function capturedBy({ subject }: Check): readonly string[] {
  return subject.kind === 'request' ? Object.keys(subject.request.capture) : [];
}

/** What a check must know before it can start: all it refers to but its own captures and loop variables. */
export function neededBy(check: Check): readonly Reference[] {
  const own = new Set([...capturedBy(check), ...Object.keys(check.forEach)]);
  return referencesIn(check.node).filter(({ name }) => !own.has(name));
}

/** References that nothing can resolve: no variable, and no check above that captures them. */
export function unresolved(suite: Suite, given: ReadonlySet<string>): readonly Problem[] {
  const known = new Set([...given, ...Object.keys(suite.variables)]);
  return suite.checks.flatMap((check) => {
    const problems = neededBy(check)
      .filter(({ name }) => !known.has(name))
      .map(({ name, place }) => ({ place, reason: `\${${name}} is not defined${advice(name, known)}` }));
    for (const name of capturedBy(check)) known.add(name);
    return problems;
  });
}

function advice(name: string, known: ReadonlySet<string>): string {
  const input = { API: 'api-url', SITE: 'site-url', SITE_ORIGIN: 'site-url', VERSION: 'version' }[name];
  return input ? `; give the input \`${input}\`` : nearest(name, [...known]);
}

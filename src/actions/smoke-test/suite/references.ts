import { nearest } from '../../../located-yaml/nearest.ts';
import { entryOf, type Place, type Problem, type YamlNode } from '../../../located-yaml/node.ts';
import { namesIn, ownNames } from '../variables.ts';
import type { Check } from './check.ts';
import { loopNames } from './loop.ts';
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
  const own = new Set([...capturedBy(check), ...loopNames(check.forEach), ...ownNames]);
  return [...referencesIn(check.node), ...impliedBy(check)].filter(({ name }) => !own.has(name));
}

/** What a check refers to without its being written. */
function impliedBy({ subject, node }: Check): readonly Reference[] {
  if (subject.kind === 'version') return named(subject.version.equals, node.place);
  return subject.kind === 'login' ? named(subject.login.page, node.place) : [];
}

/** References that nothing can resolve: no variable, and no check above that captures them; and what only looks like one. */
export function unresolved(suite: Suite, given: ReadonlySet<string>): readonly Problem[] {
  const known = new Set([...given, ...Object.keys(suite.variables)]);
  const checks = suite.checks.flatMap((check) => {
    const problems = neededBy(check)
      .filter(({ name }) => !known.has(name))
      .map(({ name, place }) => ({ place, reason: `\${${name}} is not defined${advice(name, known)}` }));
    for (const name of capturedBy(check)) known.add(name);
    return problems;
  });
  return [
    ...checks,
    ...takenNames(suite),
    ...[...suite.checks.map(({ node }) => node), ...(suite.variablesNode ? [suite.variablesNode] : [])]
      .flatMap(textsIn)
      .flatMap(noReference),
    ...valueNodes(suite).flatMap(textsIn).flatMap(inValue),
  ];
}

/** Variables of the suite with the names of those that every run has. */
function takenNames({ variablesNode, checks }: Suite): readonly Problem[] {
  const inSuite = variablesNode?.kind === 'mapping' ? variablesNode.entries : [];
  const inChecks = checks.flatMap((check) =>
    [...capturedBy(check), ...loopNames(check.forEach)].map((key) => ({ key, place: check.node.place })),
  );
  return [...inSuite, ...inChecks]
    .filter(({ key }) => ownNames.includes(key))
    .map(({ key, place }) => ({ place, reason: `${key} is a variable that every run has; take another name` }));
}

/** Where values stand that nothing is put into: those of variables and of loops over lists. Rows of a loop may refer to variables. */
function valueNodes({ variablesNode, checks }: Suite): readonly YamlNode[] {
  const loops = checks
    .flatMap(({ node }) => (node.kind === 'mapping' ? (entryOf(node, 'for-each')?.value ?? []) : []))
    .filter(({ kind }) => kind === 'mapping');
  return variablesNode ? [variablesNode, ...loops] : loops;
}

/** What is written `${…}` and is no reference would be sent as it stands. */
function noReference({ text, place }: WrittenText): readonly Problem[] {
  const found = /\$\{(?![A-Za-z_]\w*\})[^}]{0,40}\}{0,2}/.exec(text)?.[0];
  if (found === undefined) return [];
  const why = found.startsWith('${{')
    ? 'expressions of workflows are not known in a suite; hand the value over in `variables` or `secrets-from`'
    : 'a reference is a name alone, such as ${PASSWORD}; take `for-each` for values that belong together';
  return [{ place, reason: `${found} is no reference: ${why}` }];
}

/** Values are put in as they are: a reference within one would be sent as it stands. */
function inValue({ text, place }: WrittenText): readonly Problem[] {
  const [name] = namesIn(text);
  if (name === undefined) return [];
  return [{ place, reason: `the value of a variable holds \${${name}}, and nothing is put into values` }];
}

/** A text of a suite, and where it stands. */
interface WrittenText {
  readonly text: string;
  readonly place: Place;
}

/** All texts of a part of a suite, keys included. */
function textsIn(node: YamlNode): readonly WrittenText[] {
  switch (node.kind) {
    case 'scalar':
      return [{ text: node.text, place: node.place }];
    case 'sequence':
      return node.items.flatMap(textsIn);
    case 'mapping':
      return node.entries.flatMap(({ key, place, value }) => [{ text: key, place }, ...textsIn(value)]);
  }
}

function advice(name: string, known: ReadonlySet<string>): string {
  const input = { API: 'api-url', SITE: 'site-url', SITE_ORIGIN: 'site-url', VERSION: 'version' }[name];
  return input ? `; give the input \`${input}\`` : nearest(name, [...known]);
}

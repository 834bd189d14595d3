import picomatch from 'picomatch';
import { hashedFiles } from '../../site/hashed/hashed-files.ts';
import { contentTypeOf } from './content-type.ts';
import type { Inputs } from './contract.ts';
import { entriesOf, type Phase, phaseOf } from './phase.ts';

/** How a file is served. */
export interface Serving {
  readonly phase: Phase;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A year, and no questions asked: the name changes with the content. */
const forever = 'public, max-age=31536000, immutable';
/** Kept, but asked for each time: a new release shows at once. */
export const askEachTime = 'no-cache';
/** Our own records in the bucket, relative to the prefix; never part of a site. */
export const ownFolder = '.deploy/';

type ServingInputs = Pick<
  Inputs,
  'entries' | 'immutable' | 'sMaxage' | 'acl' | 'cacheControl' | 'contentTypes' | 'headers'
>;

/** Decides how each of a site's paths is served: phase, type, cache rule and further headers. */
export function servingOf(
  inputs: ServingInputs,
  paths: readonly string[],
  workers: ReadonlySet<string>,
): (path: string) => Serving {
  const entries = new Set(entriesOf(inputs));
  const roles = {
    isEntry: (path: string) => entries.has(path),
    isImmutable: immutableFiles(inputs.immutable, paths),
    isServiceWorker: (path: string) => workers.has(path),
  };
  const rules = [
    ...inputs.cacheControl.map(({ glob, value }) => ({ glob, name: 'cache-control', value })),
    ...inputs.contentTypes.map(({ glob, value }) => ({ glob, name: 'content-type', value })),
    ...inputs.headers.map(({ glob, value }) => ({ glob, ...value })),
  ].map(({ glob, ...header }) => ({ matches: matching([glob]), ...header }));
  const acl = inputs.acl === undefined ? [] : [['x-amz-acl', inputs.acl] as const];
  // Most files share their headers with thousands of others.
  const known = new Map<string, Serving['headers']>();
  return (path) => {
    const phase = phaseOf(path, roles);
    const [cacheControl, contentType] = [cacheControlOf(phase, inputs), contentTypeOf(path)];
    const ruled = rules.filter(({ matches }) => matches(path)).map(({ name, value }) => [name, value] as const);
    const all = `${cacheControl}\n${contentType}\n${ruled.join('\n')}`;
    const headers =
      known.get(all) ??
      Object.fromEntries([['cache-control', cacheControl], ['content-type', contentType], ...acl, ...ruled]);
    known.set(all, headers);
    return { phase, headers };
  };
}

/** The edge keeps pages for as long as it is told, until they are invalidated; browsers ask each time all the same. */
function cacheControlOf(phase: Phase, { sMaxage }: Pick<Inputs, 'sMaxage'>): string {
  if (phase === 'immutable') return forever;
  const isKept = sMaxage > 0 && (phase === 'page' || phase === 'entry');
  return isKept ? `public, max-age=0, must-revalidate, s-maxage=${sMaxage}` : askEachTime;
}

/** Whether a path matches one of the globs; hidden files count like others. */
export function matching(globs: readonly string[]): (path: string) => boolean {
  const matchers = globs.map(matcher);
  return (path) => matchers.some((matches) => matches(path));
}

/** Most globs name a folder, for which a parser of globs would take longer than all else. */
function matcher(glob: string): (path: string) => boolean {
  const [, folder] = /^(\.?\w[\w.-]*(?:\/\w[\w.-]*)*)\/\*\*$/.exec(glob) ?? [];
  if (folder !== undefined) {
    const start = `${folder}/`;
    return (path) => path.startsWith(start) || path === folder;
  }
  const expression = picomatch.makeRe(glob, { dot: true });
  return (path) => expression.test(path) || path === glob;
}

/** Whether browsers are told to keep it and never to ask again. */
export function isFrozen(headers: Serving['headers']): boolean {
  return /\bimmutable\b/.test(headers['cache-control'] ?? '');
}

/** Whether a file of the build is not part of the site: it is excluded, or lies where our own records do. */
export function isLeftOut(exclude: Inputs['exclude']): (path: string) => boolean {
  return matching([...exclude, `${ownFolder}**`]);
}

function immutableFiles(globs: readonly string[], paths: readonly string[]): (path: string) => boolean {
  if (globs.length > 0) return matching(globs);
  const hashed = hashedFiles(paths);
  return (path) => hashed.has(path);
}

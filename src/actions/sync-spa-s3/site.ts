import picomatch from 'picomatch';
import { contentTypeOf } from '../../domain/content-type.ts';
import { invalidationPathOfKey } from '../../domain/invalidation-path.ts';
import { type Inputs, immutableDefaults } from './contract.ts';

/** Uploaded in this order, each only when the one before is done: what a page refers to exists before the page does. */
export const phases = ['immutable', 'other', 'page', 'entry'] as const;
export type Phase = (typeof phases)[number];

/** A file as it shall be served. */
export interface SiteFile {
  /** Key relative to the prefix. */
  readonly path: string;
  readonly phase: Phase;
  readonly contentType: string;
  readonly cacheControl: string;
}

/** A year, and no questions asked: the name changes with the content. */
const forever = 'public, max-age=31536000, immutable';
/** Kept, but asked for each time: a new release shows at once. */
const askEachTime = 'no-cache';
export const entryPage = 'index.html';

/** Decides how each path is served: phase, type and cache rule. */
export function siteFiles(
  paths: readonly string[],
  inputs: Pick<Inputs, 'immutable' | 'cacheControl' | 'contentTypes'>,
): readonly SiteFile[] {
  const isImmutable = picomatch([...(inputs.immutable.length > 0 ? inputs.immutable : immutableDefaults)], {
    dot: true,
  });
  const cacheControl = lastMatch(inputs.cacheControl);
  const contentType = lastMatch(inputs.contentTypes);
  return paths.map((path) => {
    const phase = phaseOf(path, isImmutable);
    return {
      path,
      phase,
      contentType: contentType(path) ?? contentTypeOf(path),
      cacheControl: cacheControl(path) ?? (phase === 'immutable' ? forever : askEachTime),
    };
  });
}

/** Whether a file of the build is not part of the site: it is excluded, or lies where our own record does. */
export function isLeftOut(exclude: Inputs['exclude']): (path: string) => boolean {
  return picomatch([...exclude, '.deploy/**'], { dot: true });
}

function phaseOf(path: string, isImmutable: (path: string) => boolean): Phase {
  if (path === entryPage) return 'entry';
  if (path.endsWith('.html')) return 'page';
  return isImmutable(path) ? 'immutable' : 'other';
}

function lastMatch(rules: Inputs['cacheControl']): (path: string) => string | undefined {
  const matchers = rules.map(({ glob, value }) => ({ matches: picomatch(glob, { dot: true }), value }));
  return (path) => matchers.findLast(({ matches }) => matches(path))?.value;
}

/** The paths under which viewers ask for an object, as invalidations name them: `/`, `/docs/`, `/docs` and the key's own. */
export function viewerPaths(path: string): readonly string[] {
  const folder = path.slice(0, -entryPage.length);
  if (path === entryPage) return ['/', invalidationPathOfKey(path)];
  const forms = path.endsWith(`/${entryPage}`) ? [folder.slice(0, -1), folder, path] : [path];
  return [...new Set(forms.map(invalidationPathOfKey))];
}

import type { CacheBehavior, Distribution } from '../../aws/cloudfront.ts';
import { coversPath } from '../../domain/invalidation-path.ts';
import { matchesPathPattern } from '../../domain/path-pattern.ts';
import type { ViewerRewrite } from '../../domain/viewer-rewrite.ts';

/** Under which paths a distribution's edges may keep what changed: each step adds to the ones before. */
export function keptPaths(
  changed: readonly string[],
  distribution: Pick<Distribution, 'rootObject' | 'errorPages' | 'behaviors'>,
  rewrites: readonly ViewerRewrite[],
): readonly string[] {
  const rooted = withRoot(changed, distribution.rootObject);
  const foldered = rooted.flatMap((path) => withFolder(path, distribution.behaviors));
  const rewritten = [...foldered, ...viewerPaths(foldered, rewrites)];
  const paged = [...rewritten, ...errorPaths(rewritten, distribution.errorPages)];
  return [...new Set(paged.flatMap((path) => withQueries(path, distribution.behaviors)))];
}

/** The default root object is kept under its own path and under `/`. */
function withRoot(paths: readonly string[], rootObject: string | undefined): readonly string[] {
  if (rootObject === undefined) return paths;
  const both = ['/', `/${rootObject}`];
  return both.some((path) => isCovered(path, paths)) ? [...paths, ...both] : paths;
}

/** `/docs/index.html` also answers `/docs/` and `/docs`, unless the origin is a bucket, which knows no folders. */
function withFolder(path: string, behaviors: readonly CacheBehavior[]): readonly string[] {
  const folder = /^(.*\/)(index\.html)?$/.exec(path)?.[1];
  if (folder === undefined || !behaviorOf(folder, behaviors)?.answersFolders) return [path];
  return folder === '/' ? [path, folder] : [path, folder, folder.slice(0, -1)];
}

function viewerPaths(paths: readonly string[], rewrites: readonly ViewerRewrite[]): readonly string[] {
  return rewrites.filter(({ served }) => isCovered(served, paths)).map(({ viewer }) => viewer);
}

/** An error page is kept under every path that had an error: nobody knows which. */
function errorPaths(paths: readonly string[], pages: Distribution['errorPages']): readonly string[] {
  return pages.some(({ path, minTtlSeconds }) => minTtlSeconds > 0 && isCovered(path, paths)) ? ['/*'] : [];
}

/** Where query strings are part of the key, a path alone is only what was asked for without one. */
function withQueries(path: string, behaviors: readonly CacheBehavior[]): readonly string[] {
  if (path.endsWith('*') || path.includes('?') || !behaviorOf(path, behaviors)?.queriesInKey) return [path];
  return [path, `${path}?*`];
}

function behaviorOf(path: string, behaviors: readonly CacheBehavior[]): CacheBehavior | undefined {
  return behaviors.find(({ pathPattern }) => matchesPathPattern(path, pathPattern));
}

function isCovered(path: string, items: readonly string[]): boolean {
  return items.some((item) => coversPath(item, path));
}

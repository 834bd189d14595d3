import type { CacheBehavior, Distribution } from '../../aws/cloudfront.ts';
import { coversPath } from '../../domain/invalidation-path.ts';
import { matchesPathPattern } from '../../domain/path-pattern.ts';
import type { Routing } from '../../domain/routing.ts';
import type { ViewerRewrite } from '../../domain/viewer-rewrite.ts';

/** What is known of a distribution's functions, which its configuration does not tell. */
export interface Answers {
  readonly rewrites: readonly ViewerRewrite[];
  readonly routing?: Routing | undefined;
}

/** Under which paths a distribution's edges may keep what changed: each step adds to the ones before. */
export function keptPaths(
  changed: readonly string[],
  distribution: Pick<Distribution, 'rootObject' | 'errorPages' | 'behaviors'>,
  { rewrites, routing }: Answers,
): readonly string[] {
  const { behaviors, rootObject, errorPages: pages } = distribution;
  const seen = [...changed, ...withoutOriginPath(changed, behaviors)];
  const rooted = withRoot(seen, rootObject);
  const foldered = rooted.flatMap((path) => withFolder(path, behaviorOf(path, behaviors), routing));
  const rewritten = [...foldered, ...viewerPaths(foldered, rewrites)];
  const paged = [...rewritten, ...errorPaths(rewritten, pages)];
  return [...new Set(paged.flatMap((path) => withQueries(path, behaviors)))];
}

/** A key may be named with the folder that CloudFront puts in front of each path (`OriginPath`), and that viewers do not know. */
function withoutOriginPath(paths: readonly string[], behaviors: readonly CacheBehavior[]): readonly string[] {
  const folders = [...new Set(behaviors.flatMap(({ originPaths }) => originPaths))].filter((folder) => folder !== '');
  return folders.flatMap((folder) => {
    const within = paths.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length));
    return paths.some((path) => path.endsWith('*') && `${folder}/`.startsWith(path.slice(0, -1))) ? ['/*'] : within;
  });
}

/** The default root object is kept under its own path and under `/`. */
function withRoot(paths: readonly string[], rootObject: string | undefined): readonly string[] {
  if (rootObject === undefined) return paths;
  const both = ['/', `/${rootObject}`];
  return both.some((path) => isCovered(path, paths)) ? [...paths, ...both] : paths;
}

/** `/docs/index.html` also answers `/docs/` and `/docs`, unless the origin is a bucket, which knows no folders, and no function does. */
function withFolder(
  path: string,
  behavior: CacheBehavior | undefined,
  routing: Routing | undefined,
): readonly string[] {
  const isOfPages = routing === 'pages' || (routing === undefined && behavior?.hasViewerFunction === true);
  if (!isOfPages && !behavior?.answersFolders) return [path];
  const folder = /^(.*\/)(index\.html)?$/.exec(path)?.[1];
  if (folder === undefined) return routing === 'pages' ? [path, ...formsOfPage(path)] : [path];
  const forms = folder === '/' ? [path, folder] : [path, folder, folder.slice(0, -1)];
  return isOfPages ? [...forms, `${folder}index.html`] : forms;
}

/** `/about.html` also answers `/about`; and that may be the page of a folder. */
function formsOfPage(path: string): readonly string[] {
  if (path.endsWith('.html')) return [path.slice(0, -'.html'.length)];
  return /\/[^/.*?]+$/.test(path) ? [`${path}/`, `${path}/index.html`] : [];
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

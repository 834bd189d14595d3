import { invalidationPathOfKey } from '../../domain/invalidation-path.ts';
import type { Routing } from '../../domain/routing.ts';
import { entryPage, isPage } from './phase.ts';

/** Where viewers meet a site, and how its addresses become its files. */
export interface Viewed {
  /** Public, without a slash in front. */
  readonly prefix: string;
  readonly routing: Routing | undefined;
}

/**
 * The paths under which viewers ask for a file of the site, as invalidations name them: its own, and for a page of a folder
 * `/docs/` and `/docs`. In a site of pages `/about` may be about.html; in an app no page but the entry has other paths.
 */
export function viewerPaths(path: string, viewed: Viewed): readonly string[] {
  return [...new Set(forms(path, viewed).map(invalidationPathOfKey))];
}

function forms(path: string, { prefix, routing }: Viewed): readonly string[] {
  const key = prefix + path;
  if (path === entryPage || (routing !== 'app' && path.endsWith(`/${entryPage}`))) {
    const folder = key.slice(0, -entryPage.length);
    return folder === '' ? [folder, key] : [folder.slice(0, -1), folder, key];
  }
  return routing === 'pages' && isPage(path) ? [key.slice(0, -'.html'.length), key] : [key];
}

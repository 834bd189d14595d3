import type { Routing } from '../../domain/routing.ts';
import type { Wanted } from './change.ts';
import type { Inputs } from './contract.ts';
import type { Observation } from './observation.ts';
import { entryPage, isPage } from './phase.ts';
import { releaseFiles } from './rollback.ts';

/** The files of the release that is deployed, or rolled back to. */
export function filesOf(inputs: Pick<Inputs, 'rollbackTo' | 'entries'>, observation: Observation): readonly Wanted[] {
  return observation.site?.files ?? releaseFiles(inputs, observation);
}

/** How the site's addresses become its files, as the input says or as its files show where that is clear. */
export function routingOf(
  { routing }: Pick<Inputs, 'routing'>,
  files: readonly Pick<Wanted, 'path' | 'sha256'>[],
): Routing | undefined {
  return routing ?? foundRouting(files);
}

/** What is shown where no page is: 200.html by an app, as Nuxt and SvelteKit make it, and 404.html by a site of pages. */
export const [appFallback, notFound] = ['200.html', '404.html'] as const;

/** Pages beside a 404.html are a site of pages; a page alone is an app. An app that is copied to 404.html is one too, as for GitHub Pages. */
function foundRouting(files: readonly Pick<Wanted, 'path' | 'sha256'>[]): Routing | undefined {
  const pages = new Map(files.filter(({ path }) => isPage(path)).map(({ path, sha256 }) => [path, sha256]));
  const fallback = pages.get(notFound);
  const isApp = pages.has(appFallback) || (fallback !== undefined && fallback === pages.get(entryPage));
  const others = [...pages.keys()].some((path) => ![entryPage, appFallback, notFound].includes(path));
  if (isApp || fallback === undefined) return others ? undefined : 'app';
  return others ? 'pages' : undefined;
}

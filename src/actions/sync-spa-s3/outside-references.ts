import { parseJson } from '../../domain/json.ts';
import { UserError } from '../../errors.ts';
import type { Inputs } from './contract.ts';
import { publicPrefix } from './key-prefix.ts';
import type { LocalSite } from './local-site.ts';
import type { BucketState } from './observation.ts';
import { bundleManifests, bundlePaths, type OutsideReference, pagePaths } from './references.ts';
import { isPage, matching } from './site.ts';
import type { SiteContent } from './site-content.ts';

/** What pages and bundlers' manifests of a build name that the build does not hold. Each page is read once in a run. */
export async function outsideReferences(
  { files }: LocalSite,
  inputs: Pick<Inputs, 'prefix' | 'publicPath' | 'lintAllow'>,
  content: SiteContent,
): Promise<readonly OutsideReference[]> {
  const prefix = publicPrefix(inputs);
  const built = new Set(files.map(({ path }) => path));
  const isAllowed = matching(inputs.lintAllow);
  const isBuilt = (path: string) =>
    path === '' || built.has(path) || built.has(`${path.replace(/\/$/, '')}/index.html`);
  const outside: OutsideReference[] = [];
  for (const file of files) {
    if (!bundleManifests.includes(file.path) && !isPage(file.path)) continue;
    const text = Buffer.from(await content.whole(file)).toString();
    const found = referencesOf(file.path, text, prefix).filter(({ path, isOurs }) => !isOurs || !isBuilt(path));
    outside.push(...found.filter(({ path }) => !isAllowed(path)).map((each) => ({ page: file.path, ...each })));
  }
  return outside;
}

function referencesOf(path: string, text: string, prefix: string): readonly Omit<OutsideReference, 'page'>[] {
  const within = (found: string) => (found.startsWith(prefix) ? found.slice(prefix.length) : undefined);
  // A bundler's manifest names files of the build, some with the path under which they are served.
  if (bundleManifests.includes(path))
    return bundlePaths(parseJson(text)).map((found) => ({ path: within(found) ?? found, isOurs: true }));
  return pagePaths(text, prefix + path).map((found) => {
    const ours = within(found);
    return { path: ours ?? found, isOurs: ours !== undefined };
  });
}

/** Throws when one of them will not be served: what others put into the bucket stays, what we put there is pruned one day. */
export function demandServed(
  outside: readonly OutsideReference[],
  { listed, manifest }: Pick<BucketState, 'listed' | 'manifest'>,
  folder: string,
  inputs: Pick<Inputs, 'prefix' | 'publicPath'>,
): void {
  const isServedByOthers = (path: string) => listed.has(path) && !manifest.objects.has(path);
  const missing = outside.filter(({ path, isOurs }) => !isOurs || !isServedByOthers(path));
  if (missing.length > 0) throw brokenReferences(folder, `/${publicPrefix(inputs)}`, missing);
}

const maxShown = 10;

function brokenReferences(folder: string, publicPath: string, missing: readonly OutsideReference[]): UserError {
  const shown = missing.slice(0, maxShown).map(({ page, path }) => `${page} loads ${path}`);
  const more = missing.length > maxShown ? `; and ${missing.length - maxShown} more` : '';
  return new UserError({
    what: `${folder} refers to files that nobody would serve; nothing was uploaded.`,
    why: `${shown.join('; ')}${more}.`,
    next: `Correct the build (made to be served under ${publicPath}: \`public-path\`) or \`exclude\`; name paths that are served from elsewhere under \`lint-allow\`.`,
  });
}

import { parseJson } from '../../domain/json.ts';
import { UserError } from '../../errors.ts';
import type { TreeReader } from '../../machine/tree.ts';
import type { Inputs } from './contract.ts';
import { publicPrefix } from './key-prefix.ts';
import { contentOf, type LocalSite } from './local-site.ts';
import type { BucketState } from './observe.ts';
import { bundleManifests, bundlePaths, pagePaths } from './references.ts';
import { isPage, matching } from './site.ts';

interface Missing {
  readonly page: string;
  readonly path: string;
}

/** Throws when a page, or the bundler's own manifest, names a file that will not be served. A build that is served already was asked before. */
export async function demandReferences(
  site: LocalSite,
  { manifest, listed }: Pick<BucketState, 'manifest' | 'listed'>,
  inputs: Pick<Inputs, 'prefix' | 'publicPath' | 'lintAllow'>,
  tree: TreeReader,
): Promise<void> {
  if (isServed(site, manifest)) return;
  const prefix = publicPrefix(inputs);
  const built = new Set(site.files.map(({ path }) => path));
  const isAllowed = matching(inputs.lintAllow);
  // What we put there and what is no longer built will be pruned one day; what others put there stays.
  const isServedByOthers = (path: string) => listed.has(path) && !manifest.objects.has(path);
  const willServe = (path: string) =>
    path === '' || built.has(path) || built.has(`${path.replace(/\/$/, '')}/index.html`) || isServedByOthers(path);
  const missing: Missing[] = [];
  for (const file of site.files) {
    if (!bundleManifests.includes(file.path) && !isPage(file.path)) continue;
    const text = Buffer.from(await contentOf(file, site.folder, tree)).toString();
    const absent = referencesOf(file.path, text, prefix).filter(({ path, isOurs }) => !isOurs || !willServe(path));
    missing.push(...absent.filter(({ path }) => !isAllowed(path)).map(({ path }) => ({ page: file.path, path })));
  }
  if (missing.length > 0) throw brokenReferences(site.folder, `/${prefix}`, missing);
}

interface Reference {
  /** Relative to the site, where it is of this site. */
  readonly path: string;
  readonly isOurs: boolean;
}

function referencesOf(path: string, text: string, prefix: string): readonly Reference[] {
  const within = (found: string) => (found.startsWith(prefix) ? found.slice(prefix.length) : undefined);
  // A bundler's manifest names files of the build, some with the path under which they are served.
  if (bundleManifests.includes(path))
    return bundlePaths(parseJson(text)).map((found) => ({ path: within(found) ?? found, isOurs: true }));
  return pagePaths(text, prefix + path).map((found) => {
    const ours = within(found);
    return { path: ours ?? found, isOurs: ours !== undefined };
  });
}

function isServed({ files }: LocalSite, { objects }: BucketState['manifest']): boolean {
  let current = 0;
  for (const { unusedSince } of objects.values()) if (unusedSince === undefined) current++;
  return current === files.length && files.every(({ path, sha256 }) => objects.get(path)?.sha256 === sha256);
}

const maxShown = 10;

function brokenReferences(folder: string, publicPath: string, missing: readonly Missing[]): UserError {
  const shown = missing.slice(0, maxShown).map(({ page, path }) => `${page} loads ${path}`);
  const more = missing.length > maxShown ? `; and ${missing.length - maxShown} more` : '';
  return new UserError({
    what: `${folder} refers to files that nobody would serve; nothing was uploaded.`,
    why: `${shown.join('; ')}${more}.`,
    next: `Correct the build (made to be served under ${publicPath}: \`public-path\`) or \`exclude\`; name paths that are served from elsewhere under \`lint-allow\`.`,
  });
}

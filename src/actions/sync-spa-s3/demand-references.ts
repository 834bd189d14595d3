import { UserError } from '../../errors.ts';
import type { TreeReader } from '../../machine/tree.ts';
import type { Inputs } from './contract.ts';
import { keyPrefix } from './key-prefix.ts';
import { contentOf, type LocalSite } from './local-site.ts';
import type { BucketState } from './observe.ts';
import { bundleManifests, bundleReferences, pageReferences } from './references.ts';
import { isPage, matching } from './site.ts';

interface Missing {
  readonly page: string;
  readonly path: string;
}

/** Throws when a page, or the bundler's own manifest, names a file that will not be served. A build that is served already was asked before. */
export async function demandReferences(
  site: LocalSite,
  { manifest, listed }: Pick<BucketState, 'manifest' | 'listed'>,
  inputs: Pick<Inputs, 'prefix' | 'lintAllow'>,
  tree: TreeReader,
): Promise<void> {
  if (isServed(site, manifest)) return;
  const built = new Set(site.files.map(({ path }) => path));
  const isAllowed = matching(inputs.lintAllow);
  // What we put there and what is no longer built will be pruned one day; what others put there stays.
  const isServedByOthers = (path: string) => listed.has(path) && !manifest.objects.has(path);
  const prefix = keyPrefix(inputs.prefix);
  const willServe = (path: string) =>
    built.has(path) || built.has(`${path.replace(/\/$/, '')}/index.html`) || isServedByOthers(path);
  const missing: Missing[] = [];
  for (const file of site.files) {
    const isManifest = bundleManifests.includes(file.path);
    if (!isManifest && !isPage(file.path)) continue;
    const text = Buffer.from(await contentOf(file, site.folder, tree)).toString();
    const paths = isManifest ? bundleReferences(jsonOf(text)) : pageReferences(text, file.path);
    const absent = paths.filter((path) => {
      const inPrefix = path.startsWith(prefix) ? path.slice(prefix.length) : path;
      return !willServe(path) && !willServe(inPrefix) && !isAllowed(path);
    });
    missing.push(...absent.map((path) => ({ page: file.path, path })));
  }
  if (missing.length > 0) throw brokenReferences(site.folder, missing);
}

function isServed({ files }: LocalSite, { objects }: BucketState['manifest']): boolean {
  let current = 0;
  for (const { unusedSince } of objects.values()) if (unusedSince === undefined) current++;
  return current === files.length && files.every(({ path, sha256 }) => objects.get(path)?.sha256 === sha256);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const maxShown = 10;

function brokenReferences(folder: string, missing: readonly Missing[]): UserError {
  const shown = missing.slice(0, maxShown).map(({ page, path }) => `${page} loads ${path}`);
  const more = missing.length > maxShown ? `; and ${missing.length - maxShown} more` : '';
  return new UserError({
    what: `${folder} refers to files that nobody would serve; nothing was uploaded.`,
    why: `${shown.join('; ')}${more}.`,
    next: 'Correct the build or `exclude`; name paths that are served from elsewhere under `lint-allow`.',
  });
}

import { parseJson } from '../../domain/json.ts';
import type { Result } from '../../domain/result.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Inputs } from './contract.ts';
import type { LocalFile, LocalSite } from './local-site.ts';
import type { BucketState } from './observation.ts';
import { isPage } from './phase.ts';
import { publicPrefix } from './public-prefix.ts';
import { bundleManifests, bundlePaths, type LoadedPath, type OutsideReference, pagePaths } from './references.ts';
import { scriptPaths } from './script-paths.ts';
import { matching } from './site.ts';
import type { SiteContent } from './site-content.ts';

/** A page that is larger is not read. */
const maxBytes = 16 * 1_024 ** 2;

/** What pages, their scripts and bundlers' manifests of a build name that the build does not hold. Each file is read once in a run. */
export async function outsideReferences(
  { files }: LocalSite,
  inputs: Pick<Inputs, 'prefix' | 'publicPath' | 'lintAllow' | 'entries'>,
  content: SiteContent,
  { log }: Pick<Context, 'log'>,
): Promise<readonly OutsideReference[]> {
  const prefix = publicPrefix(inputs);
  const built = new Set(files.map(({ path }) => path));
  const isAllowed = matching(inputs.lintAllow);
  const isBuilt = (path: string) => path === '' || built.has(path) || built.has(`${withoutSlash(path)}/index.html`);
  const outside: OutsideReference[] = [];
  // An entry may be a script: remoteEntry.js.
  const scripts = new Set(inputs.entries);
  const isAccepted = ({ path, isOurs }: FoundReference) => isAllowed(path) || (!isOurs && isAllowed(`/${path}`));
  const addOutside = (page: string, all: readonly FoundReference[]) => {
    const found = all.filter(({ path, isOurs }) => !isOurs || !isBuilt(path));
    outside.push(...found.filter((each) => !isAccepted(each)).map((each) => ({ page, ...each })));
  };
  for (const file of files) {
    if (!bundleManifests.includes(file.path) && !isPage(file.path)) continue;
    const read = await referencesIn(file, content, prefix);
    if (!read.ok) {
      log.warning(`What ${file.path} loads is not checked: it has ${read.reason}.`);
      continue;
    }
    addOutside(file.path, read.value);
    for (const { path, isOurs } of read.value) if (isOurs) scripts.add(path);
  }
  for await (const { script, loaded } of scriptPaths(scripts, files, prefix, content))
    addOutside(script, loaded.map(within(prefix)));
  return outside;
}

type FoundReference = Omit<OutsideReference, 'page'>;

async function referencesIn(
  file: LocalFile,
  content: SiteContent,
  prefix: string,
): Promise<Result<readonly FoundReference[]>> {
  if (file.bytes > maxBytes) return { ok: false, reason: `more than ${maxBytes} bytes` };
  const text = Buffer.from(await content.plain(file)).toString();
  if (bundleManifests.includes(file.path)) {
    // It names files of the build, some with the path under which they are served.
    const paths = bundlePaths(parseJson(text));
    return { ok: true, value: paths.map((each) => ({ ...within(prefix)(each), isOurs: true })) };
  }
  const found = pagePaths(text, prefix + file.path);
  if (!found.ok) return found;
  return { ok: true, value: found.value.map(within(prefix)) };
}

/** Paths of the site as those below its prefix, where they are. */
function within(prefix: string): (loaded: LoadedPath) => FoundReference {
  return ({ path, isNeeded }) => {
    const isOurs = path.startsWith(prefix);
    return { path: isOurs ? path.slice(prefix.length) : path, isOurs, isNeeded };
  };
}

function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

/**
 * Throws when one of them will not be served without which a page is broken, and warns of the others: what others put into the
 * bucket stays, what we put there is pruned one day.
 */
export function demandServed(
  outside: readonly OutsideReference[],
  { listed, manifest }: Pick<BucketState, 'listed' | 'manifest'>,
  { folder, files, ...inputs }: Pick<Inputs, 'prefix' | 'publicPath'> & LocalSite,
  { log }: Pick<Context, 'log'>,
): void {
  const site: ServedSite = { prefix: publicPrefix(inputs), paths: new Set(files.map(({ path }) => path)) };
  const isServedByOthers = (path: string) => listed.has(path) && !manifest.objects.has(path);
  const missing = outside.filter(({ path, isOurs }) => !isOurs || !isServedByOthers(path));
  const needed = missing.filter(({ isNeeded }) => isNeeded);
  if (needed.length > 0) throw brokenReferences(folder, needed, site);
  const [within, elsewhere] = [missing.filter(({ isOurs }) => isOurs), missing.filter(({ isOurs }) => !isOurs)];
  if (within.length > 0)
    log.warning(
      `${folder} refers to files that are neither in the build nor, by others, in the bucket: ${shownReferences(within, site)} Where nothing else serves them, visitors see a gap.`,
    );
  if (elsewhere.length > 0)
    log.warning(
      `${folder} is served under /${site.prefix}, and refers to files outside of it: ${shownReferences(elsewhere, site)} What stands there answers, or nothing.`,
    );
}

/** Where visitors find the files of a build. */
interface ServedSite {
  /** Without a slash in front. */
  readonly prefix: string;
  readonly paths: ReadonlySet<string>;
}

const maxShown = 10;

function brokenReferences(folder: string, missing: readonly OutsideReference[], site: ServedSite): UserError {
  return new UserError({
    what: `${folder} refers to files that nobody would serve; nothing was uploaded.`,
    why: shownReferences(missing, site),
    next: `Correct the build (made to be served under /${site.prefix}: \`public-path\`) or \`exclude\`; name paths that are served from elsewhere under \`lint-allow\`.`,
  });
}

/** By the addresses at which browsers will ask; a file that the build has, and that will be served at another one, is told apart. */
function shownReferences(missing: readonly OutsideReference[], { prefix, paths }: ServedSite): string {
  const shown = missing.slice(0, maxShown).map(({ page, path, isOurs }) => {
    const has = isOurs || !paths.has(path) ? '' : ` (the build has it, served at /${prefix}${path})`;
    return `${page} loads /${isOurs ? prefix : ''}${path}${has}`;
  });
  const more = missing.length > maxShown ? `; and ${missing.length - maxShown} more` : '';
  return `${shown.join('; ')}${more}.`;
}

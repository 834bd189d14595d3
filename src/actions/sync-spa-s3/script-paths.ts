import { kindOfFile } from '../../site/asset-kind.ts';
import { bundledReferences } from '../../site/script-references.ts';
import type { LocalFile } from './local-site.ts';
import { type LoadedPath, siteAddress, sitePath } from './references.ts';
import type { SiteContent } from './site-content.ts';

/** A script of the build, and what it loads. */
export interface ReadScript {
  readonly script: string;
  /** Below the public root of the site, not of the prefix. */
  readonly loaded: readonly LoadedPath[];
}

/** More than a page's visitor could ever fetch; a site of more is read so far. */
const maxScripts = 2_000;
const maxBytes = 16 * 1_024 ** 2;

/**
 * What the scripts load that pages load, and the scripts that those load in turn: modules that they import, and the chunks of a
 * bundler's maps. `start` are paths within the build.
 */
export async function* scriptPaths(
  start: Iterable<string>,
  files: readonly LocalFile[],
  prefix: string,
  content: SiteContent,
): AsyncGenerator<ReadScript> {
  const waiting = new Set(start);
  const scripts = new Map(files.filter(({ path }) => kindOfFile(path) === 'script').map((file) => [file.path, file]));
  let count = 0;
  // What is added while the set is gone through comes at its end.
  for (const script of waiting) {
    const file = scripts.get(script);
    if (!file || file.bytes > maxBytes) continue;
    if (++count > maxScripts) return;
    const text = Buffer.from(await content.plain(file)).toString();
    const loaded = loadedByScript(text, prefix + script, prefix);
    for (const { path } of loaded) if (path.startsWith(prefix)) waiting.add(path.slice(prefix.length));
    yield { script, loaded };
  }
}

function loadedByScript(text: string, path: string, prefix: string): readonly LoadedPath[] {
  const placed = { text, url: siteAddress(path), pageUrl: siteAddress(prefix) };
  const paths = new Set([...bundledReferences(placed)].flatMap(({ url }) => sitePath(url) ?? []));
  return [...paths].filter(isCode).map((each) => ({ path: each, isNeeded: true }));
}

function isCode(path: string): boolean {
  return ['script', 'stylesheet'].includes(kindOfFile(path) ?? '');
}

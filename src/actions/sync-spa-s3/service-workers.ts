import { join } from 'node:path';
import type { TreeReader } from '../../machine/tree.ts';
import { nameVerdict } from '../../site/hashed/hashed-files.ts';
import { knowsServiceWorkers, namesFile, worksAsServiceWorker } from '../../site/service-worker.ts';
import { isPage, isServiceWorkerName } from './phase.ts';

/** A file that is larger is not read: nobody writes a script like that. */
const maxBytes = 16 * 1_024 ** 2;

/**
 * The service workers of a build: by the names that frameworks give, and else what works as one and is registered by a page or
 * a script. Few builds have a script without a hash that works as one, and only then all pages and scripts are looked at.
 */
export async function serviceWorkers(
  folder: string,
  paths: readonly string[],
  tree: Pick<TreeReader, 'content'>,
): Promise<ReadonlySet<string>> {
  const found = new Set(paths.filter(isServiceWorkerName));
  const text = async (path: string) => {
    const content = await tree.content(join(folder, path), 0);
    return content.length > maxBytes ? '' : Buffer.from(content).toString('latin1');
  };
  const candidates = new Set<string>();
  for (const path of paths) {
    if (!isScript(path) || found.has(path) || nameVerdict(path) === 'hashed') continue;
    if (worksAsServiceWorker(await text(path))) candidates.add(path);
  }
  if (candidates.size === 0) return found;
  const named = new Set<string>();
  let isRegistered = false;
  for (const path of paths) {
    if (!(isPage(path) || isScript(path)) || found.has(path) || candidates.has(path)) continue;
    const content = await text(path);
    isRegistered ||= knowsServiceWorkers(content);
    for (const candidate of candidates) if (namesFile(content, candidate)) named.add(candidate);
    if (isRegistered && named.size === candidates.size) break;
  }
  return isRegistered ? new Set([...found, ...named]) : found;
}

function isScript(path: string): boolean {
  return /\.m?js$/.test(path);
}

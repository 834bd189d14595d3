import type { ProbeResult } from '../../../http/probe.ts';
import type { AssetReference } from '../../../site/page-references.ts';
import type { AttemptContext } from '../checks/attempt.ts';
import { bodyText } from '../expect/answer-body.ts';
import type { Flaw } from '../expect/finding.ts';
import { scriptReferences, stylesheetReferences } from './references.ts';

/** A site with more assets, or larger ones, is not crawled to its end. */
const maxAssets = 5_000;
const maxBytes = 1024 * 1024 * 1024;

/**
 * Fetches the assets of the site itself and those that its scripts and stylesheets load in turn, and gives the flaws that
 * `judge` finds in them; no body is kept. Sound and video are left out, as browsers fetch of them only what is played.
 */
export async function crawl(
  start: Iterable<AssetReference>,
  siteUrl: string,
  { prober, concurrency }: Pick<AttemptContext, 'prober' | 'concurrency'>,
  judge: (reference: AssetReference, result: ProbeResult) => readonly Flaw[],
): Promise<readonly Flaw[]> {
  const queue = assetQueue(new URL(siteUrl).origin);
  queue.add(start);
  let bytes = 0;
  const flaws: (readonly Flaw[])[] = [];
  const visit = async (reference: AssetReference, position: number) => {
    const result = await prober.send({
      method: 'GET',
      url: reference.url,
      headers: [],
      timeoutMilliseconds: 30_000,
    });
    flaws[position] = judge(reference, result);
    bytes += result.kind === 'response' ? result.body.length : 0;
    if (bytes <= maxBytes) queue.add(referencesOf(reference, result, siteUrl));
  };
  while (queue.hasMore() && bytes <= maxBytes) await inParallel(queue.takeAll(), concurrency, visit);
  return [...flaws.flat(), ...limitFlaws(siteUrl, queue.isFull(), bytes)];
}

/** The assets that are still to be fetched: of one origin, each once. */
function assetQueue(origin: string) {
  const seen = new Set<string>();
  let waiting: (readonly [AssetReference, number])[] = [];
  let full = false;
  return {
    add(references: Iterable<AssetReference>) {
      for (const reference of references) {
        const { kind, url } = reference;
        if (kind === 'media' || seen.has(url) || new URL(url).origin !== origin) continue;
        full = seen.size === maxAssets;
        if (full) return;
        waiting.push([reference, seen.size]);
        seen.add(url);
      }
    },
    hasMore: () => waiting.length > 0,
    takeAll() {
      const taken = waiting;
      waiting = [];
      return taken;
    },
    isFull: () => full,
  };
}

function referencesOf({ kind, url }: AssetReference, result: ProbeResult, siteUrl: string): Iterable<AssetReference> {
  if (result.kind === 'unreachable' || result.status !== 200) return [];
  if (kind === 'stylesheet') return stylesheetReferences(bodyText(result), url);
  return kind === 'script' ? scriptReferences(bodyText(result), url, siteUrl) : [];
}

function limitFlaws(siteUrl: string, full: boolean, bytes: number): readonly Flaw[] {
  const subject = `assets of ${siteUrl}`;
  if (full) return [{ subject, expected: `at most ${maxAssets}`, actual: 'more; the others were not fetched' }];
  if (bytes <= maxBytes) return [];
  const expected = `at most ${maxBytes / 1024 / 1024} MiB`;
  return [{ subject, expected, actual: 'more; the others were not fetched' }];
}

/** Works on all items, with at most `limit` under way. */
async function inParallel<A, B>(
  items: readonly (readonly [A, B])[],
  limit: number,
  work: (a: A, b: B) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const worker = async () => {
    for (const [a, b] of waiting) await work(a, b);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
}

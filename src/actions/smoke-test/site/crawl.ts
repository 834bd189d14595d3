import { mapConcurrently } from '../../../domain/map-concurrently.ts';
import type { ProbeResult } from '../../../http/probe.ts';
import type { AssetReference } from '../../../site/page-references.ts';
import { scriptReferences } from '../../../site/script-references.ts';
import type { AttemptContext } from '../checks/attempt.ts';
import type { Flaw } from '../expect/finding.ts';
import { bodyText } from '../expect/response-body.ts';
import { stylesheetReferences } from './stylesheet-references.ts';

/** A site with more assets, or larger ones, is not crawled to its end. */
const maxAssets = 5_000;
const maxBytes = 1024 * 1024 * 1024;

/**
 * Fetches the assets of the site itself and those that its scripts and stylesheets load in turn, and gives the flaws that
 * `judge` finds in them; no body is kept. Audio and video are skipped, as browsers fetch them only when played.
 */
export async function crawl(
  start: Iterable<AssetReference>,
  siteUrl: string,
  { prober, concurrency }: Pick<AttemptContext, 'prober' | 'concurrency'>,
  judge: (reference: AssetReference, result: ProbeResult) => readonly Flaw[],
): Promise<readonly Flaw[]> {
  const queue = assetQueue(new URL(siteUrl).origin);
  queue.add(start);
  const flaws: (readonly Flaw[])[] = [];
  const visit = async ({ reference, position }: Queued) => {
    if (queue.exceeded() !== undefined) return;
    const { url } = reference;
    const result = await prober.send({ method: 'GET', url, headers: [], timeoutMilliseconds: 30_000 });
    if (result.kind === 'unreachable' && result.isOutOfTime) return queue.endTime();
    flaws[position] = judge(reference, result);
    if (result.kind === 'response') queue.countBytes(result.body.length);
    queue.add(referencesOf(reference, result, siteUrl));
  };
  while (queue.hasMore()) await mapConcurrently(queue.takeAll(), concurrency, visit);
  const limit = queue.exceeded();
  if (limit === undefined) return flaws.flat();
  const actual = 'more; the others were not fetched';
  const tooMuch = { subject: `assets of ${siteUrl}`, expected: limit, actual, inconclusive: true };
  return [...flaws.flat(), tooMuch];
}

interface Queued {
  readonly reference: AssetReference;
  /** In the order in which they were found. */
  readonly position: number;
}

/** The assets that are still to be fetched: of one origin, each once, and none beyond a limit. */
function assetQueue(origin: string) {
  const seen = new Set<string>();
  let waiting: Queued[] = [];
  let bytes = 0;
  let exceeded: string | undefined;
  return {
    add(references: Iterable<AssetReference>) {
      for (const reference of references) {
        const { kind, url } = reference;
        if (kind === 'media' || seen.has(url) || new URL(url).origin !== origin) continue;
        if (seen.size === maxAssets) exceeded ??= `at most ${maxAssets} files`;
        if (exceeded !== undefined) return;
        waiting.push({ reference, position: seen.size });
        seen.add(url);
      }
    },
    countBytes(count: number) {
      bytes += count;
      if (bytes > maxBytes) exceeded ??= `at most ${maxBytes / 1024 / 1024} MiB`;
    },
    endTime() {
      exceeded ??= 'all of them within the time of the check';
    },
    exceeded: () => exceeded,
    hasMore: () => waiting.length > 0,
    takeAll() {
      const taken = waiting;
      waiting = [];
      return taken;
    },
  };
}

function referencesOf({ kind, url }: AssetReference, result: ProbeResult, siteUrl: string): Iterable<AssetReference> {
  if (result.kind === 'unreachable' || result.status !== 200) return [];
  if (kind === 'stylesheet') return stylesheetReferences(bodyText(result), url);
  return kind === 'script' ? scriptReferences(bodyText(result), url, siteUrl) : [];
}

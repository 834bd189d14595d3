import { mapConcurrently } from '../../../domain/map-concurrently.ts';
import type { Probe, ProbeResult } from '../../../http/probe.ts';
import type { AssetReference } from '../../../site/page-references.ts';
import { bodyText } from '../expect/answer-body.ts';
import { scriptReferences, stylesheetReferences } from './references.ts';

/** An asset and what came for it. */
export interface FetchedAsset {
  readonly reference: AssetReference;
  readonly result: ProbeResult;
}

/** A site with more is not crawled to its end; what was seen was checked. */
const maxAssets = 1000;

/** Fetches assets of the site itself, so many at once, and those that its scripts and stylesheets load in turn; films and sound are left out, as browsers fetch of them only what is played. */
export async function crawl(
  start: readonly AssetReference[],
  siteUrl: string,
  probe: Probe,
  concurrency: number,
  signal: AbortSignal,
): Promise<readonly FetchedAsset[]> {
  const origin = new URL(siteUrl).origin;
  const seen = new Set<string>();
  const fetched: FetchedAsset[] = [];
  let found = start;
  while (found.length > 0) {
    const next = found.filter(({ kind, url }) => {
      const isNew = kind !== 'media' && new URL(url).origin === origin && !seen.has(url) && seen.size < maxAssets;
      if (isNew) seen.add(url);
      return isNew;
    });
    const fetchOne = async (reference: AssetReference) => ({
      reference,
      result: await get(reference.url, probe, signal),
    });
    const batch = await mapConcurrently(next, concurrency, fetchOne, signal);
    fetched.push(...batch);
    found = batch.flatMap((asset) => referencesOf(asset, siteUrl));
  }
  return fetched;
}

function get(url: string, probe: Probe, signal: AbortSignal): Promise<ProbeResult> {
  return probe.send({ method: 'GET', url, headers: [], timeoutMilliseconds: 30_000 }, signal);
}

function referencesOf({ reference: { kind, url }, result }: FetchedAsset, siteUrl: string): readonly AssetReference[] {
  if (result.kind === 'unreachable' || result.status !== 200) return [];
  if (kind === 'stylesheet') return stylesheetReferences(bodyText(result), url);
  return kind === 'script' ? scriptReferences(bodyText(result), url, siteUrl) : [];
}

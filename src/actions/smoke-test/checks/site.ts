import { withoutSlashAtEnd } from '../../../domain/web-address.ts';
import type { ProbeResponse, ProbeResult, Prober } from '../../../http/probe.ts';
import type { AssetReference } from '../../../site/page-references.ts';
import type { Finding, Flaw } from '../expect/finding.ts';
import { followingRedirects } from '../probes/redirects.ts';
import { assetFlaws, pageCacheFlaws } from '../site/asset.ts';
import { crawl } from '../site/crawl.ts';
import { mixedContentFlaws } from '../site/mixed-content.ts';
import type { SiteTemplate } from '../suite/site.ts';
import { type Attempt, type AttemptContext, attempt } from './attempt.ts';
import { acceptsPages, lookForMissingPage } from './missing-page.ts';
import { readPage } from './page.ts';
import { unreachable } from './request.ts';

/** Loads the pages of a site as browsers do, with all files that they load. */
export async function checkSite(
  { url, pages, routing }: SiteTemplate,
  context: Pick<AttemptContext, 'prober' | 'random' | 'routing' | 'concurrency'>,
): Promise<Attempt> {
  const findings: Finding[] = [];
  const references: AssetReference[] = [];
  const get = (path: string, prober: Prober = context.prober) =>
    prober.send({
      ...{ method: 'GET', url: withoutSlashAtEnd(url) + path },
      ...{ headers: acceptsPages, timeoutMilliseconds: 30_000 },
    });
  // A website of S3 redirects /about to /about/.
  const following = withinOrigin(context.prober, url);
  let entry: ProbeResponse | undefined;
  for (const path of ['/', ...pages]) {
    const page = await get(path, path === '/' ? context.prober : following);
    if (page.kind === 'response') entry ??= page;
    const read = pageFindings(page);
    findings.push(...read.findings.map((each) => (path === '/' ? each : { ...each, at: ['site', 'pages'] })));
    references.push(...read.references);
  }
  const missing = await lookForMissingPage(routing ?? context.routing, entry, get, context.random);
  findings.push(...missing.flaws.map((flaw) => ({ ...flaw, at: ['site', 'routing'] })));
  const flaws = await crawl(references, url, context, (reference, result) =>
    result.kind === 'unreachable' ? [unreachable(result)] : assetFlaws(reference, result),
  );
  return { ...attempt([...findings, ...flaws.map(finding)]), notes: missing.notes };
}

/** Follows redirects as browsers do, and not to another origin: what is there is no page of this site. */
function withinOrigin(prober: Prober, url: string): Prober {
  return {
    async send(request) {
      const result = await followingRedirects(prober, []).send(request);
      const isOurs = result.kind === 'unreachable' || new URL(result.url).origin === new URL(url).origin;
      return isOurs ? result : prober.send(request);
    },
  };
}

interface JudgedPage {
  readonly findings: readonly Finding[];
  readonly references: readonly AssetReference[];
}

function pageFindings(page: ProbeResult): JudgedPage {
  if (page.kind === 'unreachable') return { findings: [finding(unreachable(page))], references: [] };
  const read = readPage(page);
  if ('subject' in read) return { findings: [finding(read)], references: [] };
  const flaws = [...pageCacheFlaws(page.url, page), ...mixedContentFlaws(page.url, read.references)];
  return { findings: flaws.map(finding), references: read.references };
}

function finding(flaw: Flaw): Finding {
  return { ...flaw, at: ['site', 'url'] };
}

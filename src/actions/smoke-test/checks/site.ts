import { withoutSlashAtEnd } from '../../../domain/web-address.ts';
import type { ProbeResult } from '../../../http/probe.ts';
import type { AssetReference } from '../../../site/page-references.ts';
import type { Finding, Flaw } from '../expect/finding.ts';
import { assetFlaws, pageCacheFlaws } from '../site/asset.ts';
import { crawl } from '../site/crawl.ts';
import type { SiteTemplate } from '../suite/site.ts';
import { type Attempt, type AttemptContext, attempt } from './attempt.ts';
import { referencesOf } from './page.ts';
import { unreachable } from './request.ts';

/** Loads the pages of a site as browsers do, with all files that they load. */
export async function checkSite(
  { url, pages }: SiteTemplate,
  context: Pick<AttemptContext, 'prober' | 'concurrency'>,
): Promise<Attempt> {
  const findings: Finding[] = [];
  const references: AssetReference[] = [];
  for (const path of ['/', ...pages]) {
    const address = withoutSlashAtEnd(url) + path;
    const page = await context.prober.send({ method: 'GET', url: address, headers: [], timeoutMilliseconds: 30_000 });
    const read = readPage(page);
    findings.push(...read.findings.map((each) => (path === '/' ? each : { ...each, at: ['site', 'pages'] })));
    references.push(...read.references);
  }
  const flaws = await crawl(references, url, context, (reference, result) =>
    result.kind === 'unreachable' ? [unreachable(result)] : assetFlaws(reference, result),
  );
  return attempt([...findings, ...flaws.map(finding)]);
}

interface ReadPage {
  readonly findings: readonly Finding[];
  readonly references: readonly AssetReference[];
}

function readPage(page: ProbeResult): ReadPage {
  if (page.kind === 'unreachable') return { findings: [finding(unreachable(page))], references: [] };
  const references = referencesOf(page);
  if ('subject' in references) return { findings: [finding(references)], references: [] };
  return { findings: pageCacheFlaws(page.url, page).map(finding), references };
}

function finding(flaw: Flaw): Finding {
  return { ...flaw, at: ['site', 'url'] };
}

import type { Probe, ProbeResponse, ProbeResult } from '../../../http/probe.ts';
import type { RandomBytes } from '../../../machine/random.ts';
import { type AssetReference, pageReferences } from '../../../site/page-references.ts';
import { bodyText } from '../expect/answer-body.ts';
import type { Finding } from '../expect/finding.ts';
import { assetFlaws, type Flaw, fallbackAdvice, isHtml, pageCacheFlaws } from '../site/asset.ts';
import { crawl } from '../site/crawl.ts';
import type { SpaTemplate } from '../suite/spa.ts';
import { type Attempt, attempt } from './attempt.ts';
import { unreachable } from './request.ts';

/** Loads a single-page app as browsers do: its page, its deep links, all its files, and one that does not exist. */
export async function checkSpa(
  spa: SpaTemplate,
  probe: Probe,
  random: RandomBytes,
  concurrency: number,
  signal: AbortSignal,
): Promise<Attempt> {
  const get = (path: string) =>
    probe.send({ method: 'GET', url: below(spa.url, path), headers: [], timeoutMilliseconds: 30_000 }, signal);
  const entry = await get('/');
  if (entry.kind === 'unreachable') return attempt([unreachable(entry)]);
  const wrongEntry = entryFlaws(entry);
  if (wrongEntry.length > 0) return attempt(wrongEntry.map((flaw) => finding('url', flaw)));

  const references = pageReferences(bodyText(entry), entry.url);
  const findings: (readonly Finding[])[] = [pageCacheFlaws(entry.url, entry).map((flaw) => finding('url', flaw))];
  findings.push(fileNameFindings(entry, await get('/index.html')));
  for (const path of spa.deepLinks) findings.push(deepLinkFindings(entry, await get(path)));
  for (const path of spa.files) findings.push(fileFindings(await get(path)));
  findings.push(missingFindings(await get(spa.missing ?? missingScript(spa.url, references, random))));
  for (const { reference, result } of await crawl(references, spa.url, probe, concurrency, signal)) {
    findings.push(
      result.kind === 'unreachable'
        ? [unreachable(result)]
        : assetFlaws(reference, result).map((flaw) => finding('url', flaw)),
    );
  }
  return attempt(findings.flat());
}

function below(siteUrl: string, path: string): string {
  return siteUrl.replace(/\/+$/, '') + path;
}

function entryFlaws(entry: ProbeResponse): readonly Flaw[] {
  const type = entry.headers.get('content-type')?.join(', ') ?? 'none';
  if (entry.status !== 200) return [{ subject: entry.url, expected: '200', actual: String(entry.status) }];
  if (!/^text\/html\b/i.test(type))
    return [{ subject: `content-type of ${entry.url}`, expected: 'text/html', actual: type }];
  const loadsNothing = pageReferences(bodyText(entry), entry.url).every(({ kind }) => kind !== 'script');
  return isHtml(entry) && !loadsNothing
    ? []
    : [{ subject: entry.url, expected: 'a page that loads a script', actual: 'a page without one' }];
}

/** `/` and `/index.html` may fall under different cache behaviours; where both answer, they must be one page. */
function fileNameFindings(entry: ProbeResponse, result: ProbeResult): readonly Finding[] {
  if (result.kind === 'unreachable' || result.status !== 200) return [];
  return samePage('url', entry, result);
}

function deepLinkFindings(entry: ProbeResponse, result: ProbeResult): readonly Finding[] {
  if (result.kind === 'unreachable') return [unreachable(result)];
  if (result.status === 200) return samePage('deep-links', entry, result);
  const advice = 'Rewrite paths without a file extension to /index.html (a CloudFront function).';
  return [finding('deep-links', { subject: result.url, expected: '200', actual: String(result.status), advice })];
}

function samePage(at: string, entry: ProbeResponse, page: ProbeResponse): readonly Finding[] {
  if (!Buffer.from(entry.body).equals(page.body)) {
    const flaw = {
      subject: page.url,
      expected: `the page of ${entry.url}`,
      actual: 'another one',
      advice: 'Invalidate both in the CDN.',
    };
    return [finding(at, flaw)];
  }
  return pageCacheFlaws(page.url, page).map((flaw) => finding(at, flaw));
}

function fileFindings(result: ProbeResult): readonly Finding[] {
  if (result.kind === 'unreachable') return [unreachable(result)];
  const { url, status, body } = result;
  if (status !== 200) return [finding('files', { subject: url, expected: '200', actual: String(status) })];
  if (body.length === 0) return [finding('files', { subject: url, expected: 'some content', actual: 'an empty file' })];
  if (!isHtml(result)) return [];
  return [finding('files', { subject: url, expected: 'the file', actual: 'an HTML page', advice: fallbackAdvice })];
}

/** A name beside the app's own scripts, so that the same rules of the CDN hold for it. */
function missingScript(siteUrl: string, references: readonly AssetReference[], random: RandomBytes): string {
  const script = references.find(({ kind, url }) => kind === 'script' && url.startsWith(siteUrl));
  const path = script ? new URL(script.url).pathname.slice(new URL(siteUrl).pathname.replace(/\/$/, '').length) : '/';
  return `${path.slice(0, path.lastIndexOf('/'))}/missing-${Buffer.from(random(4)).toString('hex')}.js`;
}

function missingFindings(result: ProbeResult): readonly Finding[] {
  if (result.kind === 'unreachable') return [unreachable(result)];
  if (result.status >= 400) return [];
  const actual = `${result.status} with ${isHtml(result) ? 'an HTML page' : 'content'}`;
  const flaw = {
    subject: `a script that does not exist (${result.url})`,
    expected: '403 or 404',
    actual,
    advice: fallbackAdvice,
  };
  return [finding('missing', flaw)];
}

function finding(at: string, flaw: Flaw): Finding {
  return { at: ['spa', at], ...flaw };
}

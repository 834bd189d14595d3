import { withoutSlashAtEnd } from '../../../domain/web-address.ts';
import type { ProbeResponse, ProbeResult } from '../../../http/probe.ts';
import type { RandomBytes } from '../../../machine/random.ts';
import type { AssetReference } from '../../../site/page-references.ts';
import type { Finding, Flaw } from '../expect/finding.ts';
import { assetFlaws, fallbackAdvice, isHtml, pageCacheFlaws } from '../site/asset.ts';
import { crawl } from '../site/crawl.ts';
import { mixedContentFlaws } from '../site/mixed-content.ts';
import { pageText } from '../site/page-text.ts';
import { errorDocumentNote, isEntryByErrorDocument } from '../site/s3-website.ts';
import type { SpaTemplate } from '../suite/spa.ts';
import { type Attempt, type AttemptContext, attempt } from './attempt.ts';
import { acceptsPages } from './missing-page.ts';
import { readPage } from './page.ts';
import { unreachable } from './request.ts';

/** Loads a single-page app as browsers do: its page, its deep links, all its files, and one that does not exist. */
export async function checkSpa(spa: SpaTemplate, context: SpaContext): Promise<Attempt> {
  const get = (path: string, headers = acceptsPages) =>
    context.prober.send({ method: 'GET', url: below(spa.url, path), headers, timeoutMilliseconds: 30_000 });
  const entry = await get('/');
  if (entry.kind === 'unreachable') return attempt([unreachable(entry)]);
  const references = appReferences(entry);
  if ('subject' in references) return attempt([finding('url', references)]);

  const ofPage = [...pageCacheFlaws(entry.url, entry), ...mixedContentFlaws(entry.url, references)];
  const findings: (readonly Finding[])[] = [ofPage.map((flaw) => finding('url', flaw))];
  const loaded = [...references];
  findings.push(fileNameFindings(entry, await get('/index.html')));
  const notes = new Set<string>();
  for (const path of spa.deepLinks) {
    const page = await get(path);
    if (page.kind === 'response' && isEntryByErrorDocument(page, entry)) notes.add(errorDocumentNote);
    else findings.push(deepLinkFindings(entry, page));
    loaded.push(...referencesFrom(page));
  }
  for (const path of spa.files) findings.push(fileFindings(await get(path, [])));
  const missing = spa.missing ?? missingScript(spa.url, references, context.random);
  findings.push(missingFindings(await get(missing, [])));
  const flaws = await crawl(loaded, spa.url, context, (reference, result) =>
    result.kind === 'unreachable' ? [unreachable(result)] : assetFlaws(reference, result),
  );
  findings.push(flaws.map((flaw) => finding('url', flaw)));
  return { ...attempt(findings.flat()), notes: [...notes] };
}

type SpaContext = Pick<AttemptContext, 'prober' | 'random' | 'concurrency'>;

function below(siteUrl: string, path: string): string {
  return withoutSlashAtEnd(siteUrl) + path;
}

/** What the entry page of an app loads, or what is wrong with it. */
function appReferences(entry: ProbeResponse): readonly AssetReference[] | Flaw {
  const read = readPage(entry);
  if ('subject' in read) return read;
  return isHtml(entry) && (read.hasInlineScripts || read.references.some(({ kind }) => kind === 'script'))
    ? read.references
    : { subject: entry.url, expected: 'a page that loads a script', actual: 'a page without one' };
}

/** From another address, relative addresses lead elsewhere. */
function referencesFrom(page: ProbeResult): readonly AssetReference[] {
  const read = page.kind === 'response' ? readPage(page) : undefined;
  return read === undefined || 'subject' in read ? [] : read.references;
}

/** `/` and `/index.html` may fall under different cache behaviours; where both return a page, they must be one page. */
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
  if (!isSame(entry, page)) {
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

/** A page may be sent with another nonce each time: https://w3c.github.io/webappsec-csp/#security-nonces */
function isSame(one: ProbeResponse, other: ProbeResponse): boolean {
  return Buffer.from(one.body).equals(other.body) || withoutNonces(one) === withoutNonces(other);
}

function withoutNonces(page: ProbeResponse): string {
  return pageText(page).replace(/\bnonce=(?:"[^"]{1,200}"|'[^']{1,200}'|[\w+/=-]{1,200})/gi, 'nonce');
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

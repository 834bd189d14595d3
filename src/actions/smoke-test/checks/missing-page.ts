import type { Routing } from '../../../domain/routing.ts';
import type { ProbeRequest, ProbeResponse, ProbeResult } from '../../../http/probe.ts';
import type { RandomBytes } from '../../../machine/random.ts';
import type { Flaw } from '../expect/finding.ts';
import { sentence } from '../run/result.ts';
import { errorDocumentNote, isEntryByErrorDocument } from '../site/s3-website.ts';
import { unreachable } from './request.ts';

/** As browsers ask for a page: the functions of CDNs may go by it where a name does not tell. */
export const acceptsPages: ProbeRequest['headers'] = [['accept', 'text/html,application/xhtml+xml,*/*;q=0.8']];

/** A page that no site has. */
function missingPage(random: RandomBytes): string {
  return `/missing-${Buffer.from(random(4)).toString('hex')}`;
}

/** Gets a path of the site as browsers get a page. */
type GetPage = (path: string) => Promise<ProbeResult>;

/** What a page that does not exist is answered with. What is wrong is a flaw where somebody has said the routing, and a note where the site shows it. */
export async function lookForMissingPage(
  said: Routing | undefined,
  entry: ProbeResponse | undefined,
  get: GetPage,
  random: RandomBytes,
): Promise<{ readonly flaws: readonly Flaw[]; readonly notes: readonly string[] }> {
  const missing = await get(missingPage(random));
  const isByDocument = missing.kind === 'response' && entry !== undefined && isEntryByErrorDocument(missing, entry);
  if (said === 'app' && isByDocument) return { flaws: [], notes: [errorDocumentNote] };
  if (said !== undefined) return { flaws: missingPageFlaws(said, missing, entry), notes: [] };
  const found = await shownRouting(missing, entry, get);
  const wrong = found === undefined ? [] : missingPageFlaws(found, missing, entry);
  return { flaws: [], notes: wrong.map((flaw) => `${sentence(flaw)} ${shownAdvice}`) };
}

/** A page for what is missing that is not the entry page is that of a site of pages; of an app nothing shows. */
async function shownRouting(
  missing: ProbeResult,
  entry: ProbeResponse | undefined,
  get: GetPage,
): Promise<Routing | undefined> {
  if (missing.kind === 'unreachable' || isGone(missing.status) || entry === undefined) return undefined;
  // A server that makes its pages may answer for any name.
  if (missing.status === 200 && !isSame(missing, entry)) return undefined;
  const page = await get('/404.html');
  if (page.kind === 'unreachable' || !/^text\/html\b/i.test(page.headers.get('content-type')?.[0] ?? ''))
    return undefined;
  // Asked for by its own name, some servers give the page with the status that it is for.
  const isThere = page.status === 200 || isGone(page.status);
  return isThere && !isSame(page, entry) ? 'pages' : undefined;
}

function isSame(one: ProbeResponse, other: ProbeResponse): boolean {
  return Buffer.from(one.body).equals(other.body);
}

const shownAdvice =
  'The site has a 404.html, as sites of pages have. `routing: pages` would make this a failure; `routing: app` says that it is right.';

function isGone(status: number): boolean {
  return status === 404 || status === 410;
}

/** What is wrong with the answer for a page that does not exist: in a site of pages an error, in an app its entry page. */
function missingPageFlaws(routing: Routing, result: ProbeResult, entry: ProbeResponse | undefined): readonly Flaw[] {
  if (result.kind === 'unreachable') return [unreachable(result)];
  const subject = `a page that does not exist (${result.url})`;
  const actual = String(result.status);
  if (routing === 'pages') {
    if (isGone(result.status)) return [];
    return [{ subject, expected: '404', actual, advice: pagesAdvice(result.status) }];
  }
  if (result.status !== 200) return [{ subject, expected: '200', actual, advice: appAdvice }];
  const isEntry = entry !== undefined && isSame(entry, result);
  return isEntry ? [] : [{ subject, expected: 'the entry page', actual: 'another one', advice: appAdvice }];
}

const appAdvice = 'Rewrite paths without a file extension to /index.html (a CloudFront function).';

function pagesAdvice(status: number): string {
  return status === 403
    ? 'Allow the CDN, or everybody where there is none, to list the bucket (s3:ListBucket): without it, S3 answers 403 for what it does not have.'
    : 'Let no function and no error page answer for it with 200: search engines would take the error for a page.';
}

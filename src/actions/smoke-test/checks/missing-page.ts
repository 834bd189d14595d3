import type { Routing } from '../../../domain/routing.ts';
import type { ProbeRequest, ProbeResponse, ProbeResult } from '../../../http/probe.ts';
import type { RandomBytes } from '../../../machine/random.ts';
import type { Flaw } from '../expect/finding.ts';
import { unreachable } from './request.ts';

/** As browsers ask for a page: the functions of CDNs may go by it where a name does not tell. */
export const acceptsPages: ProbeRequest['headers'] = [['accept', 'text/html,application/xhtml+xml,*/*;q=0.8']];

/** A page that no site has. */
export function missingPage(random: RandomBytes): string {
  return `/missing-${Buffer.from(random(4)).toString('hex')}`;
}

/** What is wrong with the answer for a page that does not exist: in a site of pages an error, in an app its entry page. */
export function missingPageFlaws(
  routing: Routing,
  result: ProbeResult,
  entry: ProbeResponse | undefined,
): readonly Flaw[] {
  if (result.kind === 'unreachable') return [unreachable(result)];
  const subject = `a page that does not exist (${result.url})`;
  const actual = String(result.status);
  if (routing === 'pages') {
    if (result.status === 404 || result.status === 410) return [];
    return [{ subject, expected: '404', actual, advice: pagesAdvice(result.status) }];
  }
  if (result.status !== 200) return [{ subject, expected: '200', actual, advice: appAdvice }];
  const isEntry = entry !== undefined && Buffer.from(entry.body).equals(result.body);
  return isEntry ? [] : [{ subject, expected: 'the entry page', actual: 'another one', advice: appAdvice }];
}

const appAdvice = 'Rewrite paths without a file extension to /index.html (a CloudFront function).';

function pagesAdvice(status: number): string {
  return status === 403
    ? 'Allow the CDN to list the bucket (s3:ListBucket): without it, S3 answers 403 for what it does not have.'
    : 'Let no function and no error page answer for it with 200: search engines would take the error for a page.';
}

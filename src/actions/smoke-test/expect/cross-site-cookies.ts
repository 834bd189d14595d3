import type { ProbeResponse } from '../../../http/probe.ts';
import { siteOf } from '../cookies/kept-cookie.ts';
import { parseSetCookie, type SetCookie } from '../cookies/set-cookie.ts';
import type { RequestTemplate } from '../suite/request.ts';
import { substituted, type Variables } from '../variables.ts';
import type { Disclosure } from './disclosure.ts';
import type { Finding } from './finding.ts';

/** What browsers make of the expected cookies when the site's page sent the request. */
export interface CrossSite {
  /** Cookies that no browser keeps. */
  readonly findings: readonly Finding[];
  /** Sentences about those that some browsers refuse. */
  readonly notes: readonly string[];
}

/**
 * A page of another site gets a cookie kept only with SameSite=None: the site is scheme and registrable domain, after the
 * public suffix list, so `d1.cloudfront.net` and `x.us-east-1.awsapprunner.com` are two.
 * Source: https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#name-same-site-and-cross-site-re
 */
export function crossSiteCookies(
  template: RequestTemplate,
  response: ProbeResponse,
  variables: Variables,
  { variables: shown }: Pick<Disclosure, 'variables'>,
): CrossSite {
  const page = pageOf(template, variables);
  if (page === undefined || isSameSite(page, response.url)) return { findings: [], notes: [] };
  const wanted = Object.entries(template.expect.cookies ?? {}).filter(([, { exists }]) => exists !== false);
  const lines = response.headers.get('set-cookie') ?? [];
  const seen = wanted.flatMap(([key]) => {
    const name = substituted(key, variables);
    const cookie = lines.map(parseSetCookie).findLast((each) => each.name === name);
    return cookie ? [{ key, subject: `cookie ${substituted(key, shown)}`, cookie }] : [];
  });
  const isNone = ({ cookie }: (typeof seen)[number]) => cookie.sameSite === 'none';
  return {
    findings: seen
      .filter((one) => !isNone(one))
      .map(({ key, subject, cookie }) => notKept(['expect', 'cookies', key], subject, cookie, new URL(page).origin)),
    notes: seen
      // A partitioned one is kept also where third-party cookies are blocked: https://datatracker.ietf.org/doc/html/draft-cutler-httpbis-partitioned-cookies
      .filter((one) => isNone(one) && !one.cookie.partitioned)
      .map(
        ({ subject }) =>
          `${subject} is a third-party cookie for pages of ${new URL(page).origin}: Safari refuses it, and so do browsers that block such cookies. Serve site and API below one domain.`,
      ),
  };
}

function notKept(at: readonly string[], subject: string, { sameSite }: SetCookie, origin: string): Finding {
  const actual = sameSite ? `SameSite=${capitalized(sameSite)}` : 'none, which is Lax';
  return {
    at,
    subject: `sameSite of ${subject}`,
    expected: `None, for pages of ${origin}`,
    actual: `${actual}: browsers neither keep nor send it across sites`,
    advice: 'Set SameSite=None and Secure, or serve site and API below one domain.',
  };
}

function capitalized(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** The page that sends the request: the one that it names; of JSON, which only a script can send, the site. */
function pageOf({ headers, method, body }: RequestTemplate, variables: Variables): string | undefined {
  const [, named] = Object.entries(substituted(headers, variables)).find(([name]) => /^origin$/i.test(name)) ?? [];
  const isByScript = method !== 'GET' && body?.kind === 'json';
  const page = named ?? (isByScript ? variables.get('SITE_ORIGIN') : undefined);
  return typeof page === 'string' && /^https?:\/\//.test(page) && URL.canParse(page) ? page : undefined;
}

/** Whether two addresses are of one site, scheme included. */
export function isSameSite(one: string, other: string): boolean {
  const [a, b] = [new URL(one), new URL(other)];
  if (a.protocol !== b.protocol) return false;
  if (a.hostname === b.hostname) return true;
  const [site, otherSite] = [siteOf(a.hostname), siteOf(b.hostname)];
  return site !== undefined && site === otherSite;
}

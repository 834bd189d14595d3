import type { ProbeResponse } from '../../../http/probe.ts';
import { encodedBody } from '../body.ts';
import { keptCookie } from '../cookies/kept-cookie.ts';
import { parseSetCookie } from '../cookies/set-cookie.ts';
import { isSameSite } from '../expect/cross-site-cookies.ts';
import type { Finding } from '../expect/finding.ts';
import { parseJsonPath, valueAt } from '../expect/json-path.ts';
import { kindAndSize, typeAndSize } from '../expect/kind-and-size.ts';
import { mismatch } from '../expect/matcher.ts';
import { jsonBody } from '../expect/response-body.ts';
import type { LoginTemplate } from '../suite/work.ts';
import { substituted, substitutedJson } from '../variables.ts';
import { type Attempt, type AttemptContext, attempt } from './attempt.ts';
import { unreachable, withVariables } from './request.ts';

type Context = Pick<AttemptContext, 'prober' | 'variables' | 'random' | 'files'>;

/** Signs in as the site's page does, looks at the cookie as a browser would, and asks whose session it is. */
export async function checkLogin(template: LoginTemplate, context: Context): Promise<Attempt> {
  const login = { ...substituted(template, context.variables), body: template.body };
  const { bytes, type } = encodedBody(withVariables(login.body, context.variables), context);
  const headers = [
    ['content-type', type],
    ['content-length', String(bytes.length)],
    ['origin', login.page],
  ] as const;
  const request = { method: 'POST', url: login.url, headers, body: bytes, timeoutMilliseconds: 30_000 };
  const response = await context.prober.send(request);
  if (response.kind === 'unreachable') return attempt([unreachable(response)]);
  const refused = refusal(response);
  if (refused) return attempt([refused]);
  const flaws = cookieFindings(login, response);
  return attempt(flaws.length > 0 ? flaws : await accountFindings(login, template, context));
}

function refusal(response: ProbeResponse): Finding | undefined {
  const { status } = response;
  if (status >= 200 && status <= 299) return undefined;
  const actual = `${status} with ${typeAndSize(response)}`;
  return finding('url', { subject: 'the login', expected: '200–299', actual, advice: adviceFor(status) });
}

function adviceFor(status: number): string {
  if (status === 400 || status === 401 || status === 422)
    return 'Check the account and its password in `secrets-from`, and that the database of this environment has the account.';
  if (status === 403)
    return 'Let the API take requests of this page: set its allowed origin to the address of the site.';
  if (status === 429)
    return 'The account is locked for a while, or logins are counted: look at the limit of failed logins.';
  return 'Look at the log of the app.';
}

function cookieFindings({ cookie: name, page, url }: LoginTemplate, { headers }: ProbeResponse): readonly Finding[] {
  const line = (headers.get('set-cookie') ?? []).findLast((each) => parseSetCookie(each).name === name);
  const subject = `cookie ${name}`;
  if (line === undefined)
    return [finding('cookie', { subject, expected: 'set', actual: 'not set', advice: 'Let the login set it.' })];
  const [cookie, kept, isCrossSite] = [parseSetCookie(line), keptCookie(line, url), !isSameSite(page, url)];
  const flaws: readonly (readonly [boolean, Omit<Finding, 'at'>])[] = [
    [
      'refusal' in kept,
      {
        ...{ subject, expected: 'a cookie that browsers keep' },
        actual: `browsers refuse it: ${'refusal' in kept ? kept.refusal : ''}`,
        advice: 'Correct the settings of the cookie in the app.',
      },
    ],
    [
      !cookie.httpOnly,
      { subject, expected: 'HttpOnly', actual: 'none', advice: 'Set HttpOnly, so that no script reads the session.' },
    ],
    [
      !cookie.secure && url.startsWith('https:'),
      { subject, expected: 'Secure', actual: 'none', advice: 'Set Secure: the environment is served over HTTPS.' },
    ],
    [
      isCrossSite && cookie.sameSite !== 'none',
      {
        ...{ subject, expected: `SameSite=None, for pages of ${page}`, actual: cookie.sameSite ?? 'none' },
        advice: 'Site and API are two sites: set SameSite=None and Secure, or serve both below one domain.',
      },
    ],
  ];
  return flaws.flatMap(([isBroken, flaw]) => (isBroken ? [finding('cookie', flaw)] : []));
}

/** With the cookie, the API knows whose session it is. */
async function accountFindings(
  { who }: LoginTemplate,
  { account }: LoginTemplate,
  { prober, variables }: Context,
): Promise<readonly Finding[]> {
  const response = await prober.send({ method: 'GET', url: who, headers: [], timeoutMilliseconds: 30_000 });
  if (response.kind === 'unreachable') return [unreachable(response)];
  const body = jsonBody(response);
  if (response.status !== 200 || body === undefined) {
    const actual = `${response.status} with ${typeAndSize(response)}`;
    const advice =
      'The cookie is not sent back, or the session is not kept: look at its Path and Domain, and whether all instances share the sessions.';
    return [finding('who', { subject: 'the session', expected: '200 with JSON', actual, advice })];
  }
  return Object.entries(account).flatMap(([at, wanted]) => {
    const matcher = Object.fromEntries(
      Object.entries(wanted).map(([name, value]) => [name, substitutedJson(value, variables)]),
    );
    const value = valueAt(body, parseJsonPath(at) ?? []);
    const broken = mismatch(matcher, value, wanted);
    const advice =
      'The session is of another account: look at caches in front of the API, and at the seed of the database.';
    return broken
      ? [finding('account', { subject: at, ...broken, actual: kindAndSize(value, matcher['equals']), advice })]
      : [];
  });
}

function finding(at: string, flaw: Omit<Finding, 'at'>): Finding {
  return { at: ['login', at], ...flaw };
}

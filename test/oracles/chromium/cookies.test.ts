import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cookieJar } from '../../../src/actions/smoke-test/cookies/jar.ts';
import { cookieFindings } from '../../../src/actions/smoke-test/expect/cookies.ts';
import { type CrossSite, crossSiteCookies } from '../../../src/actions/smoke-test/expect/cross-site-cookies.ts';
import { open } from '../../../src/actions/smoke-test/expect/disclosure.ts';
import { hiding } from '../../../src/actions/smoke-test/expect/hiding.ts';
import { parseSuite } from '../../../src/actions/smoke-test/suite/parse.ts';
import { redaction } from '../../../src/domain/secret/redaction.ts';
import { type Browser, startBrowser, type Tab } from '../../support/chromium/browser.ts';
import { describeWith } from '../../support/requires.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { selfSigned } from '../../support/self-signed.ts';
import { type CookieCase, type PageCase, randomCookies, randomPageCookie, sites } from './random-cookies.ts';
import { type RawRequest, type RawServer, rawResponse, rawServer } from './raw-server.ts';

/** `npm run oracles` asks about all. */
const count = process.env['ORACLES'] === 'all' ? 1_000 : 100;
const random = seededRandom(57);
const cases = Array.from({ length: count }, () => randomCookies(random));
const pageCases = Array.from({ length: count }, () => randomPageCookie(random));

describeWith('chromium', `the cookies of ${count} sessions, as Chromium and the jar keep and send them`, () => {
  const sent = new Map<string, string>();
  const servers: RawServer[] = [];
  let [browser, tabs] = [undefined as Browser | undefined, new Map<string, Tab>()];

  beforeAll(async () => {
    const answer = ({ path, cookie = '' }: RawRequest) => {
      const [, number = '', step = ''] = /\?case=(-?\d+)&step=(\d+)/.exec(path) ?? [];
      sent.set(`${number}.${step}`, cookie);
      const ofPage = /\?login=(\d+)/.exec(path)?.[1];
      const lines = [
        cases[Number(number || -1)]?.steps[Number(step)]?.lines ?? [],
        pageCases[Number(ofPage ?? -1)]?.line ?? [],
      ].flat();
      return rawResponse(lines.map((line) => `set-cookie: ${line}`));
    };
    servers.push(await rawServer(answer, selfSigned('localhost')), await rawServer(answer));
    await begin({ profile: { cookie_controls_mode: 0 } });
  }, 60_000);

  async function begin(preferences: object): Promise<void> {
    sent.clear();
    const hosts = `MAP *:443 127.0.0.1:${servers[0]?.port},MAP *:80 127.0.0.1:${servers[1]?.port}`;
    const flags = [`--host-resolver-rules=${hosts}`, '--ignore-certificate-errors', ...oneProcess];
    browser = await startBrowser(flags, preferences);
    tabs = await pagesOf(browser);
  }

  afterAll(async () => {
    await browser?.close();
    for (const server of servers) await server.close();
  });

  test('are the same', async () => {
    for (const [number, one] of cases.entries()) await browse(number, one);
    const differences = cases.flatMap((one, number) => {
      const jar = cookieJar(Date.now);
      return one.steps
        .flatMap(({ url, lines }, step) => {
          const [ours, theirs] = [jar.cookiesFor(url), sent.get(`${number}.${step}`)];
          jar.keep(
            lines.filter((line) => line !== ''),
            url,
          );
          return ordered(ours) === ordered(theirs ?? 'none')
            ? []
            : [{ url, ours, theirs, before: one.steps.slice(0, step).map(shown) }];
        })
        .slice(0, 1);
    });
    const all = [...sent.values()];
    expect(differences.slice(0, 20).map((each) => JSON.stringify(each))).toEqual([]);
    // Nothing would be compared if hardly a cookie were sent, or all.
    expect(all.filter((cookie) => cookie !== '').length).toBeGreaterThan(count * 0.8);
    expect(all.filter((cookie) => cookie === '').length).toBeGreaterThan(count * 0.8);
  }, 600_000);

  test('are the same for pages of other sites, where checks find nothing wrong', async () => {
    const { differences, kept } = await compare((said) => said.findings.length === 0);
    expect(differences).toEqual([]);
    expect(Math.min(kept, count - kept)).toBeGreaterThan(count * 0.2);
  }, 600_000);

  test('are the same in a browser that blocks third-party cookies, where checks note nothing either', async () => {
    await browser?.close();
    await begin({ profile: { cookie_controls_mode: 1 } });
    const { differences } = await compare((said) => said.findings.length + said.notes.length === 0);
    expect(differences).toEqual([]);
  }, 600_000);

  async function compare(isGood: (said: CrossSite) => boolean) {
    const differences: string[] = [];
    let kept = 0;
    for (const [number, one] of pageCases.entries()) {
      const [isSent, said] = [await logIn(number, one), saidOf(one)];
      if (isSent) kept += 1;
      if (isSent !== isGood(said)) differences.push(JSON.stringify({ ...one, isSent, said }));
    }
    return { differences: differences.slice(0, 20), kept };
  }

  /** Whether a page that has let the API set a cookie sends it. */
  async function logIn(number: number, { page, api }: PageCase): Promise<boolean> {
    await browser?.clearCookies();
    const ask = (query: string) =>
      `fetch(${JSON.stringify(`${api}/session?${query}`)}, { mode: 'no-cors', credentials: 'include' })`;
    const both = `${ask(`login=${number}`)}.then(() => ${ask(`case=-1&step=${number}`)}).then(() => true)`;
    await tabs.get(`${page}/`)?.evaluate(both);
    return (sent.get(`-1.${number}`) ?? '') !== '';
  }

  async function browse(number: number, { steps }: CookieCase): Promise<void> {
    await browser?.clearCookies();
    for (const [step, { url }] of steps.entries()) {
      const { protocol, hostname } = new URL(url);
      const site = sites.find((hosts) => hosts.includes(hostname))?.[0];
      const tab = tabs.get(`${protocol}//${site}/`);
      if (!tab) throw new Error(`no page for ${url}`);
      const address = JSON.stringify(`${url}?case=${number}&step=${step}`);
      await tab.evaluate(`fetch(${address}, { mode: 'no-cors', credentials: 'include' }).then(() => true)`);
    }
  }
});

/** What the checks of a suite find wrong with the cookie that a page gets. */
function saidOf({ page, api, name, line }: PageCase): CrossSite {
  const text = `name: s\nchecks:\n  - { name: c, get: x, headers: { origin: "${page}" }, expect: { cookies: { ${name}: {} } } }`;
  const parsed = parseSuite('s.yml', text);
  const subject = 'suite' in parsed ? parsed.suite.checks[0]?.subject : undefined;
  if (subject?.kind !== 'request') throw new Error('The suite has no request.');
  const answered = { url: `${api}/session`, status: 200, headers: new Map([['set-cookie', [line]]]), milliseconds: 1 };
  const response = { kind: 'response', ...answered, body: Buffer.alloc(0), tls: undefined } as const;
  const secrets = new Set<string>();
  const disclosure = open({ secrets, variables: new Map(), hiding: hiding(redaction([])) });
  const crossSite = crossSiteCookies(subject.request, response, new Map(), disclosure);
  const findings = cookieFindings(subject.request.expect, response, new Map(), disclosure);
  return { ...crossSite, findings: [...findings, ...crossSite.findings] };
}

/** By their names: the RFC lets a cookie that is replaced keep its place, Chromium only where its value stays. */
function ordered(cookies: string): string {
  return cookies.split('; ').toSorted().join('; ');
}

function shown({ url, lines }: CookieCase['steps'][number]): string {
  return [url, ...lines.map((line) => JSON.stringify(line).replace(/v{9,}/g, (many) => `v*${many.length}`))].join(' ');
}

/** Sites are not kept apart by processes of their own: that takes memory, and changes nothing in their cookies. */
const oneProcess = [
  '--disable-site-isolation-trials',
  '--renderer-process-limit=2',
  '--disable-features=HttpsUpgrades',
];

/** A page of each site and scheme, whose requests to the hosts of that site are of the same site. */
async function pagesOf(browser: Browser): Promise<Map<string, Tab>> {
  const addresses = sites.flatMap(([host]) => [`https://${host}/`, `http://${host}/`]);
  const opened = new Map<string, Tab>();
  for (const address of addresses) opened.set(address, await browser.open(address));
  for (const [address, tab] of opened) expect(await tab.evaluate('location.href')).toBe(address);
  return opened;
}

import { once } from 'node:events';
import { createServer as createPlainServer, type RequestListener, type Server } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checkCors } from '../../../src/actions/smoke-test/checks/cors.ts';
import { strangers } from '../../../src/actions/smoke-test/cors/strangers.ts';
import { mapConcurrently } from '../../../src/domain/map-concurrently.ts';
import { httpProbe } from '../../../src/http/probe.ts';
import { type Browser, startBrowser } from '../../support/chromium/browser.ts';
import { describeWith } from '../../support/requires.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { selfSigned } from '../../support/self-signed.ts';
import { corsServer } from './cors-server.ts';
import { type CorsCase, randomCors, site } from './random-cors.ts';

/** `npm run oracles` asks about all. */
const count = process.env['ORACLES'] === 'all' ? 1_000 : 100;
const random = seededRandom(57);
const cases = Array.from({ length: count }, () => randomCors(random));

describeWith('chromium', `what a page may read of ${count} APIs, as Chromium and the cors check see it`, () => {
  const tls = selfSigned('localhost');
  const servers: Server[] = [];
  const preflights = { browser: new Map<string, string>(), ours: new Map<string, string>() };
  let [addresses, browser] = [{ api: '', other: '' }, undefined as Browser | undefined];

  beforeAll(async () => {
    const answer = corsServer(
      cases.map(({ api }) => api),
      () => addresses,
    );
    const listener: RequestListener = (request, response) => {
      const asked = request.headers['access-control-request-method'];
      const seen = 'sec-fetch-mode' in request.headers ? preflights.browser : preflights.ours;
      const path = request.url ?? '';
      if (asked !== undefined && request.headers.origin === site && path.endsWith('/things'))
        seen.set(path, `${asked} ${request.headers['access-control-request-headers'] ?? 'none'}`);
      answer(request, response);
    };
    servers.push(createServer(tls, listener), createServer(tls, listener), createPlainServer(listener));
    const [api = 0, other = 0, plain = 0] = await Promise.all(servers.map(listening));
    addresses = { api: `https://localhost:${api}`, other: `https://localhost:${other}` };
    const hosts = `MAP *:443 127.0.0.1:${api},MAP *:80 127.0.0.1:${plain},MAP localhost 127.0.0.1`;
    browser = await startBrowser([`--host-resolver-rules=${hosts}`, '--ignore-certificate-errors']);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    for (const server of servers) server.closeAllConnections();
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  });

  test('say the same', async () => {
    if (!browser) throw new Error('no browser');
    const theirs = await readableFor(site, browser, addresses.api);
    const ours = await verdicts(addresses.api, tls.cert);
    const differences = cases.flatMap((one, index) => {
      const said = ours[index]?.own ?? [];
      const isRead = theirs[index] === true;
      if (isRead ? said.every(isOfTheStandardOnly) : said.length > 0) return [];
      return [JSON.stringify({ ...one, isRead, said })];
    });
    expect(differences.slice(0, 5)).toEqual([]);
    // Nothing would be compared if nearly all could be read, or nothing.
    const readable = theirs.filter((each) => each).length;
    expect(Math.min(readable, count - readable)).toBeGreaterThan(count * 0.2);
    for (const stranger of strangers(site)) {
      const read = await readableFor(stranger, browser, addresses.api);
      const missed = cases.filter(
        (one, index) => read[index] && !isForAnyone(one) && !ours[index]?.strangers.includes(stranger),
      );
      expect({ stranger, missed: missed.slice(0, 3) }).toEqual({ stranger, missed: [] });
    }
  }, 600_000);

  test('ask for the same leave', () => {
    expect(preflights.ours.size).toBeGreaterThan(count * 0.3);
    expect(Object.fromEntries(preflights.ours)).toEqual(Object.fromEntries(preflights.browser));
  });
});

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** The wildcard does not cover `authorization` by the standard and in Firefox; Chromium has yet to follow. */
function isOfTheStandardOnly(said: string): boolean {
  return /^access-control-allow-headers without authorization: .*\*/.test(said);
}

/** An API that says `*` is meant for anyone; that no cookies go along is what the check demands. */
function isForAnyone({ api, cors }: CorsCase): boolean {
  return api.origin === 'any' && !cors.credentials;
}

/** For each case, whether a page of this origin may read the response, and an error as well. */
async function readableFor(origin: string, browser: Browser, api: string): Promise<readonly boolean[]> {
  const tab = await browser.open(origin === 'null' ? 'data:text/html,page' : `${origin}/`);
  const isOurs = origin === site;
  const asks = cases.map(({ cors: { method, headers, credentials } }, index) => ({
    url: `${api}/${index}/things`,
    ...(isOurs ? { method, headers: headers.map((name) => [name, valueOf(name)]) } : { method: 'GET', headers: [] }),
    credentials: credentials ? 'include' : 'omit',
    isOurs,
  }));
  const found = await tab.evaluate<readonly boolean[]>(`(${readAll.toString()})(${JSON.stringify(asks)})`);
  await tab.close();
  return found;
}

interface PageRequest extends RequestInit {
  readonly url: string;
  readonly isOurs: boolean;
}

/** Runs in the page. */
async function readAll(asks: readonly PageRequest[]): Promise<readonly boolean[]> {
  const isRead = (url: string, options: RequestInit) =>
    fetch(url, options).then(
      () => true,
      () => false,
    );
  const found: boolean[] = [];
  const queue = asks.entries();
  const work = async () => {
    for (const [index, { url, method, headers, credentials, isOurs }] of queue) {
      const options = { credentials } as RequestInit;
      found[index] =
        (await isRead(url, { ...options, method, headers } as RequestInit)) &&
        (!isOurs || (await isRead(`${url}/nowhere`, options)));
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
  return found;
}

/** A value with which a header is safe, where there is one. */
function valueOf(name: string): string {
  const values: Readonly<Record<string, string>> = { 'content-type': 'application/json', range: 'bytes=0-9' };
  return values[name.toLowerCase()] ?? '1';
}

interface Verdict {
  /** What is wrong for the pages of the site. */
  readonly own: readonly string[];
  /** Origins that are let in and should not be. */
  readonly strangers: readonly string[];
}

/** What the check says, but for `vary`, which no browser looks at. */
function verdicts(api: string, ca: string): Promise<readonly Verdict[]> {
  const probe = httpProbe({ ca });
  const prober = {
    send: (request: Parameters<typeof probe.send>[0]) => probe.send(request, new AbortController().signal),
  };
  return mapConcurrently([...cases.entries()], 4, async ([index, { cors }]) => {
    const context = { prober, random: () => Buffer.from('nowhere'), concurrency: 2 };
    const { findings } = await checkCors({ ...cors, url: `${api}/${index}/things` }, context);
    const subjects = findings.map(({ subject, expected, actual }) => ({
      subject,
      said: `${subject} ${expected.replace('with ', 'without ')}: ${actual}`,
    }));
    const prefix = 'access-control-allow-origin for ';
    return {
      own: subjects
        .filter(({ subject }) => !subject.startsWith(prefix) && !subject.startsWith('vary of '))
        .map(({ said }) => said),
      strangers: subjects.flatMap(({ subject }) => (subject.startsWith(prefix) ? [subject.slice(prefix.length)] : [])),
    };
  });
}

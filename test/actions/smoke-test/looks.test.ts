import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkLatency } from '../../../src/actions/smoke-test/checks/latency.ts';
import type { ProbeRequest, ProbeResult } from '../../../src/http/probe.ts';
import { selfSigned } from '../../support/self-signed.ts';
import { type Answer, json, startServer, type TestServer } from './support/server.ts';
import { findings, smoke } from './support/smoke.ts';

let server: TestServer;
let answer: (path: string) => Answer | Promise<Answer> = () => json({});

beforeAll(async () => {
  server = await startServer(({ path }) => answer(path));
});

afterAll(() => server.close());

const run = (check: string, inputs: Readonly<Record<string, string>> = {}) =>
  smoke(`name: s\nchecks:\n  - { name: c, ${check} }`, { inputs: { 'api-url': server.url, ...inputs } });
/** What is told of a check that fails: its log, with the advice. */
const told = async (check: string, inputs = {}) => (await run(check, inputs)).shown.log;

describe('health', () => {
  const check = 'health: "${API}/health"';

  test('holds', async () => {
    answer = () => json({ ok: true });
    expect(findings(await run(check), 'c')).toEqual([]);
    expect(findings(await run('health: { url: "${API}/health" }'), 'c')).toEqual([]);
  });

  test.each([
    [
      { status: 302, headers: { location: '/login' } },
      /expected 200–299, got 302 .*follow no redirect.*`health-check-path`/,
    ],
    [{ status: 401 }, /got 401 .*have no credentials/],
    [{ status: 404 }, /got 404 .*Set `health-check-path`/],
    [{ status: 503 }, /got 503 .*DATABASE_URL/],
    [{ headers: { 'content-type': 'text/html' }, body: '<p>' }, /expected no HTML page, got text\/html.*`api-url`/],
    [{ headers: { age: '17' } }, /one that a cache kept for 17 s.*no-store/],
  ])('%j names what to set', async (given, expected) => {
    answer = () => given;
    expect(await told(check)).toMatch(expected);
  });
});

describe('version', () => {
  const check = 'version: "${API}/version"';
  const soon = `${check}, eventually: { within-seconds: 1 }`;

  test('is asked for three times in a row, until the new one is served', async () => {
    const before = server.seen.length;
    answer = () => json({ commit: server.seen.length - before < 3 ? 'old' : 'abc123' });
    expect(findings(await run(check, { version: 'abc123' }), 'c')).toEqual([]);
    expect(server.seen.length - before).toBe(5);
  });

  test.each([
    [json({ commit: 'old' }), /\$\.commit: expected "abc123", got "old"\. The release before is still served/],
    [json({}), /\$\.commit: expected "abc123", got nothing\. Set the version in building the image/],
    [json({ commit: 'Ada Lin, born 1980' }), /got another text of 18 characters/],
    [{ status: 404 }, /response: expected 200 with JSON, got 404 .*answer http.*\/version with its version/],
  ])('%j names what to set', async (given, expected) => {
    answer = () => given;
    expect(await told(soon, { version: 'abc123' })).toMatch(expected);
  });

  test('stands elsewhere, and is another one', async () => {
    answer = () => json({ build: { id: 7, tag: 'v7' } });
    const elsewhere = 'version: { url: "${API}/", path: $.build.tag, equals: v7 }, eventually: { within-seconds: 1 }';
    expect(findings(await run(elsewhere), 'c')).toEqual([]);
  });

  test('has to be given', async () => {
    await expect(run(check)).rejects.toThrow('suite.yml:3: ${VERSION} is not defined; give the input `version`');
    await expect(run('version: { url: "${API}", path: $..a }')).rejects.toThrow('is not a path to one value');
  });
});

describe('latency', () => {
  const check = (milliseconds: number) => `latency: { url: "\${API}/", requests: 5, p95-ms: ${milliseconds} }`;

  test('the first request is not counted, and one of twenty may be slow', async () => {
    const times = [9_000, 800, ...Array.from({ length: 19 }, () => 40)];
    const send = async ({ url }: ProbeRequest): Promise<ProbeResult> => {
      const milliseconds = times.shift() ?? 0;
      return {
        kind: 'response',
        url,
        status: 200,
        headers: new Map(),
        body: new Uint8Array(),
        milliseconds,
        tls: undefined,
      };
    };
    const template = { url: 'https://api.test/', requests: 20, p95Milliseconds: 40 };
    expect((await checkLatency(template, { prober: { send } })).findings).toEqual([]);
    expect(times).toEqual([]);
  });

  test('a slow server is found out, and no release is taken back for it', async () => {
    answer = async () => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      return json({});
    };
    const ended = await run(check(50));
    expect(findings(ended, 'c')).toEqual([
      expect.stringMatching(/^95 of 100 of 5 requests \| within 50 ms \| \d+ ms, half of them within \d+ ms$/),
    ]);
    expect(ended.outputs).toMatchObject({ 'safe-to-rollback': false });
  });

  test('an error is no fast answer', async () => {
    answer = () => ({ status: 500 });
    expect(findings(await run(check(50)), 'c')).toEqual(['status | 200–299 | 500']);
  });
});

describe('old versions of TLS', () => {
  const pair = selfSigned('localhost');
  const check = async (versions: object, options = '') => {
    const tls = createServer({ ...pair, ...versions }, (_, response) => response.end());
    tls.listen(0, '127.0.0.1');
    await once(tls, 'listening');
    const url = `https://localhost:${(tls.address() as AddressInfo).port}/`;
    const ended = await smoke(`name: s\nchecks:\n  - { name: c, https: { url: "${url}"${options} } }`, {
      ca: pair.cert,
    });
    tls.closeAllConnections();
    tls.close();
    return findings(ended, 'c');
  };
  const weak = { ciphers: 'DEFAULT@SECLEVEL=0' };

  test('are refused', async () => {
    expect(await check({ minVersion: 'TLSv1.2' })).toEqual([]);
    expect(await check({ minVersion: 'TLSv1.3' }, ', min-tls: TLSv1.3')).toEqual([]);
  });

  test('are found out where they are still accepted', async () => {
    expect(await check({ minVersion: 'TLSv1', ...weak })).toEqual([
      'older TLS versions | refused below TLSv1.2 | a connection with TLSv1.1',
    ]);
    expect(await check({ minVersion: 'TLSv1', maxVersion: 'TLSv1.2', ...weak })).toHaveLength(1);
    expect(await check({ minVersion: 'TLSv1.2' }, ', min-tls: TLSv1.3')).toEqual([
      'older TLS versions | refused below TLSv1.3 | a connection with TLSv1.2',
    ]);
  });
});

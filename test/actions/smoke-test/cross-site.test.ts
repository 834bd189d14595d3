import { describe, expect, test } from '@jest/globals';
import { crossSiteCookies, isSameSite } from '../../../src/actions/smoke-test/expect/cross-site-cookies.ts';
import { parseSuite } from '../../../src/actions/smoke-test/suite/parse.ts';

const site = 'https://d111111abcdef8.cloudfront.net';
const api = 'https://abc123.us-east-1.awsapprunner.com';

describe('the site of an address', () => {
  test.each([
    ['https://www.example.com', 'https://api.example.com', true],
    ['https://example.co.uk', 'https://other.co.uk', false],
    ['http://www.example.com', 'https://api.example.com', false],
    ['https://a.github.io', 'https://b.github.io', false],
    [site, api, false],
    [site, 'https://d222222abcdef8.cloudfront.net', false],
    ['http://127.0.0.1:1', 'http://127.0.0.1:2', true],
    ['http://127.0.0.1:1', 'http://127.0.0.2:1', false],
    ['http://localhost:1', 'http://localhost:2', true],
  ])('%s and %s: one site: %s', (one, other, same) => {
    expect([isSameSite(one, other), isSameSite(other, one)]).toEqual([same, same]);
  });
});

/** What is said of a cookie that a login sets, with these keys of its check. */
function said(cookie: string, more: string, siteOrigin = site) {
  const text = `name: s\nchecks:\n  - { name: c, post: "x", expect: { cookies: { sid: {} } }${more} }`;
  const parsed = parseSuite('s.yml', text);
  const subject = 'suite' in parsed ? parsed.suite.checks[0]?.subject : undefined;
  if (subject?.kind !== 'request') throw new Error('The suite has no request.');
  const headers = new Map([['set-cookie', [cookie]]]);
  const response = { kind: 'response', url: `${api}/session`, status: 200, headers, milliseconds: 1 } as const;
  const variables = new Map([['SITE_ORIGIN', siteOrigin]]);
  const { findings, notes } = crossSiteCookies(
    subject.request,
    { ...response, body: Buffer.alloc(0), tls: undefined },
    variables,
    { variables },
  );
  return { findings: findings.map(({ subject: what, actual }) => `${what}: ${actual}`), notes };
}

const json = ', body: { json: { a: 1 } }';
const lax = 'sameSite of cookie sid: SameSite=Lax: browsers neither keep nor send it across sites';

describe("a login from the site's page", () => {
  test.each([
    ['sid=1; SameSite=Lax', json, [lax]],
    ['sid=1; SameSite=Strict', json, [lax.replace('Lax', 'Strict')]],
    ['sid=1', json, [lax.replace('SameSite=Lax', 'none, which is Lax')]],
    ['sid=1; SameSite=Lax', ', headers: { origin: "${SITE_ORIGIN}" }', [lax]],
    // Who sent it is not known: a form may be sent by a page of the API itself.
    ['sid=1; SameSite=Lax', ', body: { form: { a: 1 } }', []],
    ['sid=1; SameSite=Lax', `${json}, headers: { origin: "${api}" }`, []],
  ])('%s %s', (cookie, more, expected) => {
    expect(said(cookie, more)).toEqual({ findings: expected, notes: [] });
  });

  test('with SameSite=None works, but not in Safari', () => {
    expect(said('sid=1; SameSite=None; Secure', json)).toEqual({
      findings: [],
      notes: [expect.stringContaining('Safari refuses it')],
    });
  });

  test('with a partitioned one works wherever such are known', () => {
    expect(said('sid=1; SameSite=None; Secure; Partitioned', json)).toEqual({ findings: [], notes: [] });
  });

  test('below one domain all is well', () => {
    expect(said('sid=1; SameSite=Lax', json, 'https://xyz.abc123.us-east-1.awsapprunner.com').findings).toEqual([]);
  });
});

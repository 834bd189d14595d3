import { describe, expect, test } from '@jest/globals';
import { securityHeaderFindings } from '../../../src/actions/smoke-test/expect/security-headers.ts';
import { startServer } from './support/server.ts';
import { findings, smoke } from './support/smoke.ts';

type Headers = Readonly<Record<string, string>>;

const site: Headers = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'self'; frame-ancestors 'none'",
  'referrer-policy': 'strict-origin-when-cross-origin',
  server: 'CloudFront',
};
const api: Headers = {
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'x-frame-options': 'DENY',
};

/** The rules that a response breaks. */
function broken(profile: 'api' | 'site', headers: Headers, url = 'https://www.example.com/') {
  const response = { url, headers: new Map(Object.entries(headers).map(([name, value]) => [name, [value]])) };
  return securityHeaderFindings({ url, profile, without: [] }, response).map(({ subject }) => subject.split(' ')[0]);
}

test('what has all headers holds', () => {
  expect(broken('site', site)).toEqual([]);
  expect(broken('api', api)).toEqual([]);
});

test('without any, each rule of the profile is broken', () => {
  const shared = ['strict-transport-security', 'x-content-type-options', 'frame-ancestors'];
  expect(broken('site', {}).toSorted()).toEqual([...shared, 'content-security-policy', 'referrer-policy'].toSorted());
  expect(broken('api', {}).toSorted()).toEqual([...shared, 'cache-control'].toSorted());
});

describe('one header of a site', () => {
  const csp = 'content-security-policy';
  test.each<readonly [string, string, boolean]>([
    ['strict-transport-security', 'max-age=300', false],
    ['strict-transport-security', 'includeSubDomains; max-age="15768000"', true],
    ['x-content-type-options', 'NoSniff', true],
    ['x-content-type-options', 'sniff', false],
    [csp, "default-src 'self' 'unsafe-inline'; frame-ancestors 'self'", false],
    [csp, "default-src 'none'; script-src 'nonce-abc' 'unsafe-inline'; frame-ancestors 'self'", true],
    [csp, "script-src 'nonce-abc' 'strict-dynamic' https: 'unsafe-inline'; frame-ancestors 'self'", true],
    [csp, "script-src https:; frame-ancestors 'self'", false],
    [csp, "script-src *; frame-ancestors 'self'", false],
    [csp, "img-src 'self'; frame-ancestors 'self'", false],
    [csp, "script-src 'self'; script-src *; frame-ancestors 'self'", true],
    [csp, "default-src *, script-src 'self'; frame-ancestors 'self'", true],
    ['referrer-policy', 'unsafe-url', false],
    ['referrer-policy', 'unsafe-url, no-referrer', true],
    ['referrer-policy', 'no-referrer, unsafe-url', false],
    ['referrer-policy', 'no-referrer, not-known-yet', true],
    ['x-powered-by', 'Express', false],
    ['server', 'nginx/1.25.1', false],
    ['server', 'AmazonS3', true],
  ])('%s: %s', (name, value, holds) => {
    expect(broken('site', { ...site, [name]: value })).toEqual(holds ? [] : [name]);
  });

  test.each([
    ["default-src 'self'", 'SAMEORIGIN', []],
    ["default-src 'self'", 'ALLOW-FROM https://a.test', ['frame-ancestors']],
    // Browsers do not look at the older header where the policy says it.
    ["default-src 'self'; frame-ancestors *", 'DENY', ['frame-ancestors']],
    ["default-src 'self'; frame-ancestors https://a.test", '', []],
  ])('who may frame it: %s, %s', (value, older, expected) => {
    expect(broken('site', { ...site, [csp]: value, 'x-frame-options': older })).toEqual(expected);
  });
});

test('a check says which header is missing and where it is set, and a rule may be left out', async () => {
  const server = await startServer(() => ({
    headers: { ...site, 'x-powered-by': 'PHP', 'referrer-policy': 'origin' },
  }));
  const suite = (more: string) =>
    `name: s\nchecks:\n  - { name: c, security-headers: { url: "\${SITE}", profile: site${more} } }`;
  const inputs = { 'site-url': server.url };
  const ended = await smoke(suite(', without: [referrer-policy]'), { inputs });
  expect(findings(ended, 'c')).toEqual(['x-powered-by | none | PHP']);
  expect(ended.shown.log).toContain("Set it in the distribution's response headers policy");
  const both = await smoke(suite(', without: [x-powered-by, referrer-policy]'), { inputs });
  expect(both.failure).toBeUndefined();
  const misspelt = await smoke(suite(', without: [hsts]'), { inputs }).catch((error: Error) => error.message);
  await server.close();
  expect(misspelt).toMatch(/suite\.yml:3: got "hsts", but it must be one of strict-transport-security/);
});

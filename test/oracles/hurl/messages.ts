import { gzipSync } from 'node:zlib';
import { json } from '../../actions/smoke-test/support/server.ts';
import type { Scenario } from './assertion.ts';

/** Status, headers that are sent once or several times, and the address. */
export const headers: Scenario = {
  name: 'headers',
  below: 'expect',
  answer: {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      etag: '"33a64df5"',
      expires: 'Wed, 21 Oct 2015 07:28:00 GMT',
      kind: 'plain',
      'set-cookie': ['a=1; Path=/', 'b=2; Path=/', 'c=3'],
      'x-ward': ['North', 'South', 'East'],
    },
    body: '<p>Hello</p>',
  },
  assertions: [
    ['status == 200', 'status: 200'],
    ['status == 201', 'status: 201'],
    ['status < 300', 'status: [200, 201, 202, 203, 204]'],
    ['header "Custom" not exists', 'headers: { Custom: { exists: false } }'],
    ['header "Custom" exists', 'headers: { Custom: { exists: true } }'],
    ['header "Content-Type" exists', 'headers: { Content-Type: { exists: true } }'],
    ['header "Content-Type" == "text/html; charset=utf-8"', 'headers: { content-type: text/html; charset=utf-8 }'],
    ['header "content-type" contains "utf-8"', 'headers: { content-type: { contains: utf-8 } }'],
    ['header "Content-Type" == "text/html"', 'headers: { content-type: text/html }'],
    ['header "Content-Type" startsWith "text/"', 'headers: { content-type: { starts-with: text/ } }'],
    ['header "Kind" == "plain"', 'headers: { KIND: plain }'],
    ['header "Kind" == "Plain"', 'headers: { kind: Plain }'],
    ['header "ETag" == "\\"33a64df5\\""', 'headers: { etag: \'"33a64df5"\' }'],
    ['header "Expires" == "Wed, 21 Oct 2015 07:28:00 GMT"', 'headers: { expires: "Wed, 21 Oct 2015 07:28:00 GMT" }'],
    [
      'header "Expires" toDate "%a, %d %b %Y %H:%M:%S GMT" daysBeforeNow > 1000',
      'headers: { expires: { before: "${NOW} -1000d" } }',
    ],
    [
      'header "Expires" toDate "%a, %d %b %Y %H:%M:%S GMT" daysAfterNow > 1',
      'headers: { expires: { after: "${NOW} +1d" } }',
    ],
    ['header "Set-Cookie" exists', 'headers: { set-cookie: { exists: true } }'],
    ['header "Set-Cookie" count == 3', 'header-counts: { set-cookie: 3 }'],
    ['header "Set-Cookie" count == 2', 'header-counts: { set-cookie: 2 }'],
    ['header "x-ward" count > 2', 'header-counts: { X-Ward: { more-than: 2 } }'],
    ['header "X-Ward" isCollection', 'header-counts: { x-ward: { at-least: 2 } }'],
    ['header "Kind" isCollection', 'header-counts: { kind: { at-least: 2 } }'],
    ['header "X-Ward" contains "East"', 'headers: { x-ward: { contains: East } }'],
    ['header "X-Ward" contains "West"', 'headers: { x-ward: { contains: West } }'],
    ['header "X-Ward" not contains "West"', 'headers: { x-ward: { not-contains: West } }'],
    ['header "X-Ward" nth 0 == "North"', 'headers: { x-ward: { matches: "^North," } }'],
    ['header "X-Ward" nth 2 != "South"', 'headers: { x-ward: { not-matches: "^[^,]*, [^,]*, South" } }'],
    [
      'header "X-Ward" contains "Eas"',
      'headers: { x-ward: { contains: Eas } }',
      'the values of a header are one text here, as RFC 9110 (5.3) joins them; Hurl has a list',
    ],
    ['url endsWith "/headers"', 'url: { ends-with: /headers }'],
    ['url == "{{url}}/elsewhere"', 'url: "${API}/elsewhere"'],
    ['duration < 60000', 'duration-ms: 60000'],
  ],
};

/** Cookies and their attributes. */
export const cookies: Scenario = {
  name: 'cookies',
  below: 'expect',
  answer: {
    headers: {
      'set-cookie': [
        'sid=DQAAAK; Expires=Wed, 13 Jan 2021 22:23:01 GMT; Secure; HttpOnly; Path=/accounts',
        'UPPER=value; EXPIRES=Wed, 13 Jan 2021 22:23:01 GMT; MAX-AGE=1000; PATH=/accounts; SECURE; HTTPONLY; SAMESITE=Strict',
        'dashed=1; Expires=Wed, 13-Jan-2021 22:23:01 GMT',
        'gone=; Max-Age=0; Path=/',
        'plain=v; Domain=127.0.0.1',
      ],
    },
  },
  assertions: [
    ['cookie "other" not exists', 'cookies: { other: { exists: false } }'],
    ['cookie "sid" not exists', 'cookies: { sid: { exists: false } }'],
    ['cookie "sid" == "DQAAAK"', 'cookies: { sid: { value: DQAAAK } }'],
    ['cookie "sid" == "dqaaak"', 'cookies: { sid: { value: dqaaak } }'],
    ['cookie "sid[Value]" startsWith "DQ"', 'cookies: { sid: { value: { starts-with: DQ } } }'],
    ['cookie "sid[Expires]" exists', 'cookies: { sid: { expires: { exists: true } } }'],
    [
      'cookie "sid[Expires]" dateFormat "%Y-%m-%dT%H:%M:%S" == "2021-01-13T22:23:01"',
      'cookies: { sid: { expires: "2021-01-13T22:23:01.000Z" } }',
    ],
    ['cookie "sid[Expires]" daysBeforeNow > 100', 'cookies: { sid: { expires: { before: "${NOW} -100d" } } }'],
    ['cookie "sid[Expires]" daysAfterNow > 1', 'cookies: { sid: { expires: { after: "${NOW} +1d" } } }'],
    ['cookie "sid[Max-Age]" not exists', 'cookies: { sid: { maxAge: "" } }'],
    ['cookie "sid[Domain]" not exists', 'cookies: { sid: { domain: "" } }'],
    ['cookie "sid[Path]" == "/accounts"', 'cookies: { sid: { path: /accounts } }'],
    ['cookie "sid[Path]" == "/"', 'cookies: { sid: { path: / } }'],
    ['cookie "sid[HttpOnly]" exists', 'cookies: { sid: { httpOnly: true } }'],
    ['cookie "sid[HttpOnly]" not exists', 'cookies: { sid: { httpOnly: false } }'],
    ['cookie "sid[SameSite]" not exists', 'cookies: { sid: { sameSite: "" } }'],
    ['cookie "sid[SameSite]" == "Lax"', 'cookies: { sid: { sameSite: Lax } }'],
    ['cookie "UPPER[Max-Age]" == 1000', 'cookies: { UPPER: { maxAge: 1000 } }'],
    ['cookie "UPPER[Path]" == "/accounts"', 'cookies: { UPPER: { path: /accounts } }'],
    ['cookie "UPPER[HttpOnly]" exists', 'cookies: { UPPER: { httpOnly: true } }'],
    ['cookie "UPPER[SameSite]" == "Strict"', 'cookies: { UPPER: { sameSite: Strict } }'],
    [
      'cookie "dashed[Expires]" dateFormat "%Y-%m-%d" == "2021-01-13"',
      'cookies: { dashed: { expires: { after: 2021-01-13, before: 2021-01-14 } } }',
    ],
    ['cookie "gone" == ""', 'cookies: { gone: { value: "" } }'],
    ['cookie "gone[Max-Age]" == 0', 'cookies: { gone: { maxAge: 0 } }'],
    ['cookie "gone[Max-Age]" == 1', 'cookies: { gone: { maxAge: 1 } }'],
    ['cookie "plain[Secure]" not exists', 'cookies: { plain: { secure: false } }'],
    ['cookie "plain[Secure]" exists', 'cookies: { plain: { secure: true } }'],
    ['cookie "plain[Domain]" == "127.0.0.1"', 'cookies: { plain: { domain: 127.0.0.1 } }'],
  ],
};

/** Redirects on the way to a response. */
export const redirects: Scenario = {
  name: 'redirects',
  below: 'expect',
  follow: true,
  answer: { status: 302, headers: { location: '/redirects/second' } },
  more: {
    '/second': { status: 301, headers: { location: '/redirects/last' } },
    '/last': json({ ok: true }),
  },
  assertions: [
    ['status == 200', 'status: 200'],
    ['redirects count == 2', 'redirects: [{}, {}]'],
    ['redirects count == 1', 'redirects: [{}]'],
    ['redirects nth 0 location == "{{url}}/redirects/second"', 'redirects: [{ to: "${API}/redirects/second" }, {}]'],
    ['redirects nth 1 location == "{{url}}/redirects/last"', 'redirects: [{}, { to: "${API}/redirects/last" }]'],
    ['redirects nth 0 location == "{{url}}/redirects/last"', 'redirects: [{ to: "${API}/redirects/last" }, {}]'],
    ['url == "{{url}}/redirects/last"', 'url: "${API}/redirects/last"'],
    ['url == "{{url}}/redirects"', 'url: "${API}/redirects"'],
    ['jsonpath "$.ok" == true', 'json: { $.ok: true }'],
    ['header "Location" not exists', 'headers: { location: { exists: false } }'],
  ],
};

/** A body that is packed on its way. */
export const bodies: Scenario = {
  name: 'bodies',
  below: 'expect',
  answer: {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'content-encoding': 'gzip' },
    body: gzipSync('Grüße aus der Klinik\n'),
  },
  assertions: [
    ['body contains "Klinik"', 'body: { contains: Klinik }'],
    ['body contains "clinic"', 'body: { contains: clinic }'],
    ['body startsWith "Grüße"', 'body: { starts-with: Grüße }'],
    ['body endsWith "Klinik"', 'body: { ends-with: Klinik }'],
    ['body matches /aus (der|dem)/', 'body: { matches: aus (der|dem) }'],
    ['body not contains "Fehler"', 'body: { not-contains: Fehler }'],
    ['body isString', 'body: { type: string }'],
    ['body isEmpty', 'body: { length: 0 }'],
    [
      'sha256 == hex,b0f8c9d2b9f3a4f5e2d1c0b9a8f7e6d5c4b3a2f1e0d9c8b7a6f5e4d3c2b1a0f9;',
      'sha256: b0f8c9d2b9f3a4f5e2d1c0b9a8f7e6d5c4b3a2f1e0d9c8b7a6f5e4d3c2b1a0f9',
    ],
    [
      'sha256 == hex,7e255b44750b8ec777395fb622571d9df7e645da2dd6b026266b9135ddac932b;',
      'sha256: 7e255b44750b8ec777395fb622571d9df7e645da2dd6b026266b9135ddac932b',
    ],
    ['header "Content-Encoding" == "gzip"', 'headers: { content-encoding: gzip }'],
    { hurl: 'md5 == hex,d41d8cd98f00b204e9800998ecf8427e;', without: 'SHA-256 says more' },
    { hurl: 'xpath "string(//p)" == "x"', without: 'a suite has no XPath; `spa` and `site` look at pages' },
    { hurl: 'bytes count == 23', without: 'a suite counts characters' },
  ],
};

/** A failure that is expected. */
export const refusals: Scenario = {
  name: 'refusals',
  below: 'expect',
  answer: json({ error: 'not yours' }, 403, { 'www-authenticate': 'Bearer' }),
  assertions: [
    ['status == 403', 'status: 403'],
    ['status == 200', 'status: 200'],
    ['status >= 400', 'status: [400, 401, 403, 404]'],
    ['jsonpath "$.error" == "not yours"', 'status: 403, json: { $.error: not yours }'],
    ['jsonpath "$.error" == "yours"', 'status: 403, json: { $.error: yours }'],
    ['header "WWW-Authenticate" == "Bearer"', 'status: 403, headers: { www-authenticate: Bearer }'],
    [
      'jsonpath "$" count == 1',
      'status: 403, json: { $: { length: 1 } }',
      'the length of an object is the number of its members; Hurl counts lists alone',
    ],
  ],
};

import { describe, expect, test } from '@jest/globals';
import { cookieJar } from '../../../src/actions/smoke-test/cookies/jar.ts';
import { keptCookie } from '../../../src/actions/smoke-test/cookies/kept-cookie.ts';

const url = 'https://api.example.com/session/new';

describe('a cookie that no browser keeps', () => {
  test.each([
    ['sid=1; SameSite=None', url, 'SameSite=None without Secure'],
    ['sid=1; Partitioned', url, 'Partitioned without Secure'],
    ['sid=1; Secure', url.replace('https', 'http'), 'it is Secure, and was set over plain HTTP'],
    ['sid=1; Domain=www.example.com', url, 'its domain www.example.com is not that of the host api.example.com'],
    ['sid=1; Domain=.', url, 'its domain . is not that of the host api.example.com'],
    ['sid=1; Domain=com', url, 'its domain com is a public suffix, below which hosts of others stand'],
    ['__Host-sid=1; Secure', url, 'its prefix demands Path=/ and no Domain'],
    ['__Host-sid=1; Secure; Path=/; Domain=api.example.com', url, 'its prefix demands Path=/ and no Domain'],
    ['__secure-sid=1', url, 'its prefix demands Secure'],
    ['__Http-sid=1; Secure', url, 'its prefix demands HttpOnly'],
    ['__Host-sid; Secure; Path=/', url, 'its value looks like a name with a prefix'],
    [`sid=${'v'.repeat(4_094)}`, url, 'name and value are longer than 4096 bytes'],
    ['si\td=1', url, 'it holds a control character'],
    ['; Secure', url, 'it has neither name nor value'],
  ])('%j', (line, from, refusal) => {
    expect(keptCookie(line, from)).toEqual({ refusal });
  });
});

describe('a jar', () => {
  test('sends what stands deeper first, to its hosts only', () => {
    const jar = cookieJar(Date.now);
    jar.keep(['a=1; Path=/', 'b=2; Path=/session; Domain=example.com', 'c=3', 'd=4; Path=/other'], url);
    expect(jar.cookiesFor(url)).toBe('b=2; c=3; a=1');
    expect(jar.cookiesFor('https://www.example.com/session')).toBe('b=2');
    expect(jar.cookiesFor('https://example.org/session')).toBe('');
  });

  test('lets a cookie go when its time is over', () => {
    let now = 1_000;
    const jar = cookieJar(() => now);
    jar.keep(['a=1; Max-Age=2', `b=2; Expires=${new Date(4_000).toUTCString()}`, 'c=3', 'd=4; Max-Age=0'], url);
    expect(jar.cookiesFor(url)).toBe('a=1; b=2; c=3');
    now = 3_000;
    expect(jar.cookiesFor(url)).toBe('b=2; c=3');
    jar.keep(['c=; Max-Age=-1'], url);
    now = 4_000;
    expect(jar.cookiesFor(url)).toBe('');
  });

  test('is not made to forget over plain HTTP what came over TLS', () => {
    const jar = cookieJar(Date.now);
    jar.keep(['sid=1; Secure; Path=/'], url);
    jar.keep(['sid=2; Path=/', 'sid=3; Path=/session; Domain=example.com'], url.replace('https', 'http'));
    expect(jar.cookiesFor(url)).toBe('sid=1');
  });
});

import { describe, expect, test } from '@jest/globals';
import {
  endedSessionCookie,
  sessionCookie,
  sessionToken,
} from '../../../examples/clinic/backend/src/auth/session-cookie.ts';
import { parseConfig } from '../../../examples/clinic/backend/src/config.ts';
import { parseDatabaseUrl } from '../../../examples/clinic/backend/src/database/database-url.ts';

const least = { DATABASE_URL: 'postgres://u:p@db.example.com/clinic', SITE_ORIGIN: 'https://app.example.com' };

describe('the configuration', () => {
  test('has defaults that suit a developer', () => {
    expect(parseConfig(least)).toEqual({
      host: '127.0.0.1',
      port: 8080,
      databaseUrl: least.DATABASE_URL,
      siteOrigin: 'https://app.example.com',
      appEnv: 'dev',
      cookieDomain: undefined,
      commit: 'unknown',
      uploads: { kind: 'disk', folder: 'uploads' },
      uploadLimitBytes: 10_485_760,
    });
  });

  test('names everything that is wrong in one message, and never a password', () => {
    const bad = {
      DATABASE_URL: 'oracle://u:topsecret@h/db',
      SITE_ORIGIN: 'https://app.example.com/path',
      APP_ENV: 'production',
      PORT: '80x',
      UPLOADS: 's4://bucket',
    };
    expect(() => parseConfig(bad)).toThrow(
      [
        'The environment variables cannot be used:',
        '- PORT is "80x", not a whole number from 0 to 65535',
        '- DATABASE_URL must be a URL that starts with mysql:// or postgres://',
        '- SITE_ORIGIN is "https://app.example.com/path", not an origin such as https://app.example.com',
        '- COOKIE_DOMAIN is missing; in production, set it to the domain that site and API share',
        '- UPLOADS is "s4://bucket"; use disk:/a/folder or s3://bucket/prefix',
      ].join('\n'),
    );
  });

  test.each([
    ['s3://clinic-files', { kind: 's3', bucket: 'clinic-files', prefix: '' }],
    ['s3://clinic-files/dev/uploads/', { kind: 's3', bucket: 'clinic-files', prefix: 'dev/uploads/' }],
    ['disk:/var/clinic', { kind: 'disk', folder: '/var/clinic' }],
  ])('UPLOADS=%s', (UPLOADS, expected) => {
    expect(parseConfig({ ...least, UPLOADS }).uploads).toEqual(expected);
  });
});

describe('a database URL', () => {
  test('is taken apart and decoded', () => {
    expect(parseDatabaseUrl('mysql://clinic:p%40ss@db.example.com/clinic?sslmode=require')).toEqual({
      engine: 'mysql',
      host: 'db.example.com',
      port: 3306,
      user: 'clinic',
      password: 'p@ss',
      database: 'clinic',
      tls: 'require',
    });
  });

  test.each([
    ['postgres://u:p@db.example.com/clinic', 'verify-full'],
    ['postgres://u:p@127.0.0.1:5433/clinic', 'disable'],
    ['postgres://u:p@db.example.com/clinic?sslmode=disable', 'disable'],
  ])('%s: TLS %s', (url, tls) => {
    expect(parseDatabaseUrl(url).tls).toBe(tls);
  });

  test('without a database, or with an unknown sslmode, is refused', () => {
    expect(() => parseDatabaseUrl('mysql://u:p@h')).toThrow('must name a database');
    expect(() => parseDatabaseUrl('mysql://u:p@h/d?sslmode=maybe')).toThrow('has sslmode=maybe');
  });
});

describe('the session cookie', () => {
  test.each([
    [{ appEnv: 'dev', cookieDomain: undefined }, 'sid=t; Path=/; Max-Age=60; HttpOnly; SameSite=Lax'],
    [{ appEnv: 'staging', cookieDomain: undefined }, 'sid=t; Path=/; Max-Age=60; HttpOnly; Secure; SameSite=None'],
    [
      { appEnv: 'production', cookieDomain: 'example.com' },
      'sid=t; Path=/; Max-Age=60; HttpOnly; Secure; SameSite=None; Domain=example.com',
    ],
  ] as const)('%j', (config, expected) => {
    expect(sessionCookie('t', 60, config)).toBe(expected);
  });

  test('is ended with the same attributes', () => {
    expect(endedSessionCookie({ appEnv: 'production', cookieDomain: 'example.com' })).toBe(
      'sid=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=None; Domain=example.com',
    );
  });

  test('is found among others', () => {
    const token = (cookie: string) => sessionToken(new Request('http://api.test/', { headers: { cookie } }));
    expect(token('theme=dark; sid=abc; xsid=no')).toBe('abc');
    expect(token('xsid=no')).toBeUndefined();
    expect(token('sid=')).toBeUndefined();
  });
});

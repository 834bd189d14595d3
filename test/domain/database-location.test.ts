import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { databaseUrl, isLoopback, jdbcUrl, parseDatabaseUrl } from '../../src/domain/database-location.ts';
import { parseDatabaseSecret, secretValues } from '../../src/domain/database-secret.ts';

describe('a database URL', () => {
  test('gives engine, place and credentials', () => {
    expect(parseDatabaseUrl('postgresql+asyncpg://ann:p%40ss%2F@db.example:6432/clinic?sslmode=require')).toEqual({
      ok: true,
      value: {
        engine: 'postgres',
        scheme: 'postgresql+asyncpg',
        parameters: 'sslmode=require',
        host: 'db.example',
        port: 6432,
        database: 'clinic',
        username: 'ann',
        password: 'p@ss/',
        options: undefined,
      },
    });
    expect(parseDatabaseUrl('mysql://ann@[::1]/clinic')).toMatchObject({ value: { engine: 'mysql', host: '::1' } });
  });

  test.each([
    ['mysql://ann:hunter2/x', /is not a URL like/],
    ['sqlite://ann:hunter2@host/x', /is not a URL like/],
    ['hunter2', /is not a URL like/],
    ['postgres://ann:hunter2@db.example/x?sslmode=disable', /sslmode=disable would talk .* without verified TLS/],
    ['postgres://ann:hunter2@db.example/x?sslmode=no-verify', /without verified TLS/],
    ['postgres://ann:hunter2@db.example/x?host=elsewhere', /would change where it leads/],
    ['postgres://ann:hunter2%zz@db.example/x', /percent-encoding is broken/],
  ])('%s is refused without being quoted', (url, reason) => {
    const parsed = parseDatabaseUrl(url);
    expect(!parsed.ok && parsed.reason).toMatch(reason);
    expect(!parsed.ok && parsed.reason).not.toContain('hunter2');
  });

  test('is read back as it was written, whatever the password', () => {
    const text = fc.string({ minLength: 1, unit: 'grapheme' });
    // The one path that a URL cannot say: RFC 3986 takes `.` and `..` for folders, encoded or not.
    const name = text.filter((given) => given !== '.' && given !== '..');
    fc.assert(
      fc.property(text, text, name, (username, password, database) => {
        const at = { engine: 'mysql', host: 'db.example', port: 1, username, password, database } as const;
        expect(parseDatabaseUrl(databaseUrl(at))).toEqual({
          ok: true,
          value: { ...at, options: undefined, scheme: 'mysql', parameters: undefined },
        });
      }),
    );
  });

  test('is written with the scheme and the parameters that it came with', () => {
    const text = 'postgresql+asyncpg://ann:x%40y@db.example:1/clinic?charset=utf8&options=-c%20role%3Dapp';
    const parsed = parseDatabaseUrl(text);
    if (!parsed.ok) throw new Error(parsed.reason);
    const { engine, host, port, database, username, password, scheme, parameters } = parsed.value;
    if (!engine || !host || !port || !database || !username || !password) throw new Error('A part is missing.');
    expect(databaseUrl({ engine, host, port, database, username, password, scheme, parameters })).toBe(text);
    expect(jdbcUrl({ engine, host: '::2', port, database: 'a b' })).toBe('jdbc:postgresql://[::2]:1/a%20b');
  });

  test.each([
    ['postgres://a@db/x', undefined],
    ['postgres://a@db/x?schema=public', '-c search_path="public"'],
    ['postgres://a@db/x?schema=My%20"x', '-c search_path="My\\ ""x"'],
    ['postgres://a@db/x?currentSchema=one,two', '-c search_path=one,two'],
    ['postgres://a@db/x?options=-c%20role%3Dapp&schema=a\\b', '-c role=app -c search_path="a\\\\b"'],
    ['mysql://a@db/x?schema=x', undefined],
  ])('%s starts a session with %s', (url, options) => {
    expect(parseDatabaseUrl(url)).toMatchObject({ value: { options } });
  });

  test('knows this machine from others', () => {
    expect(['localhost', '127.0.0.1', '127.1.2.3', '::1'].map(isLoopback)).toEqual([true, true, true, true]);
    expect(['localhost.evil', '128.0.0.1', '127.0.0.1.nip.io'].map(isLoopback)).toEqual([false, false, false]);
  });
});

describe('a secret', () => {
  const rds = {
    engine: 'mariadb',
    host: 'db.c0ffee.us-east-1.rds.amazonaws.com',
    port: 3307,
    username: 'clinic_owner',
    password: 'hunter2',
    dbname: 'clinic',
    dbInstanceIdentifier: 'clinic-dev',
  };

  test('in the form of RDS gives its fields', () => {
    const { dbname: database, dbInstanceIdentifier: instance, ...rest } = rds;
    expect(parseDatabaseSecret(JSON.stringify(rds), undefined)).toEqual({
      ok: true,
      value: { ...rest, engine: 'mysql', database, instance },
    });
    expect(parseDatabaseSecret('{"username":"a","password":"b"}', undefined)).toMatchObject({
      ok: true,
      value: { username: 'a', password: 'b' },
    });
  });

  test('may be a URL, or hold one in a field', () => {
    const url = 'postgres://ann:hunter2@db.example/clinic';
    expect(parseDatabaseSecret(url, undefined)).toEqual(parseDatabaseUrl(url));
    expect(parseDatabaseSecret(JSON.stringify({ DATABASE_URL: url }), 'DATABASE_URL')).toEqual(parseDatabaseUrl(url));
  });

  test.each([
    ['{"a":"hunter2"}', undefined, /none of the fields of an RDS secret \(it has a\)/],
    ['{"a":"hunter2"}', 'b', /no text field b; its fields are a/],
    ['hunter2', 'b', /not a JSON object/],
    ['{"engine":"oracle","password":"hunter2"}', undefined, /engine oracle is neither/],
    ['{"port":"x","password":"hunter2"}', undefined, /port is not a number/],
  ])('%s with key %s is refused without its values', (text, key, reason) => {
    const parsed = parseDatabaseSecret(text, key);
    expect(!parsed.ok && parsed.reason).toMatch(reason);
    expect(!parsed.ok && parsed.reason).not.toContain('hunter2');
  });

  test('hides all that is secret, and not the names that every log holds', () => {
    expect(secretValues(JSON.stringify(rds))).toEqual([rds.host, rds.username, rds.password]);
    expect(secretValues('{"username":"postgres","host":"127.0.0.1","password":"postgres"}')).toEqual(['postgres']);
    expect(secretValues('{"api":{"token":"t0ken"},"url":"mysql://u1234:p%40ss@h.example/d"}')).toEqual([
      't0ken',
      'mysql://u1234:p%40ss@h.example/d',
      'p@ss',
      'p%40ss',
      'u1234',
      'h.example',
    ]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { hasSecretShape, isPlainlyPublic, withoutSecretShapes } from '../../../src/domain/secret/secret-shape.ts';

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';

test.each([
  ['postgres://clinic:hunter2@db:5432/clinic', 'postgres://clinic:***@db:5432/clinic'],
  ['redis://:hunter2@cache:6379', 'redis://:***@cache:6379'],
  ['Authorization: Bearer abcdef.ghi', 'Authorization: ***'],
  ['sent Bearer abcdef.ghi to it', 'sent Bearer *** to it'],
  ['{"password": "hunter2 and more", "user": "x"}', '{"password": ***, "user": "x"}'],
  ['{"password": "hun\\"ter2", "user": "x"}', '{"password": ***, "user": "x"}'],
  ['"{\\"password\\":\\"hunter2\\",\\"user\\":\\"x\\"}"', '"{\\"password\\":***,\\"user\\":\\"x\\"}"'],
  ['DB_PASSWORD=hunter2 NODE_ENV=dev', 'DB_PASSWORD=*** NODE_ENV=dev'],
  ["env: DB_PASSWORD='hunter 2'", 'env: DB_PASSWORD=***'],
  ['message="password=hunter2"', 'message="password=***"'],
  ['mysql --user clinic --password hunter2 --host db', 'mysql --user clinic --password *** --host db'],
  ['<Password>hunter2</Password>', '<Password>***</Password>'],
  ['GET /reset?token=abcdef&page=2', 'GET /reset?token=***&page=2'],
  ['https://b.s3.amazonaws.com/k?X-Amz-Signature=abcdef&a=b', 'https://b.s3.amazonaws.com/k?X-Amz-Signature=***&a=b'],
  ['AKIAABCDEFGHIJKLMNOP', '***'],
  [`the token ${jwt}.`, 'the token ***.'],
  [`ghp_${'a1'.repeat(18)} github_pat_${'a1'.repeat(20)}`, '*** ***'],
  [`sk_live_${'a1'.repeat(12)} pk_live_${'a1'.repeat(12)}`, `*** pk_live_${'a1'.repeat(12)}`],
  ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc=\n-----END RSA PRIVATE KEY-----\nafter', '***\nafter'],
  [
    '-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----',
    '-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----',
  ],
  ['GET /health 404 in 2 ms', 'GET /health 404 in 2 ms'],
  ['https://example.com:8080/path', 'https://example.com:8080/path'],
  [
    'Failed to read the secret for DB: AccessDeniedException',
    'Failed to read the secret for DB: AccessDeniedException',
  ],
  ['Duplicate entry for key: email', 'Duplicate entry for key: email'],
  ['"private": true, "token": null', '"private": true, "token": null'],
])('%s', (line, shown) => {
  expect(withoutSecretShapes(line)).toBe(shown);
  expect(hasSecretShape(line)).toBe(shown !== line);
});

test('what was hidden stays as it is', () => {
  for (const line of ['DB_PASSWORD=***', '{"password": ***}', 'redis://:***@cache'])
    expect(withoutSecretShapes(line)).toBe(line);
});

describe('variables that may be shown', () => {
  test.each([
    ['NODE_ENV', 'production'],
    ['PORT', '8080'],
    ['API_URL', 'https://api.example.com/v1/clinics'],
    ['ALLOWED_ORIGINS', 'https://app.example.com,https://admin.example.com'],
    ['TOKEN_TTL', '3600'],
    ['TABLE', 'arn:aws:dynamodb:us-east-1:111111111111:table/clinic-requests'],
    ['TZ', 'America/Costa_Rica'],
    ['RELEASE', '2026-11-30'],
  ])('%s=%s', (name, value) => {
    expect(isPlainlyPublic(name, value)).toBe(true);
  });
});

describe('variables that are hidden', () => {
  test.each([
    ['DB_PASSWORD', 'a'],
    ['DATABASE_URL', 'postgres://clinic:hunter2@db/clinic'],
    ['SENDGRID', `SG.${'aB3'.repeat(7)}.${'aB3'.repeat(14)}`],
    ['HASH', '9f86d081884c7d659a2feaa0c55ad015'],
    ['OPAQUE', 'k3J9xQ2mV7pL4sT8'],
    ['OPTIONS', 'user=clinic;password=hunter2'],
    ['LONG', 'word '.repeat(200)],
  ])('%s=%s', (name, value) => {
    expect(isPlainlyPublic(name, value)).toBe(false);
  });
});

describe('texts of a megabyte that are made to be slow', () => {
  const size = 1_000_000;
  test.each([
    ...['a', '=', '"', '\\', ' ', '-', ':', '/', '&', '<', '.', 'e', '\t'].map((char) => [
      JSON.stringify(char),
      char.repeat(size),
    ]),
    ...[
      'password="',
      "password='",
      'password=\\',
      'a="',
      'key: ',
      '--key ',
      'eyJ',
      'eyJaaaaaaaa.',
      'a://',
      'a://b:',
      '<key>',
    ].map((piece) => [JSON.stringify(piece), piece.repeat(size / piece.length)]),
    ['private keys without an end', '-----BEGIN PRIVATE KEY-----'.repeat(size / 27)],
    ['a name before many spaces', `password${' '.repeat(size)}=x`],
  ])('%s', (_, text) => {
    expect(typeof withoutSecretShapes(text)).toBe('string');
  });
});

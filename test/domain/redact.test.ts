import { expect, test } from '@jest/globals';
import { redacted } from '../../src/domain/redact.ts';

test.each([
  ['postgres://clinic:hunter2@db:5432/clinic', 'postgres://clinic:***@db:5432/clinic'],
  ['Authorization: Bearer abcdef.ghi', 'Authorization: *** ***'],
  ['{"password": "hunter2 and more", "user": "x"}', '{"password": ***, "user": "x"}'],
  ['DB_PASSWORD=hunter2 NODE_ENV=dev', 'DB_PASSWORD=*** NODE_ENV=dev'],
  ['AKIAABCDEFGHIJKLMNOP', '***'],
  ['GET /health 404 in 2 ms', 'GET /health 404 in 2 ms'],
  ['https://example.com:8080/path', 'https://example.com:8080/path'],
  [
    'Failed to read the secret for DB: AccessDeniedException',
    'Failed to read the secret for DB: AccessDeniedException',
  ],
])('%s', (line, shown) => {
  expect(redacted(line)).toBe(shown);
});

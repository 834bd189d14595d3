import { expect, test } from '@jest/globals';
import { upPart } from '../../../src/domain/sql/up-part.ts';

test.each([
  ['dbmate', '-- migrate:up\nCREATE TABLE a (id int);\n\n-- migrate:down\nDROP TABLE a;\n'],
  ['goose', '-- +goose Up\nCREATE TABLE a (id int);\n\n-- +goose Down\nDROP TABLE a;\n'],
  ['sql-migrate', '-- +migrate Up\nCREATE TABLE a (id int);\n\n-- +migrate Down\nDROP TABLE a;\n'],
  ['goose, down first', '-- +goose Down\nDROP TABLE a;\n-- +goose Up\nCREATE TABLE a (id int);\n'],
])('%s: what goes down is not run, and lines stay where they are', (_, file) => {
  const part = upPart(file);
  if (!part.ok) throw new Error(part.reason);
  expect(part.text).not.toContain('DROP');
  const line = (text: string) => text.split('\n').indexOf('CREATE TABLE a (id int);');
  expect(line(part.text)).toBe(line(file));
  expect(part.withoutTransaction).toBe(false);
});

test.each([
  '-- migrate:up transaction:false\nSELECT 1;\n-- migrate:down\n',
  '-- +goose NO TRANSACTION\n-- +goose Up\nSELECT 1;',
  '-- +migrate Up notransaction\nSELECT 1;',
  '-- +goose NO TRANSACTION\r\n-- +goose Up\r\nSELECT 1;\r\n-- +goose Down\r\nSELECT 2;\r\n',
  '-- migrate:up transaction:false\r\nSELECT 1;\r\n-- migrate:down\r\nSELECT 2;\r\n',
])('%j is run without a transaction', (file) => {
  expect(upPart(file)).toMatchObject({
    ok: true,
    withoutTransaction: true,
    text: expect.not.stringContaining('SELECT 2'),
  });
});

test('a file without markers is all of it', () => {
  const file = "INSERT INTO a VALUES ('-- migrate:up');\n-- goes up\n";
  expect(upPart(file)).toEqual({ ok: true, text: file, withoutTransaction: false });
});

test.each([
  ['-- migrate:down\nDROP TABLE a;', 1, /no part for the way up/],
  ['-- +goose Up\n-- +goose ENVSUB ON\nSELECT 1;', 2, /variables of the environment/],
])('%j is refused', (file, line, reason) => {
  expect(upPart(file)).toEqual({ ok: false, line, reason: expect.stringMatching(reason) });
});

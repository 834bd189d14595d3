import { expect, test } from '@jest/globals';
import { encoded } from '../../../src/domain/sql/byte-text.ts';
import { readDirectives } from '../../../src/domain/sql/directives.ts';

const read = (text: string, engine: 'mysql' | 'postgres' = 'postgres') => readDirectives(encoded(text), engine);

test('directives are read from the comments at the top, several in a line or line by line', () => {
  const text = `-- Adds the index.
-- seed-rds: no-transaction statement-timeout-seconds=900
/* more */
  --  SEED-RDS: lock-timeout-seconds=5	environments=dev,staging
CREATE INDEX CONCURRENTLY i ON t (a);`;
  expect(read(text)).toEqual({
    ok: true,
    directives: {
      withoutTransaction: true,
      statementTimeoutSeconds: 900,
      lockTimeoutSeconds: 5,
      environments: ['dev', 'staging'],
    },
  });
  expect(read(text.replaceAll('\n', '\r\n'))).toEqual(read(text));
  expect(read('SELECT 1;')).toEqual({ ok: true, directives: { withoutTransaction: false } });
});

test.each([
  ['-- seed-rds: lock-timeout=5', 1, /^lock-timeout is no directive of seed-rds: there are no-transaction/],
  ['\n-- seed-rds: lock-timeout-seconds=0', 2, /from 1 to 3600/],
  ['-- seed-rds: statement-timeout-seconds=5m', 1, /from 1 to 86400/],
  ['-- seed-rds: statement-timeout-seconds', 1, /from 1 to 86400/],
  ['-- seed-rds: no-transaction=false', 1, /takes no value/],
  ['-- seed-rds: environments=dev,,prod', 1, /names with commas/],
  ['-- seed-rds: environments=', 1, /names with commas/],
  ['SELECT 1;\n\n-- seed-rds: no-transaction\nSELECT 2;', 3, /before the first statement/],
])('%j is refused with its line', (text, line, reason) => {
  expect(read(text)).toEqual({ ok: false, line, reason: expect.stringMatching(reason) });
});

test('what stands in a string, in the body of a routine or in a wider comment is no directive', () => {
  const fine = { ok: true, directives: { withoutTransaction: false } };
  expect(read("SELECT '\n-- seed-rds: x';")).toEqual(fine);
  expect(read('DO $$\n-- seed-rds: x\n$$;')).toEqual(fine);
  expect(read("SELECT `a`, '\n-- seed-rds: x';", 'mysql')).toEqual(fine);
});

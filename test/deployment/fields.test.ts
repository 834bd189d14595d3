import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { differences, type Fields } from '../../src/deployment/fields.ts';
import { unnamedVariables, variableProblems, wantedVariables } from '../../src/deployment/variables.ts';

const texts = fc.dictionary(fc.stringMatching(/^[A-Z_]{1,6}$/), fc.string());
const fields: fc.Arbitrary<Fields> = fc.record({ environment: texts, secrets: texts, settings: texts });

describe('differences', () => {
  test('there are none to itself, and all to nothing', () => {
    fc.assert(
      fc.property(fields, (some) => {
        expect(differences(some, some)).toEqual([]);
        const count = [some.environment, some.secrets, some.settings].flatMap((part) => Object.keys(part)).length;
        expect(differences(undefined, some)).toHaveLength(count);
      }),
    );
  });

  test('are sorted, and never show the value that a variable had', () => {
    const before = { environment: { B: 'hunter2', A: '1' }, secrets: { S: 'arn:1' }, settings: { port: '80' } };
    const after = { environment: { A: '2' }, secrets: { S: 'arn:2' }, settings: { port: '80', cpu: '256' } };
    expect(differences(before, after)).toEqual([
      { field: 'cpu', before: '', after: '256' },
      { field: 'env A', before: '(set)', after: '2' },
      { field: 'env B', before: '(set)', after: '' },
      { field: 'secret S', before: 'arn:1', after: 'arn:2' },
    ]);
  });
});

describe('variables', () => {
  test('nothing given keeps what is there', () => {
    fc.assert(
      fc.property(texts, texts, (environment, secrets) => {
        const nothing = { env: [], secrets: [], envStrategy: 'merge' } as const;
        expect(wantedVariables(nothing, { environment, secrets })).toEqual({ environment, secrets });
      }),
    );
  });

  test('what earlier releases have put there goes when it is no longer named; what others have put there stays', () => {
    const present = { environment: { OURS: '1', OLD: '2', THEIRS: '3' }, secrets: { GONE: 'arn:1', KEY: 'arn:2' } };
    const given = {
      env: [{ name: 'OURS', value: '4' }],
      secrets: [],
      envStrategy: 'merge',
      managedVariables: ['OURS', 'OLD', 'GONE', 'ABSENT'],
    } as const;
    expect(wantedVariables(given, present)).toEqual({
      environment: { OURS: '4', THEIRS: '3' },
      secrets: { KEY: 'arn:2' },
    });
    expect(unnamedVariables(given, present)).toEqual(['KEY', 'THEIRS']);
    expect(unnamedVariables({ ...given, envStrategy: 'replace' }, present)).toEqual([]);
  });

  test.each([
    ['arn:aws:secretsmanager:us-east-1:111111111111:secret:db-AbCdEf', 0],
    ['arn:aws:secretsmanager:us-east-1:111111111111:secret:db-AbCdEf:password::', 0],
    ['arn:aws-cn:ssm:cn-north-1:111111111111:parameter/clinic/db', 0],
    ['arn:aws:s3:::bucket', 1],
    ['hunter2', 1],
  ])('a secret given as %s', (value, problems) => {
    const given = { env: [], secrets: [{ name: 'DB', value }], envStrategy: 'merge' } as const;
    expect(variableProblems(given)).toHaveLength(problems);
    expect(variableProblems(given).join()).not.toContain('hunter2');
  });
});

test('a field that is a secret by its name shows no value at all', () => {
  const fields = (value: string) => ({ environment: {}, secrets: {}, settings: { DBPassword: value, size: value } });
  expect(differences(fields('a'), fields('b'))).toEqual([
    { field: 'DBPassword', before: '(set)', after: '(set)' },
    { field: 'size', before: 'a', after: 'b' },
  ]);
  expect(differences(undefined, fields('b'))[0]).toEqual({ field: 'DBPassword', before: '', after: '(set)' });
});

test('a new variable is shown only where it is plainly no secret', () => {
  const environment = {
    LOG_LEVEL: 'debug',
    API_TOKEN: 'x',
    DATABASE_URL: 'postgres://a:hunter2@db/c',
    SALT: 'k3J9xQ2mV7pL4sT8',
  };
  const after = {
    environment,
    secrets: { KEY: 'arn:aws:secretsmanager:us-east-1:111111111111:secret:key-a1B2c3' },
    settings: {},
  };
  expect(differences(undefined, after).map(({ field, after: shown }) => `${field} = ${shown}`)).toEqual([
    'env API_TOKEN = (set)',
    'env DATABASE_URL = (set)',
    'env LOG_LEVEL = debug',
    'env SALT = (set)',
    'secret KEY = arn:aws:secretsmanager:us-east-1:111111111111:secret:key-a1B2c3',
  ]);
});

test('a setting is shown without what looks like a secret', () => {
  const settings = { startCommand: 'serve --password hunter2 --port 80' };
  expect(differences(undefined, { environment: {}, secrets: {}, settings })[0]?.after).toBe(
    'serve --password *** --port 80',
  );
});

import { describe, expect, test } from '@jest/globals';
import { isServiceArn } from '../../src/domain/apprunner-service.ts';
import { arnOf, parseArn, parseRoleArn } from '../../src/domain/arn.ts';
import { parseKmsKeyArn } from '../../src/domain/kms-key.ts';

describe('an ARN', () => {
  test('has its parts', () => {
    const text = 'arn:aws-cn:apprunner:cn-north-1:111111111111:service/clinic/0a:b';
    expect(arnOf(text)).toEqual({
      ...{ text, partition: 'aws-cn', service: 'apprunner', region: 'cn-north-1', account: '111111111111' },
      resource: 'service/clinic/0a:b',
    });
  });

  test('may have neither region nor account', () => {
    expect(arnOf('arn:aws:iam::111111111111:role/x')).toMatchObject({ region: undefined, account: '111111111111' });
    expect(arnOf('arn:aws:s3:::bucket/key')).toMatchObject({
      region: undefined,
      account: undefined,
      resource: 'bucket/key',
    });
  });

  test.each([
    '',
    'clinic',
    'arn:aws:iam::1:role/x',
    'arn:aws:iam::111111111111:',
    'arn:gcp:iam::111111111111:x',
    'x arn:aws:s3:::b',
  ])('%j is none', (text) => {
    expect(parseArn(text)).toEqual({ ok: false, reason: 'it is no ARN' });
  });
});

test.each([
  ['arn:aws:iam::111111111111:role/service-role/x', true],
  ['arn:aws:iam::111111111111:user/x', false],
  ['arn:aws:sts::111111111111:role/x', false],
  ['arn:aws:iam:::role/x', false],
])('%s names a role: %s', (text, ok) => {
  expect(parseRoleArn(text).ok).toBe(ok);
});

test.each([
  ['arn:aws:kms:eu-west-1:111111111111:key/0a-1', true],
  ['arn:aws:kms:eu-west-1:111111111111:alias/x', false],
  ['arn:aws:kms::111111111111:key/0a-1', false],
])('%s names a key: %s', (text, ok) => {
  expect(parseKmsKeyArn(text).ok).toBe(ok);
});

test.each([
  ['arn:aws:apprunner:eu-west-1:111111111111:service/clinic/0123456789abcdef', true],
  ['arn:aws:apprunner:eu-west-1:111111111111:service/clinic', false],
  ['arn:aws:apprunner:eu-west-1:111111111111:connection/clinic/0a', false],
  ['clinic', false],
])('%s names a service: %s', (text, is) => {
  expect(isServiceArn(text)).toBe(is);
});

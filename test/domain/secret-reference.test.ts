import { expect, test } from '@jest/globals';
import { beanstalkReference, secretReference } from '../../src/domain/secret-reference.ts';

const arn = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:clinic/db-AbCdEf';

test.each([
  [arn, arn],
  [`${arn}:url::`, `${arn}:url`],
  [`${arn}:url`, `${arn}:url`],
  [`${arn}:::`, arn],
  [`${arn}:url:AWSCURRENT:`, `${arn}:url`],
  ['arn:aws:ssm:eu-west-1:111111111111:parameter/a', 'arn:aws:ssm:eu-west-1:111111111111:parameter/a'],
  ['text', 'text'],
])('%s is %s on Elastic Beanstalk', (given, expected) => {
  expect(beanstalkReference(given)).toBe(expected);
});

test('a reference has its parts', () => {
  expect(secretReference(`${arn}:url:AWSPREVIOUS:0123`)).toEqual({
    ...{ secretArn: arn, field: 'url', versionStage: 'AWSPREVIOUS', versionId: '0123' },
  });
  expect(secretReference('arn:aws:ssm:eu-west-1:111111111111:parameter/a')).toBeUndefined();
});

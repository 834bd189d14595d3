import { describe, expect, test } from '@jest/globals';
import {
  isSamePlatform,
  newestFirst,
  platformVersionOf,
  solutionStackOf,
} from '../../src/domain/beanstalk-platform.ts';

/** Names and ARNs as AWS lists them: https://docs.aws.amazon.com/elasticbeanstalk/latest/platforms/platforms-supported.html */
describe.each([
  ['64bit Amazon Linux 2023 v4.7.3 running Docker', 'Docker running on 64bit Amazon Linux 2023/4.7.3'],
  ['64bit Amazon Linux 2023 v6.6.7 running Node.js 22', 'Node.js 22 running on 64bit Amazon Linux 2023/6.6.7'],
  [
    '64bit Amazon Linux 2023 v5.7.1 running Tomcat 10 Corretto 17',
    'Tomcat 10 with Corretto 17 running on 64bit Amazon Linux 2023/5.7.1',
  ],
  ['64bit Windows Server 2022 v2.15.4 running IIS 10.0', 'IIS 10.0 running on 64bit Windows Server 2022/2.15.4'],
])('%s', (stack, resource) => {
  const arn = `arn:aws:elasticbeanstalk:us-east-1::platform/${resource}`;

  test('has a version, and the same one by its ARN', () => {
    expect(platformVersionOf(stack)?.version).toBe(resource.split('/')[1]);
    expect(platformVersionOf(arn)).toEqual({ branch: resource.split('/')[0], version: resource.split('/')[1] });
  });

  test('is made of its version again', () => {
    for (const text of [stack, arn]) {
      const version = platformVersionOf(text);
      expect(version && solutionStackOf(version)).toBe(stack);
    }
    expect(isSamePlatform(stack, arn)).toBe(true);
  });
});

test('a platform by name and by ARN is the same', () => {
  const arn = 'arn:aws-cn:elasticbeanstalk:cn-north-1::platform/Docker running on 64bit Amazon Linux 2023/4.7.3';
  expect(isSamePlatform(arn, '64bit Amazon Linux 2023 v4.7.3 running Docker')).toBe(true);
  expect(isSamePlatform(arn, '64bit Amazon Linux 2023 v4.7.2 running Docker')).toBe(false);
});

test('a platform of one’s own has no branch', () => {
  const arn = 'arn:aws:elasticbeanstalk:us-east-1:111111111111:platform/mine/1.0.0';
  expect(platformVersionOf(arn)).toBeUndefined();
  expect(isSamePlatform(arn, arn)).toBe(true);
});

test('versions are compared number by number', () => {
  expect(['4.9.0', '4.10.0', '4.10', '3.99.9'].toSorted(newestFirst)).toEqual(['4.10.0', '4.10', '4.9.0', '3.99.9']);
});

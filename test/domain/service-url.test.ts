import { expect, test } from '@jest/globals';
import { consoleUrl, logsUrl, serviceOrigin } from '../../src/domain/service-url.ts';

const arn = 'arn:aws:apprunner:eu-west-1:111111111111:service/clinic/0123456789abcdef';

test('a service answers over HTTPS; one of an emulator on this machine over HTTP', () => {
  expect(serviceOrigin('abc.eu-west-1.awsapprunner.com')).toBe('https://abc.eu-west-1.awsapprunner.com');
  expect(['localhost:8080', '127.0.0.1:8080', '[::1]:8080'].map(serviceOrigin)).toEqual([
    ...['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080'],
  ]);
});

test("the console's pages, with the ARN and the log group as it wants them encoded", () => {
  expect(consoleUrl(arn)).toBe(
    'https://eu-west-1.console.aws.amazon.com/apprunner/home?region=eu-west-1#/services/dashboard?service_arn=arn%3Aaws%3Aapprunner%3Aeu-west-1%3A111111111111%3Aservice%2Fclinic%2F0123456789abcdef',
  );
  expect(logsUrl(arn, '/aws/apprunner/clinic/01/application')).toBe(
    'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Faws$252Fapprunner$252Fclinic$252F01$252Fapplication',
  );
});

test.each([
  ['aws-cn', 'amazonaws.cn'],
  ['aws-us-gov', 'amazonaws-us-gov.com'],
])('the partition %s has its own console', (partition, domain) => {
  expect(consoleUrl(arn.replace(':aws:', `:${partition}:`))).toContain(`https://eu-west-1.console.${domain}/`);
});

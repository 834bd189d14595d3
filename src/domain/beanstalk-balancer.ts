import { type Arn, arnOf } from './arn.ts';
import type { OptionSetting } from './beanstalk.ts';
import type { Result } from './result.ts';

/** The ARN of a certificate in ACM or IAM. */
export function parseCertificateArn(text: string): Result<Arn> {
  const arn = arnOf(text);
  const resource = arn && `${arn.service}:${arn.resource}`;
  return arn?.account !== undefined && /^(acm:certificate|iam:server-certificate)\//.test(resource ?? '')
    ? { ok: true, value: arn }
    : { ok: false, reason: 'it is not the ARN of a certificate' };
}

/** Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html#command-options-general-environmentprocess */
const processOptions = [
  ...['DeregistrationDelay', 'HealthCheckInterval', 'HealthCheckPath', 'HealthCheckTimeout', 'HealthyThresholdCount'],
  ...['MatcherHTTPCode', 'Port', 'Protocol', 'StickinessEnabled', 'StickinessLBCookieDuration', 'StickinessType'],
  'UnhealthyThresholdCount',
];

/** The options of a process, from `NAME: Option=value, Option=value`. */
export function parseProcess(text: string): Result<readonly OptionSetting[]> {
  const at = text.indexOf(':');
  const name = text.slice(0, Math.max(at, 0)).trim();
  const pairs = text
    .slice(at + 1)
    .split(',')
    .map((pair) => pair.trim().split('='));
  if (
    !/^[A-Za-z0-9-]{1,32}$/.test(name) ||
    pairs.some(([option, value, ...more]) => !option || !value || more.length > 0)
  )
    return { ok: false, reason: 'it is not like default: Port=8080, HealthCheckPath=/health' };
  const unknown = pairs.find(([option = '']) => !processOptions.includes(option.trim()));
  if (unknown)
    return { ok: false, reason: `a process has no option ${unknown[0]}; it has ${processOptions.join(', ')}` };
  const namespace = `aws:elasticbeanstalk:environment:process:${name}`;
  return {
    ok: true,
    value: pairs.map(([option = '', value = '']) => ({ namespace, name: option.trim(), value: value.trim() })),
  };
}

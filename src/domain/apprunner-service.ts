import { arnOf } from './arn.ts';
import type { Result } from './result.ts';

/** The name or the ARN of a service. Source: https://docs.aws.amazon.com/apprunner/latest/api/API_CreateService.html */
export function parseService(text: string): Result<string> {
  if (isServiceArn(text) || /^[A-Za-z0-9][A-Za-z0-9_-]{3,39}$/.test(text)) return { ok: true, value: text };
  return { ok: false, reason: 'a name has 4 to 40 letters, digits, - and _, and begins with a letter or digit' };
}

export function isServiceArn(text: string): boolean {
  const { service, region, account, resource = '' } = arnOf(text) ?? {};
  return service === 'apprunner' && Boolean(region && account) && /^service\/[^/]+\/[0-9a-f]+$/.test(resource);
}

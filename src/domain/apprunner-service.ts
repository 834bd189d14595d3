import type { Result } from './result.ts';

/** The name or the ARN of a service. Source: https://docs.aws.amazon.com/apprunner/latest/api/API_CreateService.html */
export function parseService(text: string): Result<string> {
  if (isServiceArn(text) || /^[A-Za-z0-9][A-Za-z0-9_-]{3,39}$/.test(text)) return { ok: true, value: text };
  return { ok: false, reason: 'a name has 4 to 40 letters, digits, - and _, and begins with a letter or digit' };
}

export function isServiceArn(text: string): boolean {
  return /^arn:aws[a-z-]*:apprunner:[a-z0-9-]+:\d{12}:service\/[^/\s]+\/[0-9a-f]+$/.test(text);
}

/** The region in an ARN. */
export function regionOf(arn: string): string {
  return arn.split(':')[3] ?? '';
}

/** The ARN of something else that a service uses: a role, a connector, a configuration. */
export function parseArn(text: string): Result<string> {
  return /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12})?:\S+$/.test(text)
    ? { ok: true, value: text }
    : { ok: false, reason: 'it is no ARN' };
}

/** The ARN of an observability configuration, or `off`. */
export function parseObservability(text: string): Result<string> {
  return text === 'off' ? { ok: true, value: text } : parseArn(text);
}

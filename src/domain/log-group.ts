import type { Result } from './result.ts';

/** The name of a log group. Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export function parseLogGroup(text: string): Result<string> {
  if (text.startsWith('aws/')) return { ok: false, reason: 'names that begin with aws/ are reserved' };
  return /^[\w./#-]{1,512}$/.test(text)
    ? { ok: true, value: text }
    : { ok: false, reason: 'a log group has up to 512 letters, digits and _ - / . #' };
}

/** The beginning of a log stream's name, in front of container and task. */
export function parseLogStreamPrefix(text: string): Result<string> {
  return /^[^:*\s]{1,256}$/.test(text)
    ? { ok: true, value: text }
    : { ok: false, reason: 'it has up to 256 characters without spaces, : and *' };
}

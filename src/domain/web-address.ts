import type { Result } from './result.ts';

/** An address without the slashes at its end. */
export function withoutSlashAtEnd(address: string): string {
  let end = address.length;
  while (address[end - 1] === '/') end -= 1;
  return address.slice(0, end);
}

/** An address that a browser opens: http or https, without credentials. */
export function parseWebAddress(text: string): Result<string> {
  const url = /^https?:\/\/\S+$/.test(text) ? URL.parse(text) : undefined;
  if (!url) return { ok: false, reason: 'it is not like https://app.example.com' };
  return url.username || url.password
    ? { ok: false, reason: 'it holds a user name or a password' }
    : { ok: true, value: text };
}

import type { IncomingMessage } from 'node:http';

/** A request as a viewer sent it, or as a function rewrote it. */
export interface ViewerRequest {
  readonly method: string;
  /** Percent-encoded, without the query. */
  readonly path: string;
  /** Pairs in the order in which they came. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
}

export function viewerRequest(message: IncomingMessage): ViewerRequest {
  const [path = '/', query = ''] = (message.url ?? '/').split(/\?(.*)/s);
  const headers = Object.entries(message.headers).map(([name, value]) => [name, [value].flat().join(', ')] as const);
  return {
    method: message.method ?? 'GET',
    path: canonicalPath(path),
    query: pairs(query, '&'),
    headers: Object.fromEntries(headers),
  };
}

/**
 * One spelling for each path: what may stand as it is is not percent-encoded, all else is, in capitals.
 * CloudFront normalises paths as in RFC 3986, section 6, and its invalidations expect this spelling.
 */
export function canonicalPath(path: string): string {
  return path
    .replace(/%[0-9a-f]{2}/gi, (escape) => {
      const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
      return /[A-Za-z0-9\-_.~!$&'()*+,;=:@]/.test(character) ? character : escape.toUpperCase();
    })
    .replace(/[\s<>"\\^`{|}[\]]|[^\x20-\x7e]/gu, (character) => encodeURIComponent(character));
}

/** `a=1&b` or `a=1; b=2` as pairs, values as they were sent. */
export function pairs(text: string, separator: '&' | ';'): readonly (readonly [string, string])[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', value = ''] = part.split(/=(.*)/s);
      return [name, value] as const;
    });
}

export function queryText(query: ViewerRequest['query']): string {
  return query.map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join('&');
}

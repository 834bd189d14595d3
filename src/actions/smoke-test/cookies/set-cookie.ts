import { parseDate } from 'tough-cookie';
import { withoutOptionalWhitespace as trimmed } from '../../../domain/optional-whitespace.ts';

/** A cookie as a line of Set-Cookie gives it. */
export interface SetCookie {
  /** Empty for a line without a name, which browsers keep all the same. */
  readonly name: string;
  readonly value: string;
  /** As it is written; undefined or empty for a cookie of this host only. */
  readonly domain: string | undefined;
  /** Undefined: that of the address that sets it. */
  readonly path: string | undefined;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly partitioned: boolean;
  /** Undefined where it is not said, or is no word for it: browsers take it for Lax. */
  readonly sameSite: 'strict' | 'lax' | 'none' | undefined;
  readonly maxAgeSeconds: number | undefined;
  readonly expires: Date | undefined;
}

/** Browsers leave a longer attribute out. https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.6 */
const maxAttributeBytes = 1_024;

/** Reads a line as browsers do, which find something in any. https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.6 */
export function parseSetCookie(line: string): SetCookie {
  const [pair = '', ...rest] = line.split(';');
  const equals = pair.indexOf('=');
  const attributes = new Map(rest.map(attribute).filter(([, value]) => value.length <= maxAttributeBytes));
  const sameSite = (attributes.get('samesite') ?? '').toLowerCase();
  const maxAge = attributes.get('max-age') ?? '';
  return {
    name: equals === -1 ? '' : trimmed(pair.slice(0, equals)),
    value: trimmed(pair.slice(equals + 1)),
    domain: attributes.get('domain'),
    path: attributes.get('path')?.startsWith('/') ? attributes.get('path') : undefined,
    secure: attributes.has('secure'),
    httpOnly: attributes.has('httponly'),
    partitioned: attributes.has('partitioned'),
    sameSite: sameSite === 'strict' || sameSite === 'lax' || sameSite === 'none' ? sameSite : undefined,
    maxAgeSeconds: /^-?\d+$/.test(maxAge) ? Number(maxAge) : undefined,
    expires: parseDate(attributes.get('expires')),
  };
}

/** The last one of a name counts. */
function attribute(text: string): readonly [name: string, value: string] {
  const equals = text.indexOf('=');
  if (equals === -1) return [trimmed(text).toLowerCase(), ''];
  return [trimmed(text.slice(0, equals)).toLowerCase(), trimmed(text.slice(equals + 1))];
}

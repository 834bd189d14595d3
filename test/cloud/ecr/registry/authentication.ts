import type { IncomingHttpHeaders } from 'node:http';
import type { Registry } from '../state.ts';
import type { Token, Tokens } from '../tokens.ts';
import { RegistryError } from './errors.ts';

/** The token that a request carries as Basic `AWS:<password>`; throws the registry's 401 or 403. */
export function authenticate(headers: IncomingHttpHeaders, registry: Registry, tokens: Tokens, now: Date): Token {
  const [user, password] = credentials(headers.authorization ?? '');
  const token = user === 'AWS' ? tokens.find(password) : undefined;
  if (!token || token.region !== registry.region) throw challenge(registry);
  if (token.expiresAt <= now)
    throw new RegistryError(403, 'DENIED', 'Your authorization token has expired. Reauthenticate and try again.');
  return token;
}

function credentials(header: string): readonly [user: string, password: string] {
  const [scheme, encoded = ''] = header.split(' ');
  if (scheme?.toLowerCase() !== 'basic') return ['', ''];
  const text = Buffer.from(encoded, 'base64').toString();
  const colon = text.indexOf(':');
  return colon < 0 ? ['', ''] : [text.slice(0, colon), text.slice(colon + 1)];
}

function challenge(registry: Registry): RegistryError {
  return new RegistryError(401, 'UNAUTHORIZED', 'Not Authorized', {
    'www-authenticate': `Basic realm="http://${registry.host}/",service="ecr.amazonaws.com"`,
  });
}

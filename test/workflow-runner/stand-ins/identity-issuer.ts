import { generateKeyPairSync, type JsonWebKey, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A small issuer of identity tokens: it believes the claims of the request token and signs them. */
export interface IdentityIssuer {
  readonly issuer: string;
  readonly requestUrl: string;
  keys(): readonly (JsonWebKey & { readonly kid: string })[];
  close(): Promise<void>;
}

export async function startIdentityIssuer(): Promise<IdentityIssuer> {
  const issuer = 'https://token.actions.githubusercontent.com';
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const server = createServer((request, response) => {
    const claims = JSON.parse(Buffer.from(request.headers.authorization?.split('.')[1] ?? '', 'base64url').toString());
    const aud = new URL(request.url ?? '/', 'http://localhost').searchParams.get('audience');
    const exp = Math.floor(Date.now() / 1000) + 300;
    const text = `${part({ alg: 'RS256', kid: 'k1' })}.${part({ ...claims, iss: issuer, aud, exp })}`;
    const value = `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ value }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    issuer,
    requestUrl: `http://127.0.0.1:${port}/token`,
    keys: () => [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1' }],
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

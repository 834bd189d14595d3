import type { IncomingMessage } from 'node:http';
import { imageLimits } from '../domain/image-limits.ts';
import { isJsonObject, parseJson } from '../domain/json.ts';
import { isLoopback } from '../domain/loopback-registry.ts';
import type { Credentials } from './repository-login.ts';
import { wholeAnswer } from './whole-answer.ts';

/** How requests to a registry are authorized. */
export interface Authorization {
  /** Whether the registry says how. */
  readonly asks: boolean;
  /** The header of the next request; undefined: none. */
  header(): string | undefined;
  /** Answers the challenge of a refused request; `used` is the header that it had. False where another try would be the same. */
  meet(challenge: string | undefined, used: string | undefined, signal: AbortSignal): Promise<boolean>;
}

/** Asks for a token at an address, with a header or without. */
export type AskForToken = (
  url: URL,
  authorization: string | undefined,
  signal: AbortSignal,
) => Promise<IncomingMessage>;

/** Where each request has the same header, whatever the registry says. */
export function fixedAuthorization(credentials: Credentials): Authorization {
  return { asks: false, header: () => basic(credentials), meet: async () => false };
}

/**
 * As the registry asks: credentials are sent only where its challenge says, and a token only to the registry itself.
 * Source: https://distribution.github.io/distribution/spec/auth/token/
 */
export function challengedAuthorization(credentials: Credentials | undefined, ask: AskForToken): Authorization {
  let header: string | undefined;
  let meeting: Promise<string | undefined> | undefined;
  const met = async (challenge: string, signal: AbortSignal): Promise<string | undefined> => {
    if (/^basic\b/i.test(challenge)) return credentials && basic(credentials);
    const token = /^bearer\b/i.test(challenge) ? await tokenFor(challenge, credentials, ask, signal) : undefined;
    return token === undefined ? undefined : `Bearer ${token}`;
  };
  return {
    asks: true,
    header: () => header,
    async meet(challenge, used, signal) {
      // Another request has met it meanwhile.
      if (header !== used) return true;
      meeting ??= met(challenge ?? '', signal).finally(() => {
        meeting = undefined;
      });
      const next = await meeting;
      if (next === undefined || next === used) return false;
      header = next;
      return true;
    },
  };
}

async function tokenFor(
  challenge: string,
  credentials: Credentials | undefined,
  ask: AskForToken,
  signal: AbortSignal,
): Promise<string | undefined> {
  const parameter = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(challenge)?.[1];
  const url = URL.parse(parameter('realm') ?? '');
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.host)))) return undefined;
  for (const name of ['service', 'scope']) {
    const value = parameter(name);
    if (value !== undefined) url.searchParams.set(name, value);
  }
  const response = await ask(url, credentials && basic(credentials), signal);
  const text = (await wholeAnswer(response, imageLimits.registryMessageBytes)).toString();
  const json = response.statusCode === 200 ? parseJson(text) : undefined;
  const token = isJsonObject(json) ? (json['token'] ?? json['access_token']) : undefined;
  return typeof token === 'string' ? token : undefined;
}

function basic({ username, password }: Credentials): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

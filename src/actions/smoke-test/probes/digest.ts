import { createHash } from 'node:crypto';
import type { ProbeRequest, Prober } from '../../../http/probe.ts';
import type { RandomBytes } from '../../../machine/random.ts';

/** A user and the password that is never sent. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A prober that answers the digest challenge of the first request's origin, and of no other. https://www.rfc-editor.org/rfc/rfc7616 */
export function withDigest(prober: Prober, credentials: Credentials, random: RandomBytes): Prober {
  let origin: string | undefined;
  return {
    async send(request) {
      origin ??= new URL(request.url).origin;
      const result = await prober.send(request);
      if (result.kind !== 'response' || result.status !== 401 || new URL(request.url).origin !== origin) return result;
      const challenge = challengeIn(result.headers.get('www-authenticate') ?? []);
      if (!challenge) return result;
      const authorization = answerTo(challenge, request, credentials, Buffer.from(random(16)).toString('hex'));
      return prober.send({ ...request, headers: [...request.headers, ['authorization', authorization] as const] });
    },
  };
}

type Challenge = ReadonlyMap<string, string>;

const hashes: Readonly<Record<string, string>> = { 'sha-256': 'sha256', 'sha-512-256': 'sha512-256', md5: 'md5' };

/** The strongest challenge that we can answer. */
function challengeIn(lines: readonly string[]): Challenge | undefined {
  const challenges = lines.filter((line) => /^digest\s/i.test(line)).map((line) => parametersOf(line.slice(7)));
  const known = challenges.filter((each) => each.has('nonce') && hashOf(each) !== undefined && hasKnownQuality(each));
  return known.toSorted((a, b) => rank(a) - rank(b))[0];
}

function rank(challenge: Challenge): number {
  return Object.values(hashes).indexOf(hashOf(challenge) ?? '');
}

function hashOf(challenge: Challenge): string | undefined {
  return hashes[(challenge.get('algorithm') ?? 'md5').toLowerCase().replace(/-sess$/, '')];
}

function hasKnownQuality(challenge: Challenge): boolean {
  return !challenge.has('qop') || qualities(challenge).includes('auth');
}

function qualities(challenge: Challenge): readonly string[] {
  return (challenge.get('qop') ?? '').split(',').map((quality) => quality.trim().toLowerCase());
}

/** Parameters by lower-case name; a comma within quotes separates nothing. */
function parametersOf(text: string): Challenge {
  return new Map(
    separated(text).map((part) => {
      const equals = part.indexOf('=');
      const value = part.slice(equals + 1).trim();
      const plain = value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
      return [part.slice(0, equals).trim().toLowerCase(), plain] as const;
    }),
  );
}

function separated(text: string): readonly string[] {
  const parts: string[] = [''];
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') isQuoted = !isQuoted;
    if (character === ',' && !isQuoted) parts.push('');
    else parts[parts.length - 1] += character;
    if (character === '\\' && isQuoted) parts[parts.length - 1] += text.charAt(++at);
  }
  return parts;
}

function answerTo(
  challenge: Challenge,
  { method, url }: ProbeRequest,
  { username, password }: Credentials,
  clientNonce: string,
): string {
  const { pathname, search } = new URL(url);
  const uri = `${pathname}${search}`;
  const [realm, nonce, count] = [challenge.get('realm') ?? '', challenge.get('nonce') ?? '', '00000001'];
  const algorithm = challenge.get('algorithm');
  const hash = (text: string) =>
    createHash(hashOf(challenge) ?? 'md5')
      .update(text)
      .digest('hex');
  const secret = hash(`${username}:${realm}:${password}`);
  const isSession = /-sess$/i.test(algorithm ?? '');
  const first = isSession ? hash(`${secret}:${nonce}:${clientNonce}`) : secret;
  const second = hash(`${method}:${uri}`);
  const isModern = challenge.has('qop');
  const response = hash(
    isModern ? `${first}:${nonce}:${count}:${clientNonce}:auth:${second}` : `${first}:${nonce}:${second}`,
  );
  const opaque = challenge.get('opaque');
  return `Digest ${[
    ...[`username="${escaped(username)}"`, `realm="${escaped(realm)}"`, `nonce="${escaped(nonce)}"`, `uri="${uri}"`],
    ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
    ...(isModern ? [`qop=auth`, `nc=${count}`] : []),
    ...(isModern || isSession ? [`cnonce="${clientNonce}"`] : []),
    `response="${response}"`,
    ...(opaque === undefined ? [] : [`opaque="${escaped(opaque)}"`]),
  ].join(', ')}`;
}

function escaped(text: string): string {
  return text.replace(/["\\]/g, '\\$&');
}

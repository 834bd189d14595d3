import type { ProbeResponse, ProbeResult } from '../../../http/probe.ts';
import type { TlsFacts } from '../../../http/tls.ts';
import type { Finding, Flaw } from '../expect/finding.ts';
import { type HttpsTemplate, tlsVersions } from '../suite/https.ts';
import { type Attempt, type AttemptContext, attempt } from './attempt.ts';
import { unreachable } from './request.ts';

/** Checks the certificate (chain and host are verified in connecting), the TLS version, HSTS and the redirect from http://. */
export async function checkHttps(
  https: HttpsTemplate,
  { prober, now }: Pick<AttemptContext, 'prober' | 'now'>,
): Promise<Attempt> {
  const get = (url: string) =>
    prober.send({ method: 'GET', url, headers: [], timeoutMilliseconds: 30_000, connection: 'new' });
  const secure = await get(https.url);
  const old = secure.kind === 'response' && secure.tls ? await askWithOldTls(https, prober) : undefined;
  const plain = https.redirectFrom === undefined ? undefined : await get(https.redirectFrom);
  return attempt([
    ...(secure.kind === 'unreachable'
      ? [unreachable(secure)]
      : [...tlsFindings(https, secure.tls, now), ...hstsFindings(https, secure)]),
    ...(old === undefined ? [] : oldTlsFindings(https, old)),
    ...(plain === undefined
      ? []
      : plain.kind === 'unreachable'
        ? [unreachable(plain)]
        : redirectFindings(https, plain)),
  ]);
}

/** Offers nothing but versions that are too old. */
function askWithOldTls({ url, minVersion }: HttpsTemplate, prober: AttemptContext['prober']): Promise<ProbeResult> {
  const maxTls = minVersion === 'TLSv1.3' ? 'TLSv1.2' : 'TLSv1.1';
  return prober.send({ method: 'GET', url, headers: [], timeoutMilliseconds: 30_000, connection: 'new', maxTls });
}

/** A server that refuses old versions ends the handshake; that it does not answer at all would say nothing. */
function oldTlsFindings({ minVersion }: HttpsTemplate, result: ProbeResult): readonly Finding[] {
  const flaw = { subject: 'older TLS versions', expected: `refused below ${minVersion}`, inconclusive: true };
  if (result.kind === 'response')
    return [
      finding('min-tls', {
        ...flaw,
        actual: `a connection with ${result.tls?.protocol ?? 'one of them'}`,
        advice: `Set the security policy of the distribution or load balancer to one that begins with ${minVersion}.`,
      }),
    ];
  const isRefused = /alert|protocol version|handshake|ECONNRESET|EPROTO|socket hang up/i.test(result.reason);
  return findingUnless(isRefused, 'min-tls', { ...flaw, actual: `nobody knows: ${result.reason}` });
}

const millisecondsPerDay = 24 * 60 * 60 * 1000;

/** No release brings the certificate or the TLS versions with it. */
function tlsFindings({ minVersion, minDays }: HttpsTemplate, tls: TlsFacts | undefined, now: Date): readonly Finding[] {
  if (!tls)
    return [finding('url', { subject: 'connection', expected: 'TLS', actual: 'plain HTTP', inconclusive: true })];
  const days = Math.floor((tls.validTo.getTime() - now.getTime()) / millisecondsPerDay);
  const version = tlsVersions.findIndex((name) => name === tls.protocol);
  return [
    ...findingUnless(version >= tlsVersions.indexOf(minVersion), 'min-tls', {
      subject: 'TLS version',
      expected: `${minVersion} or newer`,
      actual: tls.protocol,
      inconclusive: true,
    }),
    ...findingUnless(days >= minDays, 'min-days', {
      subject: 'certificate',
      expected: `valid for ${minDays} days more`,
      actual: `${days} days, until ${tls.validTo.toISOString().slice(0, 10)}`,
      advice: 'Renew it; ACM renews by itself only while the DNS validation record exists.',
      inconclusive: true,
    }),
  ];
}

function hstsFindings({ hsts }: HttpsTemplate, { headers }: ProbeResponse): readonly Finding[] {
  const value = headers.get('strict-transport-security')?.join(', ');
  const isSent = value !== undefined && /max-age\s*=\s*"?[1-9]/i.test(value);
  return findingUnless(!hsts || isSent, 'hsts', {
    subject: 'strict-transport-security',
    expected: 'with max-age above 0',
    actual: value ?? 'none',
    advice: 'Add it in the CloudFront response headers policy.',
  });
}

/** One permanent hop to the same host. */
function redirectFindings({ url }: HttpsTemplate, { status, headers, url: from }: ProbeResponse): readonly Finding[] {
  const location = headers.get('location')?.[0];
  const target = location === undefined ? undefined : URL.parse(location, from);
  const { hostname, origin } = new URL(url);
  return [
    ...findingUnless(status === 301 || status === 308, 'redirect-from', {
      subject: `status of ${from}`,
      expected: '301 or 308',
      actual: String(status),
      advice: 'Set the viewer protocol policy to redirect-to-https.',
    }),
    ...findingUnless(target?.protocol === 'https:' && target.hostname === hostname, 'redirect-from', {
      subject: `redirect of ${from}`,
      expected: `to ${origin}`,
      actual: target?.origin ?? 'none',
    }),
  ];
}

function findingUnless(holds: boolean, at: string, flaw: Flaw): readonly Finding[] {
  return holds ? [] : [finding(at, flaw)];
}

function finding(at: string, flaw: Flaw): Finding {
  return { at: ['https', at], ...flaw };
}

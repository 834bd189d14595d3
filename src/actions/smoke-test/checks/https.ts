import type { Probe, ProbeResponse } from '../../../http/probe.ts';
import type { TlsFacts } from '../../../http/tls.ts';
import type { Finding } from '../expect/finding.ts';
import { type HttpsTemplate, tlsVersions } from '../suite/https.ts';
import { type Attempt, attempt } from './attempt.ts';
import { unreachable } from './request.ts';

/** Checks the certificate (chain and host are verified in connecting), the TLS version, HSTS and the way from http://. */
export async function checkHttps(https: HttpsTemplate, probe: Probe, now: Date, signal: AbortSignal): Promise<Attempt> {
  const get = (url: string) =>
    probe.send({ method: 'GET', url, headers: [], timeoutMilliseconds: 30_000, connection: 'new' }, signal);
  const secure = await get(https.url);
  const plain = https.redirectFrom === undefined ? undefined : await get(https.redirectFrom);
  return attempt([
    ...(secure.kind === 'unreachable'
      ? [unreachable(secure)]
      : [...tlsFindings(https, secure.tls, now), ...hstsFindings(https, secure)]),
    ...(plain === undefined
      ? []
      : plain.kind === 'unreachable'
        ? [unreachable(plain)]
        : redirectFindings(https, plain)),
  ]);
}

const millisecondsPerDay = 24 * 60 * 60 * 1000;

function tlsFindings({ minVersion, minDays }: HttpsTemplate, tls: TlsFacts | undefined, now: Date): readonly Finding[] {
  if (!tls) return [finding('url', 'connection', 'TLS', 'plain HTTP')];
  const days = Math.floor((tls.validTo.getTime() - now.getTime()) / millisecondsPerDay);
  const version = tlsVersions.findIndex((name) => name === tls.protocol);
  return [
    ...(version >= tlsVersions.indexOf(minVersion)
      ? []
      : [finding('min-tls', 'TLS version', `${minVersion} or newer`, tls.protocol)]),
    ...(days >= minDays
      ? []
      : [
          finding(
            'min-days',
            'certificate',
            `valid for ${minDays} days more`,
            `${days} days, until ${tls.validTo.toISOString().slice(0, 10)}`,
            'Renew it; ACM renews by itself only while the DNS validation record exists.',
          ),
        ]),
  ];
}

function hstsFindings({ hsts }: HttpsTemplate, { headers }: ProbeResponse): readonly Finding[] {
  const value = headers.get('strict-transport-security')?.join(', ');
  if (!hsts || (value !== undefined && /max-age\s*=\s*"?[1-9]/i.test(value))) return [];
  return [
    finding(
      'hsts',
      'strict-transport-security',
      'with max-age above 0',
      value ?? 'none',
      'Add it in the CloudFront response headers policy.',
    ),
  ];
}

/** One permanent hop to the same host. */
function redirectFindings({ url }: HttpsTemplate, { status, headers, url: from }: ProbeResponse): readonly Finding[] {
  const location = headers.get('location')?.[0];
  const target = location === undefined ? undefined : URL.parse(location, from);
  const permanent = status === 301 || status === 308;
  const arrives = target?.protocol === 'https:' && target.hostname === new URL(url).hostname;
  return [
    ...(permanent
      ? []
      : [
          finding(
            'redirect-from',
            `status of ${from}`,
            '301 or 308',
            String(status),
            'Set the viewer protocol policy to redirect-to-https.',
          ),
        ]),
    ...(arrives
      ? []
      : [finding('redirect-from', `redirect of ${from}`, `to ${new URL(url).origin}`, target?.origin ?? 'none')]),
  ];
}

function finding(at: string, subject: string, expected: string, actual: string, advice?: string): Finding {
  return { at: ['https', at], subject, expected, actual, advice };
}

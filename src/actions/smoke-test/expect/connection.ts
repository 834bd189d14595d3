import type { ProbeResponse } from '../../../http/probe.ts';
import type { TlsFacts } from '../../../http/tls.ts';
import type { CertificateTemplate, ExpectTemplate } from '../suite/expectation.ts';
import { substituted, type Variables } from '../variables.ts';
import type { Disclosure } from './disclosure.ts';
import { expectationFinding as finding, shownMatcher } from './expectation-finding.ts';
import type { Finding } from './finding.ts';
import { mismatch } from './matcher.ts';

/** Redirects on the way that are not as expected, and an address that is not the expected one. */
export function hopFindings(
  { redirects, url }: ExpectTemplate,
  response: ProbeResponse,
  variables: Variables,
  disclosure: Disclosure,
): readonly Finding[] {
  return [
    ...(redirects === undefined ? [] : redirectFindings(redirects, response, variables, disclosure)),
    ...(url === undefined ? [] : addressFindings(url, response, variables, disclosure)),
  ];
}

function redirectFindings(
  wanted: NonNullable<ExpectTemplate['redirects']>,
  { redirects = [] }: ProbeResponse,
  variables: Variables,
  disclosure: Disclosure,
): readonly Finding[] {
  if (redirects.length !== wanted.length) {
    const shown = redirects.map(({ status, to }) => `${status} ${disclosure.redirect(to)}`).join(', ');
    const actual = `${redirects.length}${shown === '' ? '' : `: ${shown}`}`;
    return [finding(['redirects'], 'redirects', String(wanted.length), actual)];
  }
  return redirects.flatMap((hop, at) => {
    const { status, to } = wanted[at] ?? {};
    const subject = `redirect ${at + 1}`;
    const target = to && mismatch(substituted(to, variables), hop.to, shownOf(to, disclosure));
    return [
      ...(status === undefined || status === hop.status
        ? []
        : [finding(['redirects'], `status of ${subject}`, String(status), String(hop.status))]),
      ...(target ? [finding(['redirects'], subject, target, disclosure.redirect(hop.to))] : []),
    ];
  });
}

function addressFindings(
  wanted: NonNullable<ExpectTemplate['url']>,
  { url }: ProbeResponse,
  variables: Variables,
  disclosure: Disclosure,
): readonly Finding[] {
  const expected = mismatch(substituted(wanted, variables), url, shownOf(wanted, disclosure));
  return expected ? [finding(['url'], 'address of the response', expected, disclosure.redirect(url))] : [];
}

/** Certificates are public: what is in them may be shown. They say nothing of a release. */
export function certificateFindings(
  { certificate }: ExpectTemplate,
  { tls }: ProbeResponse,
  variables: Variables,
  disclosure: Disclosure,
): readonly Finding[] {
  if (certificate === undefined) return [];
  if (!tls) return [inconclusive(finding(['certificate'], 'connection', 'TLS', 'plain HTTP'))];
  return Object.entries(fields).flatMap(([name, read]) => {
    const wanted = certificate[name as keyof CertificateTemplate];
    const actual = read(tls);
    const expected = wanted && mismatch(substituted(wanted, variables), actual, shownOf(wanted, disclosure));
    const shown = [actual].flat().join(', ') || 'none';
    return expected
      ? [inconclusive(finding(['certificate', name], `${name} of the certificate`, expected, shown))]
      : [];
  });
}

const fields: Readonly<Record<keyof CertificateTemplate, (tls: TlsFacts) => string | readonly string[]>> = {
  subject: ({ subject }) => subject,
  issuer: ({ issuer }) => issuer,
  names: ({ names }) => names,
  'serial-number': ({ serialNumber }) => serialNumber,
  'valid-from': ({ validFrom }) => validFrom.toISOString(),
  'valid-to': ({ validTo }) => validTo.toISOString(),
  sha256: ({ sha256 }) => sha256,
};

function inconclusive(found: Finding): Finding {
  return { ...found, inconclusive: true };
}

function shownOf<T extends NonNullable<ExpectTemplate['url']>>(wanted: T, disclosure: Disclosure) {
  return shownMatcher(substituted(wanted, disclosure.variables), disclosure);
}

import type { ProbeResponse } from '../../../http/probe.ts';
import type { SecurityHeadersTemplate, securityHeaders } from '../suite/security-headers.ts';
import type { Finding } from './finding.ts';

type RuleName = (typeof securityHeaders)[number];

interface Rule {
  readonly profiles: readonly SecurityHeadersTemplate['profile'][];
  readonly header: string;
  readonly expected: string;
  holds(response: Pick<ProbeResponse, 'url' | 'headers'>): boolean;
}

/** Six months in seconds, as the Observatory asks: https://developer.mozilla.org/observatory/docs/tests_and_scoring */
const minHstsSeconds = 15_768_000;

const both = ['api', 'site'] as const;

/** Sources: https://owasp.org/www-project-secure-headers/, https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html, and the Observatory. */
const rules: Readonly<Record<RuleName, Rule>> = {
  'strict-transport-security': {
    profiles: both,
    header: 'strict-transport-security',
    expected: `max-age of at least ${minHstsSeconds}`,
    // Over plain HTTP browsers do not look at it.
    holds: ({ url, headers }) =>
      !url.startsWith('https:') || hstsSeconds(valueOf(headers, 'strict-transport-security')) >= minHstsSeconds,
  },
  'x-content-type-options': {
    profiles: both,
    header: 'x-content-type-options',
    expected: 'nosniff',
    holds: ({ headers }) =>
      valueOf(headers, 'x-content-type-options').split(',')[0]?.trim().toLowerCase() === 'nosniff',
  },
  'content-security-policy': {
    profiles: ['site'],
    header: 'content-security-policy',
    expected: 'a policy that lets no inline script run but by nonce or hash, and none from everywhere',
    holds: ({ headers }) => policies(headers).some(isScriptSafe),
  },
  'frame-ancestors': {
    profiles: both,
    header: 'content-security-policy',
    expected: "frame-ancestors 'none' or 'self', or x-frame-options",
    holds: ({ headers }) => isFramingLimited(headers),
  },
  'referrer-policy': {
    profiles: ['site'],
    header: 'referrer-policy',
    expected: 'strict-origin-when-cross-origin or a stricter one',
    holds: ({ headers }) => isReferrerSafe(valueOf(headers, 'referrer-policy')),
  },
  'cache-control': {
    profiles: ['api'],
    header: 'cache-control',
    expected: 'no-store',
    holds: ({ headers }) => /(^|[\s,])no-store\b/i.test(valueOf(headers, 'cache-control')),
  },
  'x-powered-by': {
    profiles: both,
    header: 'x-powered-by',
    expected: 'none',
    holds: ({ headers }) => !headers.has('x-powered-by'),
  },
  server: {
    profiles: both,
    header: 'server',
    expected: 'no version',
    holds: ({ headers }) => !/\/\d|\d\.\d/.test(valueOf(headers, 'server')),
  },
};

/** The rules that a response breaks. */
export function securityHeaderFindings(
  { profile, without }: SecurityHeadersTemplate,
  response: Pick<ProbeResponse, 'url' | 'headers'>,
): readonly Finding[] {
  return Object.entries(rules)
    .filter(([name, { profiles }]) => profiles.includes(profile) && !without.some((left) => left === name))
    .filter(([, rule]) => !rule.holds(response))
    .map(([name, { header, expected }]) => ({
      at: ['security-headers', 'profile'],
      subject: name === header ? header : `${name} (${header})`,
      expected,
      actual: response.headers.get(header)?.join(', ') ?? 'none',
      advice: advices[profile],
    }));
}

const advices: Readonly<Record<SecurityHeadersTemplate['profile'], string>> = {
  api: 'Set it in the service, for every response; where it must not hold, name the rule in `without`.',
  site: "Set it in the distribution's response headers policy; where it must not hold, name the rule in `without`.",
};

type Headers = ProbeResponse['headers'];

function valueOf(headers: Headers, name: string): string {
  return headers.get(name)?.join(', ') ?? '';
}

function hstsSeconds(value: string): number {
  return Number(/(?:^|;)\s*max-age\s*=\s*"?(\d{1,15})/i.exec(value)?.[1] ?? 0);
}

type Policy = ReadonlyMap<string, readonly string[]>;

/** Several policies hold together; the first of two directives with a name counts. https://w3c.github.io/webappsec-csp/#parse-serialized-policy */
function policies(headers: Headers): readonly Policy[] {
  const written = (headers.get('content-security-policy') ?? []).flatMap((value) => value.split(','));
  return written.map((policy) => {
    const directives = policy.split(';').map((directive) => directive.trim().toLowerCase().split(/\s+/));
    return new Map(
      directives.toReversed().flatMap(([name = '', ...sources]) => (name === '' ? [] : [[name, sources]])),
    );
  });
}

/** Where there is a nonce or a hash, browsers leave 'unsafe-inline' out; with 'strict-dynamic' also the hosts. */
function isScriptSafe(policy: Policy): boolean {
  const sources = policy.get('script-src') ?? policy.get('default-src');
  if (sources === undefined) return false;
  const isSigned = sources.some((source) => /^'(nonce-|sha(256|384|512)-)/.test(source));
  if (sources.includes("'unsafe-inline'") && !isSigned) return false;
  return (isSigned && sources.includes("'strict-dynamic'")) || !isFromAnywhere(sources);
}

/** Where a policy names frame-ancestors, browsers leave x-frame-options out. https://w3c.github.io/webappsec-csp/#frame-ancestors-and-frame-options */
function isFramingLimited(headers: Headers): boolean {
  const named = policies(headers).flatMap((policy) => {
    const sources = policy.get('frame-ancestors');
    return sources === undefined ? [] : [sources];
  });
  if (named.length === 0) return /^(deny|sameorigin)$/i.test(valueOf(headers, 'x-frame-options'));
  return named.some((sources) => !isFromAnywhere(sources));
}

function isFromAnywhere(sources: readonly string[] = []): boolean {
  return sources.some((source) => /^(\*|https?:|https?:\/\/\*|data:)$/.test(source));
}

/** Of several the last one that is known counts. https://w3c.github.io/webappsec-referrer-policy/#parse-referrer-policy-from-header */
function isReferrerSafe(value: string): boolean {
  const known = value
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter(
      (word) =>
        /^(unsafe-url|origin|origin-when-cross-origin|no-referrer-when-downgrade)$/.test(word) || isStrict(word),
    );
  return isStrict(known.at(-1) ?? '');
}

function isStrict(word: string): boolean {
  return ['no-referrer', 'same-origin', 'strict-origin', 'strict-origin-when-cross-origin'].includes(word);
}

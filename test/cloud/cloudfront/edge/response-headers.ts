import type {
  ResponseHeadersPolicyConfig,
  ResponseHeadersPolicyCorsConfig,
  ResponseHeadersPolicySecurityHeadersConfig,
} from '@aws-sdk/client-cloudfront';
import type { AnswerHeaders } from './headers.ts';

/** A header that a policy sets; without `override` the origin's own stays. */
interface PolicyHeader {
  readonly name: string;
  readonly value: string;
  readonly override: boolean;
}

/**
 * The headers of an answer after a response headers policy.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
export function withPolicy(
  headers: AnswerHeaders,
  policy: ResponseHeadersPolicyConfig,
  viewerOrigin?: string,
): AnswerHeaders {
  const removed = (policy.RemoveHeadersConfig?.Items ?? []).map(({ Header = '' }) => Header.toLowerCase());
  const kept = Object.entries(headers).filter(([name]) => !removed.includes(name));
  const set = [
    ...securityHeaders(policy.SecurityHeadersConfig ?? {}),
    ...(policy.CorsConfig && viewerOrigin ? corsHeaders(policy.CorsConfig, viewerOrigin) : []),
    ...(policy.CustomHeadersConfig?.Items ?? []).map(({ Header = '', Value = '', Override = false }) => ({
      name: Header.toLowerCase(),
      value: Value,
      override: Override,
    })),
  ];
  return set.reduce<AnswerHeaders>(
    (all, { name, value, override }) => (override || all[name] === undefined ? { ...all, [name]: value } : all),
    Object.fromEntries(kept),
  );
}

function securityHeaders(config: ResponseHeadersPolicySecurityHeadersConfig): readonly PolicyHeader[] {
  const { StrictTransportSecurity: hsts, XSSProtection: xss } = config;
  const rows: readonly (readonly [
    string,
    { readonly Override?: boolean | undefined } | undefined,
    string | undefined,
  ])[] = [
    ['x-content-type-options', config.ContentTypeOptions, 'nosniff'],
    ['x-frame-options', config.FrameOptions, config.FrameOptions?.FrameOption],
    ['referrer-policy', config.ReferrerPolicy, config.ReferrerPolicy?.ReferrerPolicy],
    ['content-security-policy', config.ContentSecurityPolicy, config.ContentSecurityPolicy?.ContentSecurityPolicy],
    [
      'strict-transport-security',
      hsts,
      `max-age=${hsts?.AccessControlMaxAgeSec}${hsts?.IncludeSubdomains ? '; includeSubDomains' : ''}${hsts?.Preload ? '; preload' : ''}`,
    ],
    [
      'x-xss-protection',
      xss,
      `${xss?.Protection ? 1 : 0}${xss?.ModeBlock ? '; mode=block' : ''}${xss?.ReportUri ? `; report=${xss.ReportUri}` : ''}`,
    ],
  ];
  return rows.flatMap(([name, part, value]) =>
    part && value ? [{ name, value, override: part.Override === true }] : [],
  );
}

function corsHeaders(config: ResponseHeadersPolicyCorsConfig, viewerOrigin: string): readonly PolicyHeader[] {
  const origins = config.AccessControlAllowOrigins?.Items ?? [];
  const allowed = origins.includes('*') ? '*' : origins.find((origin) => origin === viewerOrigin);
  if (!allowed) return [];
  const exposed = config.AccessControlExposeHeaders?.Items ?? [];
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['access-control-allow-origin', allowed],
    ['access-control-allow-credentials', config.AccessControlAllowCredentials ? 'true' : undefined],
    ['access-control-expose-headers', exposed.length > 0 ? exposed.join(', ') : undefined],
  ];
  const override = config.OriginOverride === true;
  return rows.flatMap(([name, value]) => (value ? [{ name, value, override }] : []));
}

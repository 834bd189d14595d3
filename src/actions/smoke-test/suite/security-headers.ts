import { choiceOf, list, mapped, object, optional, type Shape, text } from './shape/index.ts';

export const headerProfiles = ['api', 'site'] as const;
export const securityHeaders = [
  ...(['strict-transport-security', 'x-content-type-options', 'content-security-policy', 'frame-ancestors'] as const),
  ...(['referrer-policy', 'cache-control', 'x-powered-by', 'server'] as const),
] as const;

/** The headers by which a response protects those who read it, as it was written. */
export interface SecurityHeadersTemplate {
  readonly url: string;
  readonly profile: (typeof headerProfiles)[number];
  /** Rules that do not hold here, by their names. */
  readonly without: readonly (typeof securityHeaders)[number][];
}

export const securityHeadersCheck: Shape<SecurityHeadersTemplate> = mapped(
  object(
    {
      url: text('An address whose response is looked at.'),
      profile: choiceOf(headerProfiles, 'api: data for programs; site: pages for browsers.'),
      without: optional(list(choiceOf(securityHeaders, 'Name of a rule.'), 'Rules that are left out.')),
    },
    'Checks the headers that the OWASP Secure Headers project and the Mozilla Observatory ask for.',
  ),
  ({ url, profile, without }) => ({ url, profile, without: without ?? [] }),
);

import { choiceOf, flag, integer, mapped, object, optional, type Shape, text } from './shape/index.ts';

export const tlsVersions = ['TLSv1.2', 'TLSv1.3'] as const;

/** How a host must offer HTTPS, as it was written. */
export interface HttpsTemplate {
  readonly url: string;
  readonly minVersion: (typeof tlsVersions)[number];
  readonly minDays: number;
  /** Address without TLS that must lead to `url`; undefined when there is none. */
  readonly redirectFrom: string | undefined;
  readonly hsts: boolean;
}

export const httpsCheck: Shape<HttpsTemplate> = mapped(
  object(
    {
      url: text('An https:// address.', /^(https:|\$\{)/),
      'min-tls': optional(choiceOf(tlsVersions, 'Oldest TLS version to accept. Default: TLSv1.2.')),
      'min-days': optional(integer({ min: 0, max: 825 }, 'Days that the certificate must be valid for. Default: 14.')),
      'redirect-from': optional(text('An http:// address that must redirect to the same host over HTTPS.')),
      hsts: optional(flag('Whether Strict-Transport-Security must be sent. Default: false.')),
    },
    'Checks certificate, TLS version and redirect.',
  ),
  (given) => ({
    url: given.url,
    minVersion: given['min-tls'] ?? 'TLSv1.2',
    minDays: given['min-days'] ?? 14,
    redirectFrom: given['redirect-from'],
    hsts: given.hsts ?? false,
  }),
);

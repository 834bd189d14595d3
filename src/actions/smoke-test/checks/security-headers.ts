import { securityHeaderFindings } from '../expect/security-headers.ts';
import type { SecurityHeadersTemplate } from '../suite/security-headers.ts';
import { type Attempt, type AttemptContext, attempt } from './attempt.ts';
import { acceptsPages } from './missing-page.ts';
import { unreachable } from './request.ts';

/** Looks at the headers of one response, whatever its status: errors need them too. */
export async function checkSecurityHeaders(
  template: SecurityHeadersTemplate,
  { prober }: Pick<AttemptContext, 'prober'>,
): Promise<Attempt> {
  const headers = template.profile === 'site' ? acceptsPages : [];
  const response = await prober.send({ method: 'GET', url: template.url, headers, timeoutMilliseconds: 30_000 });
  return attempt(
    response.kind === 'unreachable' ? [unreachable(response)] : securityHeaderFindings(template, response),
  );
}

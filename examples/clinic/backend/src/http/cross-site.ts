import { forbidden } from './problem.ts';

const readingMethods = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses a state-changing request that another site's page made. In production the session cookie is `SameSite=None`,
 * so the browser sends it along from anywhere. Browsers name the page's origin on such requests; a client that sends
 * neither header is not a browser, and has no cookie that it was not given on purpose.
 */
export function refuseCrossSite(request: Request, siteOrigin: string): void {
  if (readingMethods.includes(request.method)) return;
  const origin = request.headers.get('origin');
  if (origin === siteOrigin) return;
  const site = request.headers.get('sec-fetch-site') ?? 'none';
  if (origin === null && (site === 'none' || site === 'same-origin')) return;
  throw forbidden(`Only pages of ${siteOrigin} may change something here.`);
}

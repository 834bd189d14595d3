const allowedMethods = 'GET, POST, DELETE';
const allowedHeaders = 'content-type';

/**
 * The headers that let the site's pages, and nobody else's, read an answer; they belong on error answers too.
 * `Vary: Origin` keeps a cache from giving one origin's answer to another.
 */
export function corsHeaders(request: Request, siteOrigin: string): Readonly<Record<string, string>> {
  if (request.headers.get('origin') !== siteOrigin) return { vary: 'Origin' };
  return {
    vary: 'Origin',
    'access-control-allow-origin': siteOrigin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'content-disposition',
  };
}

export function isPreflight(request: Request): boolean {
  return request.method === 'OPTIONS' && request.headers.has('access-control-request-method');
}

/** The answer to a browser that asks whether it may send a request. */
export function preflightResponse(request: Request, siteOrigin: string): Response {
  if (request.headers.get('origin') !== siteOrigin) return new Response(null, { status: 403 });
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': allowedMethods,
      'access-control-allow-headers': allowedHeaders,
      'access-control-max-age': '600',
    },
  });
}

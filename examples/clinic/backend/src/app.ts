import { authRoutes } from './auth/routes.ts';
import { sessionToken } from './auth/session-cookie.ts';
import { userOfSession } from './auth/session-store.ts';
import type { Config } from './config.ts';
import type { Database } from './database/database.ts';
import { fileRoutes } from './files/routes.ts';
import type { Uploads } from './files/uploads.ts';
import { healthRoutes } from './health/routes.ts';
import { corsHeaders, isPreflight, preflightResponse } from './http/cors.ts';
import { refuseCrossSite } from './http/cross-site.ts';
import { forbidden, HttpProblem, problemResponse } from './http/problem.ts';
import { matchRoute, type Route } from './http/router.ts';
import { reportRoutes } from './reports/routes.ts';
import { requestRoutes } from './requests/routes.ts';

/** What the API needs from outside. */
export interface AppParts {
  readonly config: Config;
  readonly database: Database;
  readonly uploads: Uploads;
  readonly now: () => Date;
  /** Told about every error that is a bug or a broken dependency; the caller of the API only sees a 500. */
  readonly onError: (error: unknown) => void;
}

/** The clinic's API as one function from a request to its answer; it never rejects. */
export function createApp(parts: AppParts): (request: Request) => Promise<Response> {
  const { config, database, uploads, now } = parts;
  const routes = [
    ...healthRoutes(database, config.commit),
    ...authRoutes(database, config, now),
    ...requestRoutes(database, uploads, now),
    ...fileRoutes(database, uploads, config, now),
    ...reportRoutes(database),
  ];
  return async (request) => {
    const response = isPreflight(request)
      ? preflightResponse(request, config.siteOrigin)
      : await answer(routes, request, parts).catch((error: unknown) => {
          if (!(error instanceof HttpProblem)) parts.onError(error);
          return problemResponse(error);
        });
    return withHeaders(response, {
      ...corsHeaders(request, config.siteOrigin),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      // Browsers keep it only over HTTPS.
      'strict-transport-security': 'max-age=31536000',
      // A file has a policy of its own.
      'content-security-policy': `${response.headers.get('content-security-policy') ?? "default-src 'none'"}; frame-ancestors 'none'`,
    });
  };
}

async function answer(
  routes: readonly Route[],
  request: Request,
  { config, database, now }: AppParts,
): Promise<Response> {
  const { route, call } = matchRoute(routes, request);
  refuseCrossSite(request, config.siteOrigin);
  if (route.access === 'public') return route.handle(call);
  const token = sessionToken(request);
  const user = token ? await userOfSession(database, token, now()) : undefined;
  if (!user) throw new HttpProblem(401, 'not-signed-in', 'Sign in first.');
  if (route.roles && !route.roles.includes(user.role)) throw forbidden(`This is not open to the role ${user.role}.`);
  return route.handle(call, user);
}

function withHeaders(response: Response, headers: Readonly<Record<string, string>>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

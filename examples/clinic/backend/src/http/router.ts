import type { Role, User } from '../auth/user.ts';
import { HttpProblem, notFound } from './problem.ts';

/** What a handler is given: the request, the values of the path's `:names`, and who asks. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  /** The value of a `:name` of the path; an id is `id('name')`. */
  readonly param: (name: string) => string;
  readonly id: (name: string) => number;
}

interface Address {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** As in `/requests/:id/files/:file`. */
  readonly path: string;
}

interface PublicRoute extends Address {
  readonly access: 'public';
  readonly handle: (call: Call) => Promise<Response>;
}

interface SignedInRoute extends Address {
  readonly access: 'signed-in';
  /** Only for these roles; for every one when left out. */
  readonly roles?: readonly Role[];
  readonly handle: (call: Call, user: User) => Promise<Response>;
}

/** One address of the API. */
export type Route = PublicRoute | SignedInRoute;

/** Finds the route of a request. Throws 404 or, when only the method is wrong, 405. */
export function matchRoute(routes: readonly Route[], request: Request): { readonly route: Route; readonly call: Call } {
  const url = new URL(request.url);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const matches = routes.flatMap((route) => {
    const params = matchPath(route.path, url.pathname);
    return params ? [{ route, params }] : [];
  });
  const match = matches.find(({ route }) => route.method === method);
  if (match) return { route: match.route, call: callOf(request, url, match.params) };
  if (matches.length === 0) throw notFound('address');
  const allow = matches.map(({ route }) => route.method).join(', ');
  throw new HttpProblem(405, 'method-not-allowed', `This address accepts ${allow}.`, { allow });
}

function matchPath(pattern: string, path: string): ReadonlyMap<string, string> | undefined {
  const expected = pattern.split('/');
  const actual = path.split('/');
  if (expected.length !== actual.length) return undefined;
  const params = new Map<string, string>();
  for (const [index, part] of expected.entries()) {
    const value = actual[index] ?? '';
    if (part.startsWith(':')) params.set(part.slice(1), value);
    else if (part !== value) return undefined;
  }
  return params;
}

function callOf(request: Request, url: URL, params: ReadonlyMap<string, string>): Call {
  const param = (name: string): string => params.get(name) ?? '';
  const id = (name: string): number => {
    if (!/^[1-9]\d{0,14}$/.test(param(name))) throw notFound(name);
    return Number(param(name));
  };
  return { request, url, param, id };
}

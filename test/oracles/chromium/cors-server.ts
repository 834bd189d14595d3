import type { IncomingMessage, RequestListener } from 'node:http';
import { allowedOrigins, type CorsApi } from './random-cors.ts';

/** Both servers of a case: the API, and another origin to which it redirects. */
export interface Addresses {
  readonly api: string;
  readonly other: string;
}

/** Answers `/<number of the case>/…` as that case's API does, and all else with an empty page. */
export function corsServer(cases: readonly CorsApi[], addresses: () => Addresses): RequestListener {
  return (request, response) => {
    const [, number = '', name = '', rest] = (request.url ?? '').split('?')[0]?.split('/') ?? [];
    const api = /^\d+$/.test(number) ? cases[Number(number)] : undefined;
    response.setHeader('cache-control', 'no-store');
    if (!api) return void response.setHeader('content-type', 'text/html').end('<!doctype html><title>page</title>');
    const { status, headers } = answer(api, request, { number, name, isMissing: rest !== undefined }, addresses());
    for (const [name, values] of Object.entries(headers)) if (values.length > 0) response.setHeader(name, values);
    response.writeHead(status).end();
  };
}

interface Place {
  readonly number: string;
  readonly name: string;
  readonly isMissing: boolean;
}

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
}

function answer(api: CorsApi, { method, headers }: IncomingMessage, place: Place, to: Addresses): Answered {
  const { name, isMissing } = place;
  const moves = name === 'things' || (name === 'again' && api.redirect?.to === 'twice');
  const redirect = moves && !isMissing ? api.redirect : undefined;
  const isBare =
    (redirect?.without === 'redirect' && name === 'things') ||
    (api.redirect?.without === 'target' && name === 'moved') ||
    (isMissing && !api.onErrors);
  const origin = headers.origin ?? '';
  const shared = {
    vary: api.vary,
    'access-control-allow-origin': isBare ? [] : allowedOrigins(api.origin, origin),
    'access-control-allow-credentials': isBare ? [] : api.credentials,
  };
  if (method === 'OPTIONS' && headers['access-control-request-method'] !== undefined) {
    const lists = { 'access-control-allow-methods': api.methods, 'access-control-allow-headers': api.headers };
    return { status: api.preflightStatus, headers: { ...shared, ...lists, location: ['/elsewhere'] } };
  }
  if (isMissing) return { status: 404, headers: shared };
  if (!redirect) return { status: api.status, headers: shared };
  return { status: redirect.status, headers: { ...shared, location: [locationOf(redirect.to, place, to)] } };
}

function locationOf(
  kind: NonNullable<CorsApi['redirect']>['to'],
  { number, name }: Place,
  { api, other }: Addresses,
): string {
  switch (kind) {
    case 'same origin':
      return 'moved';
    case 'twice':
      return name === 'things' ? 'again' : 'moved';
    case 'other origin':
      return `${other}/${number}/moved`;
    case 'plain':
      return `http://plain.clinic.example/${number}/moved`;
    case 'with user':
      return `${api.replace('//', '//user:word@')}/${number}/moved`;
  }
}

import type { CorsTemplate } from '../../../src/actions/smoke-test/suite/cors.ts';

/** How an API answers requests from other origins. */
export interface CorsApi {
  readonly origin: OriginRule;
  readonly credentials: Values;
  readonly methods: Values;
  readonly headers: Values;
  readonly vary: Values;
  readonly preflightStatus: number;
  readonly status: number;
  /** Whether what is not there is answered with the headers too. */
  readonly onErrors: boolean;
  readonly redirect: CorsRedirect | undefined;
}

/** Values of one header, each in a line of its own. */
export type Values = readonly string[];

export interface CorsRedirect {
  readonly status: number;
  readonly to: 'same origin' | 'other origin' | 'plain' | 'with user' | 'twice';
  /** Whether the redirect itself, or that to which it leads, lacks the headers. */
  readonly without: 'nothing' | 'redirect' | 'target';
}

export interface CorsCase {
  readonly api: CorsApi;
  readonly cors: Omit<CorsTemplate, 'url'>;
}

export const site = 'https://www.clinic.example';

/** What an API allows, for whom. */
const originRules = {
  right: (origin: string) => (origin === site ? [origin] : []),
  echo: (origin: string) => [origin],
  fixed: () => [site],
  any: () => ['*'],
  none: () => [],
  empty: () => [''],
  null: () => ['null'],
  twice: () => [site, site],
  list: () => [`${site}, https://other.clinic.example`],
  spaces: () => [`  ${site}\t`],
  slash: () => [`${site}/`],
  port: () => [`${site}:443`],
  'upper case': () => [site.toUpperCase()],
  'other scheme': () => [site.replace('https:', 'http:')],
  'any and ours': () => ['*', site],
  prefix: (origin: string) => (origin.startsWith(site) ? [origin] : []),
  suffix: (origin: string) => (origin.endsWith('www.clinic.example') ? [origin] : []),
  pattern: (origin: string) => (/^https:\/\/www.clinic.example$/.test(origin) ? [origin] : []),
  scheme: (origin: string) => (/^https?:\/\/www\.clinic\.example$/.test(origin) ? [origin] : []),
  'null too': (origin: string) => (origin === site || origin === 'null' ? [origin] : []),
  subdomains: (origin: string) => (/^https:\/\/([\w.]+\.)?www\.clinic\.example$/.test(origin) ? [origin] : []),
} as const satisfies Record<string, (origin: string) => readonly string[]>;

export type OriginRule = keyof typeof originRules;

export function allowedOrigins(rule: OriginRule, origin: string): Values {
  return originRules[rule](origin);
}

const origins = Object.keys(originRules) as readonly OriginRule[];
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PURGE', 'M-SEARCH'];
const headerNames = [
  ...['content-type', 'Content-Type', 'X-Request-Id', 'x-csrf-token', 'Authorization', 'accept', 'Accept-Language'],
  ...['content-language', 'range', 'X-A', 'x-a', 'If-Match', 'cookie', 'Origin', 'Sec-Fetch-Mode', 'proxy-x', 'date'],
  ...['x_under', 'cache-control', 'x!y', 'TE', 'dnt'],
];

/** A case in which most is right: what is wrong then decides alone. */
export function randomCors(random: () => number): CorsCase {
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T;
  const mostly = <T>(right: T, wrong: readonly T[]) => (random() < 0.82 ? right : pick(wrong));
  const method = mostly(pick(['GET', 'POST', 'PUT', 'DELETE']), methods);
  const names = [...new Set(Array.from({ length: Math.floor(random() * 4) }, () => pick(headerNames)))];
  const credentials = random() < 0.5;
  const allowedHeaders = names.length === 0 ? [] : [names.join(', ')];
  return {
    cors: { origin: site, method, headers: names, credentials },
    api: {
      origin: mostly<OriginRule>(credentials ? 'right' : pick(['right', 'any']), origins),
      credentials: mostly(['true'], [[], ['false'], ['TRUE'], ['True'], [' true '], ['true', 'true'], ['1'], ['']]),
      methods: mostly([`GET, POST, ${method}`], oddLists(method, pick)),
      headers: mostly(allowedHeaders, oddLists(pick([...names, 'x-a']), pick, allowedHeaders)),
      vary: mostly(['Origin'], [[], ['*'], ['Accept-Encoding'], ['accept, ORIGIN'], ['Accept', 'Origin']]),
      preflightStatus: mostly(204, [200, 201, 299, 301, 302, 304, 307, 400, 401, 403, 404, 405, 500, 503]),
      status: mostly(200, [201, 204, 205, 206, 300, 304, 400, 401, 403, 404, 409, 500, 502, 503]),
      onErrors: random() < 0.92,
      redirect: random() < 0.88 ? undefined : randomRedirect(pick),
    },
  };
}

/** Lists as people, frameworks and proxies write them. */
function oddLists(name: string, pick: <T>(items: readonly T[]) => T, before: Values = []): readonly Values[] {
  return [
    ...[[], [''], ['*'], [','], [name], [name.toLowerCase()], [name.toUpperCase()], ['*', name], [`*, ${name}`]],
    ...[[` \t${name}\t ,  GET`], [`GET,,${name},`], [`GET ${name}`], [`GET; ${name}`], [`"${name}"`], [`[${name}]`]],
    ...[['GET', name], [`${name}\u00a0`], [`${name} , x y`], [`${name}, a:b`], ['x-other'], [...before, '*']],
    [...before, pick(['x-more', 'authorization', 'x@y', 'x/y', "x'y"])],
  ];
}

function randomRedirect(pick: <T>(items: readonly T[]) => T): CorsRedirect {
  return {
    status: pick([301, 302, 303, 307, 308, 300, 304]),
    to: pick(['same origin', 'same origin', 'other origin', 'plain', 'with user', 'twice'] as const),
    without: pick(['nothing', 'nothing', 'redirect', 'target'] as const),
  };
}

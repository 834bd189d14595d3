/** Responses that set cookies, and the addresses that are asked afterwards. */
export interface CookieCase {
  readonly steps: readonly CookieStep[];
}

export interface CookieStep {
  readonly url: string;
  /** Lines of Set-Cookie, each character a byte. */
  readonly lines: readonly string[];
}

/** Hosts of one site each: below public suffixes of several kinds, suffixes themselves, of the machine, and without dots. */
export const sites: readonly (readonly string[])[] = [
  ['www.shop.co.uk', 'api.shop.co.uk', 'shop.co.uk', 'v2.api.shop.co.uk'],
  ['d1.cloudfront.net', 'x.d1.cloudfront.net'],
  ['a1.us-east-1.awsapprunner.com'],
  ['localhost'],
  ['127.0.0.1'],
  ['github.io'],
  ['me.github.io', 'api.me.github.io'],
  ['intranet'],
  ['www.clinic.test', 'clinic.test'],
];

type Pick = <T>(items: readonly T[]) => T;

export function randomCookies(random: () => number): CookieCase {
  const pick: Pick = (items) => items[Math.floor(random() * items.length)] as (typeof items)[number];
  const site = random() < 0.4 ? (sites[0] ?? []) : pick(sites);
  const times = (most: number) => Array.from({ length: 1 + Math.floor(random() * most) });
  const address = () => `${random() < 0.75 ? 'https' : 'http'}://${pick(site)}${pick(paths)}`;
  const sets = times(2).map(() => {
    const url = address();
    return { url, lines: times(3).map(() => randomLine(new URL(url).hostname, random, pick)) };
  });
  const asks = [...sets.map(({ url }) => url), address(), address()].map((url) => ({ url, lines: [] }));
  return { steps: [...sets, ...asks] };
}

const paths = ['/', '/a', '/a/', '/a/b', '/a/b/c', '/ab', '/A'];

const names = [
  ...['sid', 'sid', 'sid', 'SID', 'theme', '__Host-sid', '__Secure-sid', '__host-sid', '__SECURE-sid', '__Http-sid'],
  ...['__Host-Http-sid', '__HostX-sid', '', 'a b', 'a,b', '"q"', 'a[0]', '\u00e9', 'x'.repeat(100)],
];

const values = [
  ...['1', '2', 'abc.def-_~', '', '"quoted"', 'a b', 'a,b', 'a=b=c', '\u00fc\u0080', '%20', '{"a":1}', 'a\\b'],
  ...['__Host-sid', '__Secure-x=1', 'v'.repeat(4_092), 'v'.repeat(4_093), 'v'.repeat(4_096), 'v'.repeat(4_097)],
];

function randomLine(host: string, random: () => number, pick: Pick): string {
  if (random() < 0.04) return pick(oddLines);
  const chance = (share: number) => random() < share;
  const [name, value] = [chance(0.6) ? 'sid' : pick(names), chance(0.7) ? pick(['1', '2', '3']) : pick(values)];
  const attributes = [
    ...(chance(0.5) ? [pick(['Secure', 'Secure', 'Secure', 'secure', 'SECURE=no', ' secure ', 'Secured'])] : []),
    ...(chance(0.4) ? [pick(['HttpOnly', 'httponly', 'HttpOnly=false'])] : []),
    ...(chance(0.4) ? [`Domain=${pick(domains(host))}`] : []),
    ...(chance(0.1) ? [`Domain=${pick(domains(host))}`] : []),
    ...(chance(0.4) ? [`Path=${pick(cookiePaths)}`] : []),
    ...(chance(0.4) ? [`SameSite=${pick(['Lax', 'Strict', 'None', 'None', 'none', 'LAX', 'Bogus', ''])}`] : []),
    ...(chance(0.15) ? [`Max-Age=${pick(ages)}`] : []),
    ...(chance(0.15) ? [`Expires=${pick(dates)}`] : []),
    ...(chance(0.1) ? [pick(['Partitioned', 'partitioned', 'Partitioned=1'])] : []),
    ...(chance(0.05) ? [pick(['Priority=High', 'Comment=x', '', ' ', '=', '=x', `Path=/${'p'.repeat(1_030)}`])] : []),
  ].toSorted(() => random() - 0.5);
  return [name === '' && chance(0.5) ? value : `${name}=${value}`, ...attributes].join(pick(['; ', ';', ' ; ', ';\t']));
}

/** Lines that are hardly any. */
const oddLines = [
  ...['', ';', '=', ' = ', 'token', '=token', '==x', 'sid', '; Secure', ' sid = 1 ', '\tsid\t=\t1\t', 'sid=1;;;Path=/'],
  ...[
    'si\x01d=1',
    'sid=1\x02',
    'sid=1\x7f',
    'sid=1; Path=/\x03',
    'sid=1\t2',
    's\tid=1',
    'sid=1; Path',
    'sid=1; Domain',
  ],
];

function domains(host: string): readonly string[] {
  const parts = host.split('.');
  const above = parts.map((_, index) => parts.slice(index).join('.'));
  return [
    ...[
      host,
      host,
      ...above,
      ...above,
      `.${host}`,
      `.${above[1] ?? host}`,
      host.toUpperCase(),
      `${host}.`,
      `..${host}`,
    ],
    ...['', '.', 'other.co.uk', `x.${host}`, `x${host}`, host.slice(1), `${host}:443`, `https://${host}`, `"${host}"`],
  ];
}

const cookiePaths = ['/', '/', '/', '/a', '/a/', '/a/b', '/ab', '', 'a', '"/"', '/a?x', '/A', '//', '/%61'];
const ages = [
  '0',
  '-1',
  '3600',
  '1',
  '',
  'x',
  '3600.5',
  '+60',
  '1e3',
  '"60"',
  '99999999999999999999',
  '-',
  '007',
  ' 60 ',
];

const dates = [
  ...['Wed, 21 Oct 2099 07:28:00 GMT', 'Wed, 21 Oct 1998 07:28:00 GMT', 'Thu, 01 Jan 1970 00:00:00 GMT', '0', '-1', ''],
  ...['Wed, 21-Oct-2099 07:28:00 GMT', 'Wednesday, 21-Oct-98 07:28:00 GMT', 'Wed Oct 21 07:28:00 2099', 'never'],
  ...['21 Oct 99 07:28:00', '21 Oct 69 07:28:00', '2099-10-21T07:28:00Z', 'Wed, 31 Feb 1998 07:28:00 GMT'],
  // No year before 1601: the RFC takes it for no date, Chromium for one long past.
  ...['Wed, 21 Oct 1998 25:28:00 GMT', 'Wed, 21 Oct 1601 07:28:00 GMT', '"Wed, 21 Oct 1998 07:28:00 GMT"'],
  ...['Wed, 21 Oct 1998 07:28 GMT', 'Wed, 21 Okt 1998 07:28:00 GMT', 'Wed, 21 Oct 1998 07:28:00 +0200'],
];

/** A page that lets an API set a cookie. */
export interface PageCase {
  readonly page: string;
  readonly api: string;
  readonly name: string;
  readonly line: string;
}

export function randomPageCookie(random: () => number): PageCase {
  const pick: Pick = (items) => items[Math.floor(random() * items.length)] as (typeof items)[number];
  const chance = (share: number) => random() < share;
  const [site, other] = [pick(sites), chance(0.5) ? undefined : pick(sites)];
  const isPlain = chance(0.2);
  const [host, apiHost] = [site[0] ?? '', pick(other ?? site)];
  const [name, parent] = [pick(['sid', 'sid', 'sid', '__Host-sid', '__Secure-sid']), apiHost.replace(/^[^.]+\./, '')];
  const line = [
    `${name}=1`,
    ...(chance(0.7) ? ['Secure'] : []),
    ...(chance(0.8) ? [`SameSite=${pick(['None', 'None', 'None', 'none', 'Lax', 'Strict', 'Bogus'])}`] : []),
    ...(chance(0.2) ? ['Partitioned'] : []),
    ...(chance(0.5) ? ['Path=/'] : []),
    // To a host that is an address Chromium lets `__Host-` have that as its domain; the RFC does not.
    ...(chance(0.3) && apiHost !== '127.0.0.1' ? [`Domain=${pick([apiHost, parent])}`] : []),
  ].join('; ');
  // A page over TLS sends nothing over plain HTTP.
  return {
    page: `http${isPlain ? '' : 's'}://${host}`,
    api: `http${isPlain && chance(0.6) ? '' : 's'}://${apiHost}`,
    name,
    line,
  };
}

import { describe, expect, test } from '@jest/globals';
import { type Answer, type Seen, startServer } from './support/server.ts';
import { findings, smoke } from './support/smoke.ts';

const site = 'https://www.example.com';
/** Whom a careless comparison lets in. */
const strangers = [
  ...['https://evil.example', `${site}.evil.example`, 'null', 'https://evilwww.example.com'],
  ...['https://evil.www.example.com', 'http://www.example.com', 'https://wwwxexample.com'],
];

/** How an API answers cross-origin requests; what a test leaves out is right. */
interface Policy {
  readonly allows?: (origin: string) => string | undefined;
  readonly vary?: string;
  readonly credentials?: string;
  readonly methods?: string;
  readonly headers?: string;
  readonly preflightStatus?: number;
  readonly onErrors?: boolean;
}

function api(policy: Policy) {
  const allows = policy.allows ?? ((origin) => (origin === site ? origin : undefined));
  return ({ method, path, headers }: Seen): Answer => {
    const allowed = allows(headers.origin ?? '');
    const isError = path !== '/things';
    const shared: Record<string, string> =
      allowed === undefined || (isError && policy.onErrors === false)
        ? {}
        : {
            'access-control-allow-origin': allowed,
            'access-control-allow-credentials': policy.credentials ?? 'true',
          };
    const vary = { vary: policy.vary ?? 'Accept-Encoding, Origin' };
    if (method !== 'OPTIONS') return { status: isError ? 404 : 401, headers: { ...vary, ...shared } };
    return {
      status: policy.preflightStatus ?? 204,
      headers: {
        ...vary,
        ...shared,
        'access-control-allow-methods': policy.methods ?? 'GET, PUT',
        'access-control-allow-headers': policy.headers ?? 'Content-Type',
      },
    };
  };
}

async function check(policy: Policy, more = '') {
  const server = await startServer(api(policy));
  const suite = `name: s\nchecks:\n  - name: c\n    cors: { url: "\${API}/things", origin: "${site}"${more.includes('method:') ? '' : ', method: PUT'}${more.includes('headers:') ? '' : ', headers: [content-type]'}${more} }`;
  const ended = await smoke(suite, { inputs: { 'api-url': server.url } });
  await server.close();
  return { found: findings(ended, 'c'), seen: server.seen, ended };
}

test('a right policy holds, and nothing but OPTIONS and GET was sent', async () => {
  const { found, seen } = await check({});
  expect(found).toEqual([]);
  expect(new Set(seen.map(({ method }) => method))).toEqual(new Set(['OPTIONS', 'GET']));
  expect(new Set(seen.map(({ headers }) => headers.origin))).toEqual(new Set([site, ...strangers]));
  expect(seen[0]?.headers).toMatchObject({
    'access-control-request-method': 'PUT',
    'access-control-request-headers': 'content-type',
  });
});

describe('a wrong policy is found', () => {
  const names: readonly (readonly [string, Policy, readonly string[]])[] = [
    [
      'no CORS at all',
      { allows: () => undefined },
      [
        `access-control-allow-origin of the preflight | ${site} | none`,
        'access-control-allow-credentials of the preflight | true | none',
        `access-control-allow-origin of the response | ${site} | none`,
        'access-control-allow-credentials of the response | true | none',
        `access-control-allow-origin of an error (404) | ${site} | none`,
        'access-control-allow-credentials of an error (404) | true | none',
      ],
    ],
    [
      'none on errors',
      { onErrors: false },
      [
        `access-control-allow-origin of an error (404) | ${site} | none`,
        'access-control-allow-credentials of an error (404) | true | none',
      ],
    ],
    [
      'any origin is echoed',
      { allows: (origin) => origin },
      strangers.flatMap((origin) =>
        Array.from({ length: 2 }, () => `access-control-allow-origin for ${origin} | none | ${origin}`),
      ),
    ],
    [
      'origins are compared by their beginning',
      { allows: (origin) => (origin.startsWith(site) ? origin : undefined) },
      Array.from(
        { length: 2 },
        () => `access-control-allow-origin for ${site}.evil.example | none | ${site}.evil.example`,
      ),
    ],
    [
      'a cache may mix origins up',
      { vary: 'Accept-Encoding' },
      ['the response', 'an error (404)'].map((what) => `vary of ${what} | with Origin | accept-encoding`),
    ],
    ...(
      [
        ['by their end', (origin: string) => origin.endsWith('www.example.com'), [3, 4, 5]],
        ['as a pattern', (origin: string) => /^https:\/\/www.example.com$/.test(origin), [6]],
        ['without the scheme', (origin: string) => /^https?:\/\/www\.example\.com$/.test(origin), [5]],
        ['by their domain', (origin: string) => /^https:\/\/(.+\.)?www\.example\.com$/.test(origin), [4]],
      ] as const
    ).map(
      ([how, lets, whom]) =>
        [
          `origins are compared ${how}`,
          { allows: (origin: string) => (lets(origin) ? origin : undefined) },
          whom.flatMap((at) =>
            Array.from(
              { length: 2 },
              () => `access-control-allow-origin for ${strangers[at]} | none | ${strangers[at]}`,
            ),
          ),
        ] as const,
    ),
    ['a method is in lower case', { methods: 'put' }, ['access-control-allow-methods | with PUT | put']],
    ['a method is missing', { methods: 'GET, POST' }, ['access-control-allow-methods | with PUT | GET, POST']],
    ['a header is missing', { headers: 'x-other' }, ['access-control-allow-headers | with content-type | x-other']],
    ['the preflight needs a login', { preflightStatus: 401 }, ['status of the preflight | 200–299 | 401']],
  ];
  test.each(names)('%s', async (_, policy, expected) => {
    const { found, ended } = await check(policy);
    expect(found).toEqual(expected);
    expect(ended.failure).toBeDefined();
  });

  test('* with cookies', async () => {
    const { found, ended } = await check({ allows: () => '*' });
    expect(found).toContain(`access-control-allow-origin of the response | ${site} | *`);
    expect(ended.shown.log).toContain('Browsers refuse * for requests with cookies');
  });
});

describe('a right policy is let alone', () => {
  test.each<readonly [string, Policy, string]>([
    ['one fixed origin, which needs no Vary', { allows: () => site, vary: 'Accept-Encoding' }, ''],
    ['an endpoint that needs no preflight', { preflightStatus: 405, methods: '' }, ', method: GET, headers: []'],
    ['headers that are safe', { headers: '', methods: 'PUT' }, ', headers: [accept, accept-language]'],
  ])('%s', async (_, policy, more) => {
    expect((await check(policy, more)).found).toEqual([]);
  });
});

describe('what browsers do not put up with is found', () => {
  test.each<readonly [string, Policy, string, readonly string[]]>([
    [
      'a list that is none',
      { methods: 'GET; PUT', headers: 'content-type, x y' },
      '',
      ['access-control-allow-methods | names | "GET; PUT"', 'access-control-allow-headers | names | "x y"'],
    ],
    [
      'one method that is none beside the right one',
      { methods: 'PUT, [GET]' },
      '',
      ['access-control-allow-methods | names | "[GET]"'],
    ],
  ])('%s', async (_, policy, more, expected) => {
    expect((await check(policy, more)).found).toEqual(expected);
  });

  test.each([
    [
      'over plain HTTP',
      'http://www.example.com/things/',
      [/redirect of http:.* \| to https \| to http \(http:\/\/www/],
    ],
    ['with a user', 'https://user:word@api.example.com/', [/without user and password \| to one with them/]],
    [
      'that lacks the headers',
      '/bare',
      [/allow-origin of the response after a redirect to .* \| none/, /credentials of/],
    ],
    ['in a circle', '/things', [/redirects \| at most 20 \| more/]],
  ])('a redirect to an address %s', async (_, location, expected) => {
    const right = api({});
    const server = await startServer((seen) => {
      const { headers = {} } = right(seen);
      if (seen.path === '/bare') return { status: 200 };
      return seen.path === '/things' ? { status: 307, headers: { ...headers, location } } : { status: 404, headers };
    });
    const suite = `name: s\nchecks:\n  - { name: c, cors: { url: "\${API}/things", origin: "${site}" } }`;
    const found = findings(await smoke(suite, { inputs: { 'api-url': server.url } }), 'c');
    await server.close();
    expect(found).toEqual(expected.map((each) => expect.stringMatching(each)));
  });
});

test('what a page cannot send needs no leave, and an origin is sent as browsers write it', async () => {
  const server = await startServer(api({}));
  const cors = `url: "\${API}/things", origin: "${site.toUpperCase()}:443/", headers: [cookie, origin, sec-fetch-mode]`;
  const ended = await smoke(`name: s\nchecks:\n  - { name: c, cors: { ${cors} } }`, {
    inputs: { 'api-url': server.url },
  });
  await server.close();
  expect(findings(ended, 'c')).toEqual([]);
  expect(server.seen.map(({ method }) => method)).not.toContain('OPTIONS');
  expect(server.seen[0]?.headers.origin).toBe(site);
});

test('* does not cover authorization', async () => {
  const { found } = await check(
    { allows: () => '*', credentials: 'false', headers: '*', methods: '*' },
    ', credentials: false, headers: [authorization, x-a]',
  );
  expect(found).toEqual(['access-control-allow-headers | with authorization | *']);
});

test('* is right for an API without cookies', async () => {
  const { found } = await check(
    { allows: () => '*', credentials: 'false', vary: '', methods: '*', headers: '*' },
    ', credentials: false',
  );
  expect(found).toEqual([]);
});

test('the finding stands at its line', async () => {
  const server = await startServer(api({ methods: 'GET' }));
  const suite = `name: s
checks:
  - name: c
    cors:
      url: \${API}/things
      origin: ${site}
      method: DELETE
`;
  const ended = await smoke(suite, { inputs: { 'api-url': server.url } });
  await server.close();
  expect(ended.report.annotations).toEqual([
    {
      title: 'c',
      message: 'access-control-allow-methods: expected with DELETE, got GET.',
      file: 'suite.yml',
      line: 7,
    },
  ]);
});

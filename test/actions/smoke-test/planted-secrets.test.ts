import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Answer, type Seen, startServer, type TestServer } from './support/server.ts';
import { type Smoke, smoke } from './support/smoke.ts';

/** A secret, and a part of it that no encoding of texts changes: whoever shows a piece shows this. */
interface Secret {
  readonly value: string;
  readonly core: string;
}

/** What makes a secret awkward: it stands around the core, or in its midst. */
const awkward: readonly ((core: string) => string)[] = [
  (core) => `it's ${core}`,
  (core) => `${core}'"'"'x`,
  (core) => `a"${core}"b`,
  (core) => `back\\slash\\${core}`,
  (core) => `$(${core}) \`x\` $HOME`,
  (core) => `100%${core}%20%zz`,
  (core) => `a&b=${core}&c`,
  (core) => `<b>${core}</b>&amp;`,
  (core) => `ü ñ ${core} 漢字`,
  (core) => `😀${core}😀`,
  (core) => `  two  spaces  ${core}  `,
  (core) => `{"json":"${core}","it's":1}`,
  (core) => `first line\nsecond ${core}\nthird "line"`,
  (core) => `tab\t${core}\tand 'quote'`,
  (core) => `${core};path=/;a,b`,
  (core) => `a/../${core}/./b?c#d`,
  (core) => `#${core}#[x]{y}|^~`,
  (core) => `***${core}***`,
  (core) => `(${core}+)*?$`,
  (core) => `${'long '.repeat(150)}${core}${' tail'.repeat(300)}`,
];

/** Numbers, which JSON has without quotes: each has its core in its digits. */
const numbers: readonly ((index: number) => string)[] = [
  (index) => `90071992547${index}40993`,
  (index) => `7${index}31.25017`,
];

const perRun = 20;
const runs = Array.from({ length: 10 }, (_, run) =>
  Array.from({ length: perRun }, (_, place): Secret => {
    const index = 1000 + run * perRun + place;
    const number = place >= awkward.length - numbers.length && run % 2 === 0 ? numbers[place % 2]?.(index) : undefined;
    if (number !== undefined) return { value: number, core: number };
    const core = `q7Z${index}Wk`;
    return { value: awkward[place]?.(core) ?? core, core };
  }),
);

const html = (text: string) =>
  text.replace(
    /[&<>"']/g,
    (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[char] ?? char,
  );

/** The ten encodings in which a secret is looked for, and in which the server answers with it. */
const encodings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  json: (text) => JSON.stringify(text).slice(1, -1),
  'json in json': (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  percent: encodeURIComponent,
  form: (text) => new URLSearchParams({ v: text }).toString().slice(2),
  url: (text) => new URL(`https://h/?${text.replaceAll('#', '%23').replace(/[\t\n]/g, '')}`).search.slice(1),
  base64: (text) => Buffer.from(text).toString('base64').replace(/=+$/, ''),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  html,
  shell: (text) => text.replaceAll("'", "'\\''"),
};

let server: TestServer;
let secrets: readonly Secret[] = [];

const safe = (text: string) => encodeURIComponent(text);

/** Answers with a secret in every place of a response. */
function answer({ path }: Seen): Answer | undefined {
  const [, shape = '', at = '0'] = /^\/(\w+)\/(\d+)/.exec(path) ?? [];
  const { value = '' } = secrets[Number(at)] ?? {};
  const cookies = {
    'set-cookie': [`sid${at}=${safe(value)}; HttpOnly`, `b64=${Buffer.from(value).toString('base64')}`],
  };
  switch (shape) {
    case 'json':
      return {
        headers: { ...cookies, 'content-type': 'application/json', 'x-echo': safe(value), server: safe(value) },
        body: JSON.stringify({
          ...Object.fromEntries(Object.entries(encodings).map(([name, encode]) => [name, encode(value)])),
          [value]: [{ [value]: value }],
          late: `${'x'.repeat(290)}${value}`,
          deep: [[[[{ a: { b: value } }]]]],
        }),
      };
    case 'number':
      return { headers: { 'content-type': 'application/json' }, body: `{"n":${/^[\d.]+$/.test(value) ? value : 1}}` };
    case 'text':
      return { status: 500, headers: { 'content-type': 'text/html' }, body: `<p>${html(value)}</p>${value}` };
    case 'escaped': {
      const units = [...value].flatMap((char) => char.split('').map((unit) => unit.charCodeAt(0)));
      const text = units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
      return { status: 500, headers: { 'content-type': 'application/json' }, body: `{"v":"${text}"}` };
    }
    case 'limit':
      return {
        status: 500,
        headers: { 'content-type': 'text/plain' },
        body: 'y'.repeat(295 - (Number(at) % 9)) + value,
      };
    case 'away':
      return { status: 302, headers: { location: `/gone/${safe(value)}?a=${new URLSearchParams({ v: value })}#x` } };
    default:
      return { status: 500, headers: { 'content-type': 'application/json' }, body: '{}' };
  }
}

beforeAll(async () => {
  server = await startServer(answer);
});

afterAll(() => server.close());

function suite(): string {
  const members = [...Object.keys(encodings), 'late', 'deep', 'none'].map((name) => `'$["${name}"]': x`).join(', ');
  const checks = secrets.flatMap((_, at) => [
    `  - { name: json ${at}, session: me, get: "\${API}/json/${at}", expect: { json: { $: x, ${members} }, headers: { x-echo: a, server: b, set-cookie: c }, cookies: { sid${at}: { value: z, path: /q } } }, capture: { TAKEN${at}: { from: $.plain, secret: true } } }`,
    `  - { name: number ${at}, get: "\${API}/number/${at}", expect: { json: { $.n: x } } }`,
    `  - { name: text ${at}, get: "\${API}/text/${at}" }`,
    `  - { name: escaped ${at}, get: "\${API}/escaped/${at}" }`,
    `  - { name: limit ${at}, get: "\${API}/limit/${at}", expect: { body: { contains: "\${S${at}}" } } }`,
    `  - { name: away ${at}, get: "\${API}/away/${at}", expect: { redirect: "\${API}/x/\${S${at}}" } }`,
    `  - { name: follow ${at}, get: "\${API}/away/${at}", follow: true }`,
    `  - { name: header ${at}, session: me, get: "\${API}/none/${at}?q=\${S${at}}", headers: { x-a: "to \${S${at}}", authorization: "Bearer \${S${at}}" } }`,
    `  - { name: sent as json ${at}, post: "\${API}/none/${at}/\${S${at}}", body: { json: { a: "\${S${at}}", b: ["x \${S${at}}", "\${TAKEN${at}}"] } }, expect: { json: { $.a: { equals: "\${S${at}}", contains: "\${TAKEN${at}}" } } }, always: [{ delete: "\${API}/json/${at}?\${S${at}}" }] }`,
    `  - { name: sent as form ${at}, post: "\${API}/none/${at}", body: { form: { a: "\${S${at}}" } }, expect: { body: { matches: "\${S${at}}" } } }`,
    `  - { name: sent as text ${at}, post: "\${API}/none/${at}", body: { text: "it's \${S${at}}" }, expect: { headers: { x-a: "\${S${at}}" }, cookies: { a: { value: "\${S${at}}" } } } }`,
    `  - { name: sent as parts ${at}, post: "\${API}/none/${at}", body: { multipart: { a: "\${S${at}}", f: { text: x, filename: "\${S${at}}" } } } }`,
  ]);
  return `name: s\nsessions: [me]\nchecks:\n${checks.join('\n')}\n`;
}

/** Everything that a run leaves: the log, the summary, both reports, each output, annotations and the error. */
function everything({ shown, outputs, report, failure }: Smoke): Readonly<Record<string, string>> {
  return {
    ...shown,
    outputs: JSON.stringify(outputs),
    ...Object.fromEntries(Object.entries(outputs).map(([name, value]) => [`output ${name}`, String(value)])),
    report_: JSON.stringify(report),
    failure: failure?.message ?? '',
  };
}

const hasty = {
  now: () => new Date(),
  sleep: (milliseconds: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, milliseconds > 10_000 ? milliseconds : milliseconds / 1_000);
      signal?.addEventListener('abort', () => (clearTimeout(timer), reject(signal.reason)));
    }),
};

/** All runs, or one of each kind. */
const chosen = process.env['ORACLES'] === 'all' ? runs : runs.slice(0, 2);

test.each(chosen.flatMap((planted, run) => ['false', 'true'].map((shows) => [run, shows, planted] as const)))(
  'run %i, show-response-bodies: %s: no output has a secret, in any of ten encodings',
  async (_, shows, planted) => {
    secrets = planted;
    const names = planted.map((_, at) => `S${at}=ENV${at}`);
    const ended = await smoke(suite(), {
      inputs: { 'api-url': server.url, 'secrets-from': names.join('\n'), 'show-response-bodies': shows },
      environment: Object.fromEntries(planted.map(({ value }, at) => [`ENV${at}`, value])),
      clock: hasty,
    });
    expect(ended.results.checks.filter(({ status }) => status === 'failed').length).toBeGreaterThan(
      11 * perRun - 2 * perRun,
    );
    const all = everything(ended);
    const leaks = Object.entries(all).flatMap(([where, text]) =>
      planted.flatMap(({ value, core }) => [
        ...(text.includes(core) ? [`${where}: a piece of ${core}: ${around(text, core)}`] : []),
        ...Object.entries(encodings)
          .filter(([, encode]) => text.includes(encode(value).trim()))
          .map(([name, encode]) => `${where}: ${core} as ${name}: ${around(text, encode(value))}`),
      ]),
    );
    expect(leaks).toEqual([]);
  },
  120_000,
);

function around(text: string, found: string): string {
  const at = text.indexOf(found);
  return text.slice(Math.max(0, at - 120), at + found.length + 40);
}

test.each([
  ['on', 'it has fewer than 4 characters'],
  ['1', 'it has fewer than 4 characters'],
  ['true', 'it is a word that stands everywhere'],
])('a secret that would ruin the log is refused: %s', async (value, reason) => {
  const suite = 'name: s\nchecks:\n  - { name: c, get: "${API}" }';
  const sent = server.seen.length;
  const run = (inputs: Readonly<Record<string, string>>, secret = '{}') =>
    smoke(suite, {
      inputs: { 'api-url': server.url, ...inputs },
      environment: { MINE: value },
      secrets: async () => secret,
    });
  await expect(run({ 'secrets-from': 'PASSWORD=MINE' })).rejects.toThrow(
    `The secret variable PASSWORD cannot be kept secret: ${reason}.`,
  );
  await expect(run({ 'command-secrets': 'a/b', command: 'true' }, JSON.stringify({ password: value }))).rejects.toThrow(
    reason,
  );
  expect(server.seen.length).toBe(sent);
  // What stands beside a secret and is none, as in those of RDS, is a variable that nothing hides.
  const { masked } = await run(
    { 'secrets-from': 'a/b' },
    JSON.stringify({ ssl: value, port: 22, password: 'long-enough' }),
  );
  expect(masked).toContain('long-enough');
  expect(masked).not.toContain(value);
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Disclosure, discreet, type Known, open } from '../../../src/actions/smoke-test/expect/disclosure.ts';
import { hiding } from '../../../src/actions/smoke-test/expect/hiding.ts';
import { responseFindings } from '../../../src/actions/smoke-test/expect/response.ts';
import { sentence } from '../../../src/actions/smoke-test/run/result.ts';
import type { Variables } from '../../../src/actions/smoke-test/variables.ts';
import { redaction } from '../../../src/domain/secret/redaction.ts';
import type { ProbeResponse } from '../../../src/http/probe.ts';
import { json, startServer, type TestServer } from './support/server.ts';
import { findings, type Smoke, smoke, statuses } from './support/smoke.ts';

/** It stands in all that the server answers: in texts, names of members, headers, addresses. */
const patient = 'AnnaPerez';

let server: TestServer;

beforeAll(async () => {
  server = await startServer(({ method, path }) => {
    const person = { 'x-patient': patient, 'content-disposition': `attachment; filename="${patient}.pdf"` };
    const record = { id: 4711, name: patient, [patient]: 1, born: 1980, ill: true, notes: null, visits: [patient] };
    if (path === '/away') return { status: 302, headers: { location: `http://127.0.0.1:1/${patient}?of=${patient}` } };
    if (path === '/text') return { headers: person, body: `The result of ${patient}` };
    if (path === '/upload-address') return json({ url: `${server.url}/upload/${patient}?signature=abc` });
    if (path.startsWith('/upload/')) return json(record, 500);
    return json(record, method === 'DELETE' ? 409 : 200, person);
  });
});

afterAll(() => server.close());

const suite = `
name: s
checks:
  - { name: status, get: "\${API}/r", expect: { status: 204 } }
  - { name: text, get: "\${API}/text", expect: { body: { contains: nothing } } }
  - { name: not json, get: "\${API}/text", expect: { json: { $.a: 1 } } }
  - { name: sha256, get: "\${API}/text", expect: { sha256: "00" } }
  - { name: header, get: "\${API}/r", expect: { headers: { x-patient: nobody, content-disposition: { exists: false } } } }
  - { name: redirect, get: "\${API}/away", expect: { redirect: "\${API}/login" } }
  - { name: behind a redirect, get: "\${API}/away", follow: true }
  - name: values
    get: \${API}/r
    expect:
      json: { $.name: Pedro, $.born: 1981, $.ill: false, $.notes: none, $.visits: { length: 2 }, $.none: 1, $: { exists: false } }
  - name: changes
    get: \${API}/r
    eventually: { within-seconds: 1, every-ms: 400 }
    expect: { json: { $.name: Pedro } }
  - { name: no capture, get: "\${API}/r", capture: { NONE: $.none } }
  - name: capture
    get: \${API}/r
    capture: { ID: $.id, NAME: $.name, BORN: $.born, RECORD: $ }
    always: [{ delete: "\${API}/r/\${ID}/\${NAME}?born=\${BORN}" }]
  - name: what was captured
    post: \${API}/text
    headers: { x-name: "\${NAME}" }
    body: { json: { name: "\${NAME}", record: "\${RECORD}" } }
    expect: { status: 201, body: { contains: "\${NAME}!" }, headers: { x-patient: "to \${NAME}" }, sha256: "\${NAME}" }
  - { name: an upload, get: "\${API}/upload-address", capture: { URL: $.url } }
  - { name: to where it was told, put: "\${URL}", body: { text: made up } }
`;

const run = (inputs: Readonly<Record<string, string>> = {}, text = suite) =>
  smoke(text, { inputs: { 'api-url': server.url, ...inputs } });

/** All that a run leaves where others read it: the pull request's comment and the chain get it from here as well. */
function told({ shown, outputs, report, failure }: Smoke): Readonly<Record<string, string>> {
  const { annotations, ...rest } = report;
  return {
    ...shown,
    annotations: JSON.stringify(annotations),
    outputs: JSON.stringify(outputs),
    result: JSON.stringify(rest),
    failure: failure?.message ?? '',
  };
}

describe('what a failed check tells', () => {
  test('is nothing that a response holds, wherever it is told', async () => {
    const ended = await run();
    expect(statuses(ended).filter((line) => line.endsWith(': passed'))).toEqual([
      'capture: passed',
      'an upload: passed',
    ]);
    for (const [where, text] of Object.entries(told(ended))) expect(`${where}: ${text}`).not.toMatch(/AnnaPerez|1980/);
  }, 20_000);

  test('is all of it where the input says that the data is made up', async () => {
    const all = told(await run({ 'show-response-bodies': 'true' }));
    for (const where of ['log', 'summary', 'report', 'junit', 'annotations', 'result']) {
      expect(`${where}: ${all[where]}`).toContain(patient);
    }
  }, 20_000);

  test('is what kind of value came, and of what size', async () => {
    const ended = await run();
    expect(findings(ended, 'values')).toEqual([
      '$.name | "Pedro" | another text of 9 characters',
      '$.born | 1981 | another number',
      '$.ill | false | another boolean',
      '$.notes | "none" | null',
      '$.visits | 2 items or characters | a list of 1 item',
      '$.none | 1 | nothing',
      '$ | no value | an object with 7 members',
    ]);
    expect(findings(ended, 'behind a redirect')).toEqual([
      expect.stringMatching(
        /^http:.*\/away \| a response \| after a redirect to http:\/\/127\.0\.0\.1:1: the connection was refused/,
      ),
    ]);
    expect(findings(ended, 'no capture')).toEqual([
      'capture NONE | a value at $.none | nothing there; the response is 200 with 103 bytes of application/json',
    ]);
    expect(ended.failure?.message).toContain('of responses only kind and size, unless `show-response-body` is true');
  }, 20_000);

  test('names what was captured, and shows of it only an identifier in a path', async () => {
    const ended = await run();
    expect(ended.results.cleanUps).toMatchObject([
      { status: 'failed', name: `DELETE ${server.url}/r/4711/\${NAME}?born=\${BORN}` },
    ]);
    expect(findings(ended, 'what was captured')).toEqual([
      'status | 201 | 200 with 23 bytes without a content-type',
      'header x-patient | "to ${NAME}" | another text of 9 characters',
      'body | something with "${NAME}!" in it | 23 bytes without a content-type',
      'SHA-256 of the body | ${NAME} | another one (23 bytes)',
    ]);
    expect(ended.shown.summary).toContain('-H &#39;x-name: ${NAME}&#39; -H &#39;content-type: application/json&#39;');
    expect(ended.shown.summary).toContain(
      '--data &#39;{&#34;name&#34;:&#34;${NAME}&#34;,&#34;record&#34;:&#34;${RECORD}&#34;}&#39;',
    );
    expect(findings(ended, 'to where it was told')).toEqual([
      expect.stringMatching(/^status \| 200–299 \| 500 with \d+ bytes of application\/json$/),
    ]);
  }, 20_000);

  test('is the whole answer where its request says so, and of no other', async () => {
    const two = (path: string) => `  - { name: ${path}, get: "\${API}/${path}", expect: { status: 204 }`;
    const ended = await run({}, `name: s\nchecks:\n${two('shown')}, show-response-body: true }\n${two('hidden')} }\n`);
    expect(findings(ended, 'shown')).toEqual([expect.stringContaining(patient)]);
    expect(findings(ended, 'hidden')).toEqual([expect.not.stringContaining(patient)]);
  });
});

describe('whatever a response holds', () => {
  const secret = 'q7Zq';
  const text = fc.string({ maxLength: 8 }).map((around) => `${around}${secret}`);
  const value = fc.letrec((tie) => ({
    value: fc.oneof(text, fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(text, tie('value'), { maxKeys: 3 })),
  })).value;
  const matchers = ['equals', 'contains', 'length', 'at-least'] as const;

  const answer = (body: unknown, header: string): ProbeResponse => ({
    ...{ kind: 'response', url: 'https://api.test/', status: 500, milliseconds: 1, tls: undefined },
    headers: new Map([
      ['x-a', [header]],
      ['location', [`https://${secret}@api.test/${encodeURIComponent(header)}`]],
    ]),
    body: Buffer.from(JSON.stringify(body)),
  });

  test('no sentence has a piece of it', () => {
    fc.assert(
      fc.property(value, text, fc.constantFrom(...matchers), (body, header, matcher) => {
        const wanted = { [matcher]: 99 };
        const others = { headers: { 'x-a': wanted }, json: { $: wanted }, redirect: wanted, body: wanted, sha256: '0' };
        const expected = { ...others, status: [200] };
        const variables = new Map<string, unknown>([['CAPTURED', body]]);
        const told = (disclosure: Disclosure) =>
          responseFindings(expected, answer(body, header), variables, disclosure).map(sentence).join('\n');
        expect(told(discreet(known(variables, ['CAPTURED'])))).not.toContain(secret);
        expect(told(open(known(variables, [])))).toContain(secret);
      }),
    );
  });

  test('of a captured value only the number of a record, or what was drawn at random, gets into an address, and only into its path', () => {
    const address = (value: unknown, identifiers: readonly string[] = []) =>
      discreet(known(new Map([['A', value]]), ['A'], identifiers)).address('https://x/${A}?a=${A}#${A}');
    const random = ['3f2b8c1e-0d4a-4f7e-9a51-1c2d3e4f5a6b', '01J9ZQ4K7V8X2M3N4P5Q6R7S8T', '65f1c0ffee65f1c0ffee65f1'];
    for (const id of random) expect(address(id)).toBe(`https://x/${id}?a=\${A}#\${A}`);
    for (const id of [42, '42']) expect(address(id, ['A'])).toBe(`https://x/${id}?a=\${A}#\${A}`);
    const others = [
      'Anna',
      'anna1980',
      'Perez-1980',
      'CR-0017',
      '12345678Z',
      'Anna Perez 1980',
      'https://x/1?signature=2',
    ];
    for (const other of [...others, true, null, { id: 1 }, '1'.repeat(65)]) {
      expect(address(other, ['A'])).toBe('https://x/${A}?a=${A}#${A}');
    }
    for (const number of [42, '12345678']) expect(address(number)).toBe('https://x/${A}?a=${A}#${A}');
    expect(discreet(known(new Map([['A', 'made up']]), [])).address('https://x/${A}?a=${A}')).toBe(
      'https://x/made up?a=made up',
    );
  });
});

function known(variables: Variables, captured: readonly string[], identifiers: readonly string[] = []): Known {
  const sets = { captured: new Set(captured), identifiers: new Set(identifiers), secrets: new Set<string>() };
  return { variables, ...sets, hiding: hiding(redaction()) };
}

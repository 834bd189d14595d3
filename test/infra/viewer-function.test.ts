import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Node, parse } from 'acorn';
import fc from 'fast-check';
import { resolveStack } from '../support/cloudformation-template.ts';
import { describeWith } from '../support/requires.ts';
import { viewerFunction } from './edge-functions.ts';
import { accountId, environmentStack } from './environment-stacks.ts';

/** The viewer-request function of the site, as templates and guides have it. */
const routings = ['app', 'folders', 'files'] as const;
type Routing = (typeof routings)[number];

/** The templates' code for each. */
const codes = Object.fromEntries(routings.map((routing) => [routing, codeFor(routing)])) as Record<Routing, string>;

const handlers = Object.fromEntries(routings.map((routing) => [routing, viewerFunction(codes[routing])])) as Record<
  Routing,
  ReturnType<typeof viewerFunction>
>;

const languages = String(
  environmentStack('edge', { Routing: 'app', AppFolders: 'en,es' }).resources['Routes']?.Properties['FunctionCode'],
);

function codeFor(routing: Routing): string {
  const parameters = routing === 'app' ? { Routing: 'app' } : { Routing: 'pages', PageFiles: routing };
  return String(environmentStack('edge', parameters).resources['Routes']?.Properties['FunctionCode']);
}

const browser = 'text/html,application/xhtml+xml';

describe('where an address leads', () => {
  const well = '/.well-known/acme-challenge/x';
  test.each([
    // As it is asked for, in an app, in pages that are folders, in pages that are files.
    ['/', '/index.html', '/index.html', '/index.html'],
    ['/about', '/index.html', '/about/index.html', '/about.html'],
    ['/about/', '/index.html', '/about/index.html', '/about.html'],
    ['/users/john.doe', '/index.html', '/users/john.doe/index.html', '/users/john.doe.html'],
    ['/docs/v1.2/', '/index.html', '/docs/v1.2/index.html', '/docs/v1.2.html'],
    ['/users/john%2Edoe', '/index.html', '/users/john%2Edoe/index.html', '/users/john%2Edoe.html'],
    ['/assets/app-4f3a2b1c.js', ...same('/assets/app-4f3a2b1c.js')],
    ['/assets/gone%2Ejs', ...same('/assets/gone%2Ejs')],
    ['/Report.PDF', ...same('/Report.PDF')],
    [well, ...same(well)],
    ['/.well-known/apple-app-site-association', ...same('/.well-known/apple-app-site-association')],
    ['/previews/pr-7', ...same('/previews/pr-7/index.html')],
    ['/previews/pr-7/', ...same('/previews/pr-7/index.html')],
    [
      '/previews/pr-7/about/',
      '/previews/pr-7/index.html',
      '/previews/pr-7/about/index.html',
      '/previews/pr-7/about.html',
    ],
    ['/previews/pr-7x/a', '/index.html', '/previews/pr-7x/a/index.html', '/previews/pr-7x/a.html'],
    ['/100%', '/index.html', '/100%/index.html', '/100%.html'],
  ])('%s', (uri, ...expected) => {
    expect(routings.map((routing) => handlers[routing]({ uri, accept: browser }).uri)).toEqual(expected);
  });

  test.each([
    ['/en', '/en/index.html'],
    ['/en/', '/en/index.html'],
    ['/es/reports/42', '/es/index.html'],
    ['/es/users/john.doe', '/es/index.html'],
    ['/es/main-W37FE5GR.js', '/es/main-W37FE5GR.js'],
    ['/english', '/index.html'],
    ['/about/en', '/index.html'],
    ['/', '/index.html'],
    ['//', '/index.html'],
    ['/previews/pr-7/es/reports/42', '/previews/pr-7/es/index.html'],
    ['/previews/pr-7/', '/previews/pr-7/index.html'],
  ])('of an app in two languages: %s', (uri, expected) => {
    expect(viewerFunction(languages)({ uri, accept: browser }).uri).toBe(expected);
  });

  test.each(['/users/john.doe', '/model.usdz'])('%s is a file for whoever asks for no page', (uri) => {
    for (const accept of ['*/*', 'image/avif,image/webp,*/*;q=0.8', undefined])
      for (const routing of routings) expect(handlers[routing]({ uri, accept }).uri).toBe(uri);
  });

  test.each([
    ...['/.deploy', '/.deploy/manifest.json', '/previews/pr-7/.deploy/manifest.json', '/%2Edeploy/manifest.json'],
    ...['/.deploy%2fmanifest.json', '/%2e%64eploy%2Fmanifest.json', '/.well-known/../.deploy/x'],
  ])('our own record is not there: %s', (uri) => {
    for (const routing of routings) expect(handlers[routing]({ uri, accept: browser }).statusCode).toBe(404);
  });

  test('whatever the address, it leads to itself or to a page, and once is enough', () => {
    fc.assert(
      fc.property(addresses, fc.constantFrom(...routings), accepts, (uri, routing, accept) => {
        const { uri: there, statusCode } = handlers[routing]({ uri, accept });
        if (statusCode !== undefined) return expect(`${uri}/`).toContain('/.deploy/');
        expect(there === uri || String(there).endsWith('.html')).toBe(true);
        expect(handlers[routing]({ uri: String(there), accept }).uri).toBe(there);
        if (routing === 'app' && there !== uri) expect(there).toMatch(/^(\/previews\/pr-\d+)?\/index\.html$/);
      }),
      { numRuns: 1_000 },
    );
  });
});

function same(uri: string): readonly [string, string, string] {
  return [uri, uri, uri];
}

const segment = fc.constantFrom(
  ...['about', 'john.doe', 'a.js', 'x.PNG', '.well-known', '.deploy', 'previews', 'pr-7', 'pr-', 'v1.2', ''],
  ...['%2e', '%zz', 'ü', 'index.html', '.', '..', 'a.b.css', 'a b'],
);
const addresses = fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join('/')}`);
const accepts = fc.constantFrom(browser, '*/*', undefined);

describe('the language of cloudfront-js-2.0', () => {
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
  test.each(routings)('the function of a site (%s) is ECMAScript 5.1, in strict mode', (routing) => {
    const code = codes[routing];
    expect(() => parse(`'use strict';\n${code}`, { ecmaVersion: 5 })).not.toThrow();
    expect(Buffer.byteLength(code)).toBeLessThan(10_240);
  });

  test('that of the backend has no more than const, arrows, templates, async and the import of cloudfront', () => {
    const code = String(environmentStack('edge').resources['ApiRoutes']?.Properties['FunctionCode']);
    const types = new Set<string>();
    collectTypes(parse(code, { ecmaVersion: 2021, sourceType: 'module' }), types);
    const newer = [...types].filter((type) => !es5.has(type));
    const allowed = ['ArrowFunctionExpression', 'AwaitExpression', 'ImportDeclaration', 'ImportDefaultSpecifier'];
    for (const type of newer) expect(allowed).toContain(type);
    expect(Buffer.byteLength(code)).toBeLessThan(10_240);
  });
});

const es5: ReadonlySet<string> = new Set([
  ...['Program', 'FunctionDeclaration', 'FunctionExpression', 'VariableDeclaration', 'VariableDeclarator'],
  ...['Identifier', 'Literal', 'ObjectExpression', 'ArrayExpression', 'Property', 'MemberExpression'],
  ...['CallExpression', 'NewExpression', 'BinaryExpression', 'LogicalExpression', 'UnaryExpression'],
  ...['ConditionalExpression', 'AssignmentExpression', 'UpdateExpression', 'ExpressionStatement', 'ReturnStatement'],
  ...['IfStatement', 'BlockStatement', 'TryStatement', 'CatchClause', 'ThrowStatement'],
]);

function collectTypes(node: unknown, types: Set<string>): void {
  if (Array.isArray(node)) for (const each of node) collectTypes(each, types);
  if (typeof node !== 'object' || node === null || !('type' in node)) return;
  types.add((node as Node).type);
  for (const value of Object.values(node)) collectTypes(value, types);
}

/** CloudFront's functions run on the engine of nginx (njs): what it cannot read or run, they cannot. */
describeWith('njs', "in nginx's engine, which has less than Node", () => {
  const asked = fc.sample(fc.tuple(addresses, accepts), 400);
  let answers: Record<Routing, readonly string[]>;

  beforeAll(() => {
    answers = Object.fromEntries(routings.map((routing) => [routing, inNjs(codes[routing], asked)])) as never;
  });

  test.each(routings)('each address leads where it leads in Node: %s', (routing) => {
    const expected = asked.map(([uri, accept]) => {
      const { uri: there, statusCode } = handlers[routing]({ uri, accept });
      return String(statusCode ?? there);
    });
    expect(answers[routing]).toEqual(expected);
  });

  test('an app in two languages leads where it leads in Node', () => {
    const addresses = ['/', '//', '/en', '/es/reports/42', '/english', '/previews/pr-7/en/x', '/es/a.js'];
    const expected = addresses.map((uri) => viewerFunction(languages)({ uri, accept: browser }).uri);
    const answers = inNjs(
      languages,
      addresses.map((uri) => [uri, browser]),
    );
    expect(answers).toEqual(expected);
  });

  test('the function of the backend runs', () => {
    const code = String(environmentStack('edge').resources['ApiRoutes']?.Properties['FunctionCode']);
    const cf =
      'const cf = { kvs: () => ({ get: () => Promise.resolve("https://a.example") }), updateRequestOrigin: function () {} };';
    const request = '{ uri: "/api/users", headers: { host: { value: "a" } } }';
    const ask = `handler({ request: ${request} }).then((answer) => console.log(answer.uri));`;
    const source = [cf, code, ask].join('\n');
    expect(njs(source.replace("import cf from 'cloudfront';", ''))).toEqual(['/users']);
  });
});

function inNjs(code: string, asked: readonly (readonly [string, string | undefined])[]): readonly string[] {
  const ask = `JSON.parse(${JSON.stringify(JSON.stringify(asked))}).forEach(function (pair) {
    var headers = pair[1] ? { accept: { value: pair[1] } } : {};
    var answer = handler({ request: { uri: pair[0], headers: headers } });
    console.log(answer.statusCode || answer.uri);
  });`;
  return njs(`${code}\n${ask}`);
}

function njs(source: string): readonly string[] {
  return execFileSync('njs', ['-s', '-'], { input: source, encoding: 'utf8' }).trimEnd().split('\n');
}

describe('one function everywhere', () => {
  const forApp = codes.app;

  test('infra/webapp.yml', () => {
    const parameters = { App: 'clinic', Environment: 'prod' };
    const { resources } = resolveStack('infra/webapp.yml', { parameters, accountId, region: 'us-east-1' });
    expect(resources['Routes']?.Properties['FunctionCode']).toBe(forApp);
  });

  test('docs/caching.md', () => {
    expect(readFileSync('docs/caching.md', 'utf8')).toContain(`\`\`\`js\n${forApp}\`\`\``);
  });
});

import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { buildSync } from 'esbuild';
import { importedClients, slimClient, withLiteralKeys } from '../../src/tooling/slim-clients.ts';

test('the names that compiled sources import of a client, from all files, and of no package of theirs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slim-'));
  const files = {
    'aws/one.js': "import { B, A as C } from '@aws-sdk/client-rds';\nimport { x } from '@aws-sdk/core';\n",
    'aws/two.js': "export {\n  A,\n  D,\n} from '@aws-sdk/client-rds';\nimport { E } from '@aws-sdk/client-ecs';\n",
    'node_modules/p/index.js': "import { F } from '@aws-sdk/client-rds';\n",
  };
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    expect(Object.fromEntries(importedClients(folder))).toEqual({
      '@aws-sdk/client-ecs': ['E'],
      '@aws-sdk/client-rds': ['A', 'B', 'D'],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** As the build lays it: a copy, whose schemas are rewritten. */
function slim(client: string, names: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'slim-'));
  try {
    cpSync(join('node_modules', client), join(folder, client), { recursive: true });
    return slimClient(folder, client, names);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a slim client has the operations that are called, no other, and every error', () => {
  const code = slim('@aws-sdk/client-apprunner', ['AppRunnerClient', 'DescribeServiceCommand']);
  expect(code).toContain('"DescribeService"');
  expect(code).not.toContain('CreateService');
  for (const error of ['InvalidStateException', 'ServiceQuotaExceededException', 'InternalServiceErrorException'])
    expect(code).toContain(`class _${error}`);
  expect(code).toMatch(/from "@smithy\/core/);
});

test('nor has that of S3, whose schemas have keys that are worked out', () => {
  const code = slim('@aws-sdk/client-s3', ['S3Client', 'HeadObjectCommand']);
  expect(code).toContain('HeadObjectRequest$');
  expect(code).not.toContain('RestoreObject$');
  expect(code).not.toContain('AnalyticsConfiguration$');
});

const clients = readdirSync('node_modules/@aws-sdk')
  .filter((name) => name.startsWith('client-'))
  .filter((name) => existsSync(join('node_modules/@aws-sdk', name, 'dist-es/schemas/schemas_0.js')));

test.each(clients)('the schemas of %s mean the same with literal keys', async (name) => {
  const place = join('node_modules/@aws-sdk', name, 'dist-es/schemas');
  const text = readFileSync(join(place, 'schemas_0.js'), 'utf8');
  const rewritten = withLiteralKeys(text);
  expect(rewritten).not.toBe(text);
  expect(rewritten).not.toMatch(/\[_\w+\]:/);
  const [right, ours] = [await schemasIn(text, place), await schemasIn(rewritten, place)];
  expect(Object.keys(right).length).toBeGreaterThan(5);
  expect(ours).toEqual(right);
});

async function schemasIn(text: string, resolveDir: string): Promise<Readonly<Record<string, unknown>>> {
  const folder = mkdtempSync(join(tmpdir(), 'schemas-'));
  try {
    const outfile = join(folder, 'schemas.mjs');
    buildSync({
      stdin: { contents: text, resolveDir: resolve(resolveDir) },
      bundle: true,
      format: 'esm',
      platform: 'node',
      outfile,
    });
    const module = (await import(outfile)) as Readonly<Record<string, unknown>>;
    return Object.fromEntries(Object.entries(module).map(([name, schema]) => [name, plain(schema)]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A schema as data: the name of each that it refers to by a function. */
function plain(value: unknown): unknown {
  if (typeof value === 'function') return { refersTo: (value as () => readonly unknown[])()[2] };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}

test.each([
  ['const _h = "http";\nx = { [_h]: 1, [_o]: 2 };', 'const _h = "http";\nx = { "http": 1, [_o]: 2 };'],
  ['const _p = "__proto__";\nx = { [_p]: 1 };', 'const _p = "__proto__";\nx = { [_p]: 1 };'],
])('%j becomes %j', (module, rewritten) => {
  expect(withLiteralKeys(module)).toBe(rewritten);
});

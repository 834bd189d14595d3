import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { type BundledModule, licenses } from '../../src/tooling/licenses.ts';

const root = mkdtempSync(join(tmpdir(), 'licenses-'));
afterAll(() => rmSync(root, { recursive: true }));

interface Package {
  readonly license?: unknown;
  readonly author?: unknown;
  readonly files?: Readonly<Record<string, string>>;
}

/** A module of a package that is installed in a folder of its own. */
function module(name: string, { files = {}, ...manifest }: Package, chunks: readonly number[] = [1]): BundledModule {
  const folder = join(root, 'node_modules', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.2.3', ...manifest }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return { nameForCondition: join(folder, 'lib/index.js'), chunks };
}

test('lists each package once, those with the same text together, with licence and notice', () => {
  const modules = [
    module('b', { license: 'MIT', files: { LICENSE: 'Text one\r\nof b and a\n' } }),
    module('@scope/a', { license: 'MIT', files: { 'LICENSE.md': 'Text one\nof b and a' } }),
    module('@scope/a', { license: 'MIT' }),
    module('c', { license: 'ISC', files: { license: 'Text two', NOTICE: 'Notice of c' } }),
  ];
  expect(licenses(modules)).toBe(
    `The software of others in this folder, each with its licence.\n\n@scope/a 1.2.3 (MIT)\nb 1.2.3 (MIT)\n\nText one\nof b and a\n\n${'-'.repeat(80)}\n\nc 1.2.3 (ISC)\n\nNotice of c\n\nText two\n`,
  );
});

test('a package whose modules were merged into others is listed, one that was left out is not', () => {
  const merged = { chunks: [1], modules: [module('inside', { license: '0BSD', files: { LICENSE: 'Text' } }, [])] };
  const leftOut = module('outside', { license: 'GPL-3.0' }, []);
  expect(licenses([merged, leftOut])).toMatch(/\n\ninside 1\.2\.3 \(0BSD\)\n\nText\n$/);
});

test('a package that does not bring the text gets the standard one, with its author', () => {
  expect(licenses([module('bare', { license: 'MIT', author: 'Ada' })])).toContain(
    'Copyright (c) Ada\n\nPermission is hereby',
  );
  expect(licenses([module('sdk', { license: 'Apache-2.0' })])).toContain('Version 2.0, January 2004');
});

test.each([
  ['GPL-3.0', 'its licence "GPL-3.0" is not one of 0BSD, Apache-2.0'],
  [undefined, 'its licence undefined is not one of'],
  ['ISC', 'does not bring the text of its licence ISC.'],
])('a licence that is not known, or has no text, is an error: %s', (license, message) => {
  expect(() => licenses([module('unknown', { license })])).toThrow(message);
});

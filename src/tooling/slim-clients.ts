import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';

/**
 * The clients of AWS that compiled sources import, each with the names imported from it. A client comes with the schemas of all
 * its operations in one module, of which the bundler drops none; `slimClient` leaves those of these names.
 */
export function importedClients(sources: string): ReadonlyMap<string, readonly string[]> {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' });
  const own = files.filter((file) => file.endsWith('.js') && !file.startsWith('node_modules'));
  const names = new Map<string, Set<string>>();
  for (const file of own)
    for (const { client, imported } of clientImports(readFileSync(join(sources, file), 'utf8')))
      names.set(client, new Set([...(names.get(client) ?? []), ...imported]));
  return new Map([...names].map(([client, imported]) => [client, [...imported].toSorted()]));
}

function clientImports(source: string) {
  const statements = source.matchAll(/^(?:import|export)\s*\{([^}]*)\}\s*from\s*['"]@aws-sdk\/(client-[^'"]+)['"]/gm);
  return [...statements].map(([, list = '', client = '']) => ({
    client: `@aws-sdk/${client}`,
    imported: list.split(',').flatMap((item) => item.trim().split(/\s+as\s+/)[0] || []),
  }));
}

/**
 * A client as one ES module that has these names, and what they need; from the folder that holds its package, below which its
 * schemas are rewritten. Other packages stay imports.
 */
export function slimClient(folder: string, client: string, names: readonly string[]): string {
  const sources = join(folder, client, 'dist-es');
  for (const name of schemasOf(sources)) {
    const file = join(sources, 'schemas', name);
    writeFileSync(file, withLiteralKeys(readFileSync(file, 'utf8')));
  }
  const { outputFiles } = buildSync({
    stdin: { contents: `export { ${names.join(', ')} } from './index.js';`, resolveDir: resolve(sources) },
    ...{ bundle: true, treeShaking: true, write: false, packages: 'external' },
    ...{ format: 'esm', platform: 'node', target: 'node24', minifySyntax: true },
  });
  return outputFiles[0]?.text ?? '';
}

function schemasOf(sources: string): readonly string[] {
  const folder = join(sources, 'schemas');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.js')) : [];
}

/**
 * `{ [_h]: … }` as `{ "http": … }`, where a constant of the module says so: to work out a key may have an effect, for all that a
 * bundler knows, so it keeps each schema that has one. `__proto__` means something else when it is not worked out.
 */
export function withLiteralKeys(module: string): string {
  const constants = module.matchAll(/^const (_\w+) = ("(?:[^"\\]|\\.)*");$/gm);
  const texts = new Map([...constants].map(([, name = '', text = '']) => [name, text]));
  texts.delete([...texts].find(([, text]) => text === '"__proto__"')?.[0] ?? '');
  return module.replace(/\[(_\w+)\]:/g, (key, name: string) => (texts.has(name) ? `${texts.get(name)}:` : key));
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** A client as one ES module that has these names, and what they need. Other packages stay imports. */
export function slimClient(client: string, names: readonly string[]): string {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `export { ${names.join(', ')} } from './node_modules/${client}/dist-es/index.js';`,
      resolveDir: process.cwd(),
    },
    ...{ bundle: true, treeShaking: true, write: false, packages: 'external' },
    ...{ format: 'esm', platform: 'node', target: 'node24' },
  });
  return outputFiles[0]?.text ?? '';
}

import { readdirSync, readFileSync } from 'node:fs';

/** The packages whose code the product imports (not only their types), sorted. They are bundled into dist. */
export function importedPackages(): readonly string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => file.endsWith('.ts') && !file.startsWith('tooling/'));
  const names = sources.flatMap((file) => packagesIn(readFileSync(`src/${file}`, 'utf8')));
  return [...new Set(names)].toSorted();
}

function packagesIn(source: string): readonly string[] {
  const statements = source.matchAll(
    /^(?:import|export)\s+(?!type\s)(?:[^'";]*?\sfrom\s)?'([^'.][^']*)'|\bimport\('([^'.][^']*)'\)/gm,
  );
  return [...statements]
    .map(([, first, second]) => first ?? second ?? '')
    .filter((from) => !from.startsWith('node:'))
    .map((from) =>
      from
        .split('/')
        .slice(0, from.startsWith('@') ? 2 : 1)
        .join('/'),
    );
}

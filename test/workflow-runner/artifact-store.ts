import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ArtifactResult } from './run-result.ts';

/** The artifacts of one run, each a folder of its name; a name can be used once. Those of earlier attempts are there. */
export interface ArtifactStore {
  /** Stores files under their paths inside the artifact; throws when the name is taken or not allowed. */
  upload(name: string, files: readonly { readonly path: string; readonly source: string }[], overwrites: boolean): void;
  /** Copies an artifact into a folder; throws when there is none of that name. */
  download(name: string, folder: string): void;
  names(): readonly string[];
  results(): readonly ArtifactResult[];
}

/** Characters that GitHub refuses in the name of an artifact. */
const forbidden = /["<>|*?:\r\n\\/]/;

export function createArtifactStore(folder: string): ArtifactStore {
  const earlier = existsSync(folder) ? readdirSync(folder) : [];
  const stored = new Map(earlier.map((name) => [name, join(folder, name)]));
  return {
    upload(name, files, overwrites) {
      if (name === '' || forbidden.test(name)) throw new Error(`'${name}' cannot be the name of an artifact.`);
      if (stored.has(name) && !overwrites) throw new Error(`This run already has an artifact '${name}'.`);
      const target = join(folder, name);
      rmSync(target, { recursive: true, force: true });
      mkdirSync(target, { recursive: true });
      for (const { path, source } of files) cpSync(source, join(target, path));
      stored.set(name, target);
    },
    download(name, target) {
      const source = stored.get(name);
      if (source === undefined) throw new Error(`This run has no artifact '${name}'.`);
      cpSync(source, target, { recursive: true });
    },
    names: () => [...stored.keys()],
    results: () => [...stored].map(([name, path]) => ({ name, files: filesIn(path) })),
  };
}

function filesIn(folder: string): ArtifactResult['files'] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => ({ path, stats: statSync(join(folder, path)) }))
    .filter(({ stats }) => stats.isFile())
    .map(({ path, stats }) => ({ path, sizeBytes: stats.size }))
    .sort((a, b) => a.path.localeCompare(b.path, 'en'));
}

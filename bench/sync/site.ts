import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A built site: its files by path, as a bundler names them. */
export type Site = ReadonlyMap<string, Buffer>;

const filesPerFolder = 500;

/** So many files of one to eight kilobytes; `generation` decides the content of the first ten chunks and of the page. */
export function builtSite(files: number, generation: number): Site {
  const chunks = Array.from({ length: files - 1 }, (_, index) => chunk(index, index < 10 ? generation : 0));
  const scripts = chunks.slice(0, 10).map(([path]) => `<script type="module" src="/${path}"></script>`);
  return new Map([...chunks, ['index.html', Buffer.from(`<!doctype html>\n${scripts.join('\n')}\n`)]]);
}

function chunk(index: number, generation: number): readonly [string, Buffer] {
  const seed = createHash('sha256').update(`${index} ${generation}`).digest('hex');
  const bytes = 1_024 + (Number.parseInt(seed.slice(0, 8), 16) % 7_168);
  const content = Buffer.from(
    `export const chunk${index} = '${seed.repeat(Math.ceil(bytes / 64)).slice(0, bytes)}';\n`,
  );
  return [`assets/${Math.floor(index / filesPerFolder)}/chunk${index}-${seed.slice(0, 8)}.js`, content];
}

/** Writes the site as a fresh checkout and build would: all files anew, with the times of now. */
export function writeSite(folder: string, site: Site): void {
  rmSync(folder, { recursive: true, force: true });
  for (const directory of new Set([...site.keys()].map((path) => join(folder, path, '..'))))
    mkdirSync(directory, { recursive: true });
  const now = new Date();
  for (const [path, content] of site) {
    writeFileSync(join(folder, path), content);
    utimesSync(join(folder, path), now, now);
  }
}

/** What is wrong with a bucket that should serve the site, or undefined: every file must be there, with its content. */
export function difference(site: Site, etags: ReadonlyMap<string, string>): string | undefined {
  for (const [path, content] of site) {
    const etag = etags.get(path)?.replaceAll('"', '');
    if (etag === undefined) return `${path} is missing`;
    if (etag !== createHash('md5').update(content).digest('hex')) return `${path} has another content`;
  }
  return undefined;
}

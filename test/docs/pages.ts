import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every page of the documentation, by path. */
export const pages: readonly string[] = [
  ...['.', 'docs', 'docs/decisions', 'bench', 'examples/clinic', 'test/cloud', 'test/workflow-runner'],
  ...readdirSync('actions').map((name) => `actions/${name}`),
]
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((path) => path.endsWith('.md'));

/** A fenced block of a page. */
export interface Snippet {
  /** "README.md:17": where its first line stands. */
  readonly place: string;
  readonly page: string;
  readonly text: string;
}

/** The blocks of all pages that are fenced as this language. */
export function snippets(language: string): readonly Snippet[] {
  return pages.flatMap((page) => {
    const source = readFileSync(page, 'utf8');
    const blocks = source.matchAll(/^( *)```(\w+)\n([\s\S]*?)^\1```$/gm);
    return [...blocks]
      .filter(([, , name]) => name === language)
      .map(({ 1: indent = '', 3: body = '', index }) => ({
        place: `${page}:${source.slice(0, index).split('\n').length + 1}`,
        page,
        text: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      }));
  });
}

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** A source file with what it imports; paths are relative to `src/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

export interface Import {
  /** A path relative to `src/` for our own files, else the package or `node:` module. */
  readonly target: string;
  readonly own: boolean;
  readonly typeOnly: boolean;
}

/** All TypeScript files below a folder. */
export function sourceFiles(folder: string): readonly SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => sourceFile(path, readFileSync(join(folder, path), 'utf8')));
}

export function sourceFile(path: string, text: string): SourceFile {
  return {
    path,
    text,
    imports: [...statements(text), ...dynamic(text)].map(({ from, typeOnly }) => resolved(path, from, typeOnly)),
  };
}

/** `import … from`, `export … from` and `import '…'`. An import whose names are all types counts as a type import. */
function statements(text: string): readonly { readonly from: string; readonly typeOnly: boolean }[] {
  const pattern = /^(?:import|export)\s+(type\s)?(?:([^'";]*?)\sfrom\s)?'([^']+)'/gm;
  return [...text.matchAll(pattern)].map(([, type, names = '', from = '']) => ({
    from,
    typeOnly: type !== undefined || allTypes(names),
  }));
}

function allTypes(names: string): boolean {
  const inside = /^\{([^}]*)\}$/s.exec(names.trim())?.[1];
  const list =
    inside
      ?.split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '') ?? [];
  return list.length > 0 && list.every((name) => name.startsWith('type '));
}

function dynamic(text: string): readonly { readonly from: string; readonly typeOnly: boolean }[] {
  return [...text.matchAll(/\bimport\('([^']+)'\)/g)].map(([, from = '']) => ({ from, typeOnly: false }));
}

function resolved(path: string, from: string, typeOnly: boolean): Import {
  const own = from.startsWith('.');
  return { own, typeOnly, target: own ? normalize(join(dirname(path), from)) : packageName(from) };
}

function packageName(from: string): string {
  if (from.startsWith('node:')) return from;
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}

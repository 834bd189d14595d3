import { type IgnorePattern, ignorePattern } from './pattern.ts';

/** The rules of one ignore file, which hold below the folder that it stands in. */
export interface IgnoreRules {
  /** What the file says of an entry by itself, whatever it says of the folders above it; undefined where it says nothing. */
  verdict(path: string, isFolder: boolean): 'ignored' | 'kept' | undefined;
}

/** Reads an ignore file, in bytes: of the rules that are about an entry, the last one counts. */
export function ignoreRules(text: string): IgnoreRules {
  const patterns = linesOf(text)
    .map(ignorePattern)
    .filter((pattern): pattern is IgnorePattern => pattern !== undefined);
  return {
    verdict(path, isFolder) {
      const last = patterns.findLast(({ fits }) => fits(path, isFolder));
      return last && (last.isNegated ? 'kept' : 'ignored');
    },
  };
}

const byteOrderMark = '\u00ef\u00bb\u00bf';

function linesOf(text: string): readonly string[] {
  const lines = (text.startsWith(byteOrderMark) ? text.slice(byteOrderMark.length) : text).split('\n');
  return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

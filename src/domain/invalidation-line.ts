import { parseInvalidationPath } from './invalidation-path.ts';
import { parsed, type Result, refused } from './result.ts';

/** The paths of one line: several are taken apart where a comma or a space stands before a slash. */
export function parseInvalidationLine(line: string): Result<readonly string[]> {
  const texts = line.split(/(?<![\s,])[\s,]+(?=\/|https?:\/\/|$)/i).filter((text) => text !== '');
  const begun = texts.find((text) => !/^(\/|https?:)/i.test(text));
  if (texts.length > 1 && begun !== undefined)
    return refused(`it has several paths, and "${begun}" does not begin with /`);
  const paths: string[] = [];
  for (const text of texts) {
    const path = parseInvalidationPath(text);
    if (!path.ok) return path;
    paths.push(path.value);
  }
  return paths.length > 0 ? parsed(paths) : refused('it names no path');
}

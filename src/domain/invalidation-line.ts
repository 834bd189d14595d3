import { parseInvalidationPath } from './invalidation-path.ts';
import { parsed, type Result, refused } from './result.ts';

/** The paths of one line: several are taken apart where a comma or a space stands before a slash. */
export function parseInvalidationLine(line: string): Result<readonly string[]> {
  const texts = textsOf(line);
  const begun = texts.find((text) => !beginsPath(text));
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

/** Separators that no path follows are part of the name before them, and at the end of the line of none. */
function textsOf(line: string): readonly string[] {
  const [first = '', ...pieces] = line.split(/([\s,]+)/);
  const texts = [first];
  for (let index = 0; index < pieces.length; index += 2) {
    const [separator = '', text = ''] = pieces.slice(index, index + 2);
    if (beginsPath(text)) texts.push(text);
    else if (text !== '') texts.push(`${texts.pop()}${separator}${text}`);
  }
  return texts.filter((text) => text !== '');
}

function beginsPath(text: string): boolean {
  return /^(?:\/|https?:\/\/)/i.test(text);
}

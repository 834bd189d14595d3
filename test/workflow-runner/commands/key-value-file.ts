/**
 * Reads what a step wrote to GITHUB_OUTPUT, GITHUB_ENV or GITHUB_STATE: `name=value` lines and
 * `name<<DELIMITER`, the value's lines, `DELIMITER`. Throws on anything else.
 */
export function parseKeyValueFile(content: string): readonly (readonly [name: string, value: string])[] {
  const lines = content.split(/\r?\n/);
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const delimiter = heredocDelimiter(line);
    if (delimiter === undefined) {
      pairs.push(parsePair(line));
      continue;
    }
    const end = lines.indexOf(delimiter.text, at + 1);
    if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter.text}'`);
    pairs.push([delimiter.name, lines.slice(at + 1, end).join('\n')]);
    at = end;
  }
  return pairs;
}

function heredocDelimiter(line: string): { readonly name: string; readonly text: string } | undefined {
  const mark = line.indexOf('<<');
  const equals = line.indexOf('=');
  if (mark < 0 || (equals >= 0 && equals < mark)) return undefined;
  const name = line.slice(0, mark);
  const text = line.slice(mark + 2);
  if (name === '' || text === '') throw new Error(`Invalid format '${line}'. Name and delimiter must not be empty`);
  return { name, text };
}

function parsePair(line: string): readonly [string, string] {
  const equals = line.indexOf('=');
  if (equals < 0) throw new Error(`Invalid format '${line}'`);
  if (equals === 0) throw new Error(`Invalid format '${line}'. Name must not be empty`);
  return [line.slice(0, equals), line.slice(equals + 1)];
}

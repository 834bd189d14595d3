/**
 * A text without spaces and tabs at both ends, as in the fields of HTTP: other white space is part of a value.
 * Source: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.3
 */
export function withoutOptionalWhitespace(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text[start])) start += 1;
  while (end > start && isBlank(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

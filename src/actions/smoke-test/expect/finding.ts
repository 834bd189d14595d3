/** A flaw and the expectation that it breaks. */
export interface Finding extends Flaw {
  /** Where the expectation stands within its check: `['expect', 'json', '$.ok']`. */
  readonly at: readonly string[];
}

/** One thing that is not as expected. */
export interface Flaw {
  /** What was compared: "status", "$.ok", "cookie sid". */
  readonly subject: string;
  readonly expected: string;
  readonly actual: string;
  /** What to change, where there is a usual cause. */
  readonly advice?: string | undefined;
  /** Whether it says nothing of the release: it lies at the way to it, at the suite, or at a limit of the smoke test. */
  readonly inconclusive?: boolean | undefined;
}

/** Characters of a value that are shown. */
export const maxShownLength = 300;

/** A value on one line, short enough for an annotation. */
export function shortJson(value: unknown): string {
  return value === undefined ? 'nothing' : shortened(JSON.stringify(value));
}

/** A text on one line; `length` is that of the whole, where the text is its beginning. */
export function shortened(text: string, length?: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return clipped(line, maxShownLength, length ?? line.length);
}

/** The beginning of a text, with its length where it goes on. */
export function clipped(text: string, most: number, length = text.length): string {
  return text.length > most ? `${text.slice(0, most)}… (${length} characters)` : text;
}

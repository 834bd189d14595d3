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
}

const maxLength = 300;

/** A value on one line, short enough for an annotation. */
export function shortJson(value: unknown): string {
  return value === undefined ? 'nothing' : shortened(JSON.stringify(value));
}

export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return clipped(line, maxLength);
}

/** The beginning of a text, with its length where it goes on. */
export function clipped(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
}

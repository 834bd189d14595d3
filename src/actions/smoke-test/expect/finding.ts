/** One thing that is not as a check expects. */
export interface Finding {
  /** Where the expectation stands within its check: `['expect', 'json', '$.ok']`. */
  readonly at: readonly string[];
  /** What was looked at: "status", "$.ok", "cookie sid". */
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
  return line.length > maxLength ? `${line.slice(0, maxLength)}… (${line.length} characters)` : line;
}

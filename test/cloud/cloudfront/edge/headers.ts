/** The headers of an answer, names in lower case; only Set-Cookie comes in several lines. */
export type AnswerHeaders = Readonly<Record<string, string | readonly string[]>>;

/** A header as one text. */
export function headerText(headers: AnswerHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' || value === undefined ? value : value.join(', ');
}

export function without(headers: AnswerHeaders, ...names: readonly string[]): AnswerHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}

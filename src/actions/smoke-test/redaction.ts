/** Replaces what must not be shown, whatever text it stands in. */
export interface Redaction {
  /** From here on this value is replaced, in the forms that requests and reports give it. */
  learn(value: string): void;
  text(text: string): string;
}

const mark = '***';

/** Shorter values are no secrets, and replacing them would make reports unreadable. */
const minLength = 4;

export function redaction(secrets: Iterable<string>): Redaction {
  const known = new Set<string>();
  const learn = (value: string) => {
    if (value.length >= minLength) for (const form of forms(value)) known.add(form);
  };
  for (const secret of secrets) learn(secret);
  return {
    learn,
    text: (text) => [...known].toSorted((a, b) => b.length - a.length).reduce(withoutValue, withoutPatterns(text)),
  };
}

/** Whether a variable of this name holds something that must not be shown. */
export function isSecretName(name: string): boolean {
  return /token|secret|passw|credential|api_?key|private_?key|authorization|jwt/i.test(name);
}

/** A value as it stands in a body, a URL, a JSON text and basic credentials. */
function forms(value: string): readonly string[] {
  const escaped = JSON.stringify(value).slice(1, -1);
  return [value, escaped, encodeURIComponent(value), new URLSearchParams({ v: value }).toString().slice(2)];
}

function withoutValue(text: string, value: string): string {
  return text.replaceAll(value, mark);
}

const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${mark}`],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, mark],
  [/("[\w-]*(?:token|secret|passw|jwt|apikey|api_key)[\w-]*"\s*:\s*)"(?:[^"\\]|\\.)*"/gi, `$1"${mark}"`],
];

function withoutPatterns(text: string): string {
  return patterns.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);
}

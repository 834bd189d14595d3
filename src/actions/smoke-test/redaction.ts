/** Replaces what must not be shown, whatever text it stands in. */
export interface Redaction {
  /** From here on this value is replaced, in the forms that requests and reports give it. */
  learn(value: string): void;
  /** Whether responses are sending new values without end; then no more requests should be sent. */
  isFull(): boolean;
  text(text: string): string;
}

const mark = '***';

/** Shorter values are no secrets, and replacing them would make reports unreadable. */
const minLength = 4;

/** Every text is searched for every value, so their number has a limit. */
const maxForms = 10_000;

export function redaction(secrets: Iterable<string>): Redaction {
  const known = new Set<string>();
  const learn = (value: string) => {
    if (value.length >= minLength) for (const form of forms(value)) known.add(form);
  };
  for (const secret of secrets) learn(secret);
  return {
    learn,
    isFull: () => known.size > maxForms,
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

/** Each reads a text once: no start lies in what an earlier start has read in vain. */
function withoutPatterns(text: string): string {
  return text
    .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${mark}`)
    .replace(/[\w.-]+/g, withoutToken)
    .replace(/"([\w-]*)"(\s*:\s*)"(?:[^"\\]|\\.)*"/g, (member, name: string, colon: string) =>
      isSecretMember.test(name) ? `"${name}"${colon}"${mark}"` : member,
    );
}

const isSecretMember = /token|secret|passw|jwt|apikey|api_key/i;

/** A run of letters, digits, dots and hyphens without the JSON Web Tokens in it: `eyJ….….…`. */
function withoutToken(run: string): string {
  const parts = run.split('.');
  const shown: string[] = [];
  for (let index = 0; index < parts.length; index += 1) {
    const [header = '', payload = '', signature] = parts.slice(index, index + 3);
    const start = header.search(/\beyJ/);
    const isToken = start !== -1 && header.length - start >= 11 && payload.length >= 8 && signature !== undefined;
    shown.push(isToken ? header.slice(0, start) + mark : header);
    if (isToken) index += 2;
  }
  return shown.join('.');
}

import { isSecretName } from './secret-name.ts';

/** Stands where a secret stood. */
export const mark = '***';

/**
 * What secrets look like wherever they stand. Each pattern is linear: no part of a text can be matched by it in two ways.
 * Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids,
 * https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/,
 * https://docs.stripe.com/keys, https://www.rfc-editor.org/rfc/rfc7468, https://www.rfc-editor.org/rfc/rfc7519
 */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]{0,20000}(?:-----END [A-Z ]{0,40}PRIVATE KEY-----)?/g, mark],
  // The user of a URL may be empty, and its password may be all that it has: redis://:password@host.
  [/((?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,31}:\/\/[^\s:/@"'<>]{0,256}):[^\s/@"'<>]{1,1024}@/gi, `$1:${mark}@`],
  [/\b(Bearer|Basic|Negotiate)\s{1,8}(?!realm=)[\w.~+/=-]{6,}/gi, `$1 ${mark}`],
  [/(?<![\w-])eyJ[\w-]{8,4096}\.[\w-]{8,16384}\.[\w-]{0,4096}/g, mark],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, mark],
  [/\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,})/g, mark],
  [/\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}|\bwhsec_[A-Za-z0-9+/=]{16,}/g, mark],
  [/\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g, mark],
  [/\bnpm_[A-Za-z0-9]{30,}|\bglpat-[\w-]{18,}|\bsk-[\w-]{20,}|\bSG\.[\w-]{16,}\.[\w-]{16,}|\bAIza[\w-]{30,}/g, mark],
  [/([?&](?:X-Amz-(?:Signature|Security-Token|Credential)|Signature|sig)=)[^&\s"'<>]{1,4096}/gi, `$1${mark}`],
];

/** What comes before a value: `NAME=`, `name: `, `"name": ` (also within JSON that is quoted itself), `--name ` and `<name>`. */
const names =
  /(?<![\w.-])(?:\\{0,3}["'])?([A-Za-z_][\w.-]{0,127})(?:\\{0,3}["'])?[ \t]{0,8}(?:=>?|:)[ \t]{0,8}|(?<![\w-])--?([A-Za-z][\w-]{0,127})[ \t]{1,8}(?=[^\s-])|<([A-Za-z_][\w.-]{0,127})>/g;

/** A value: quoted, within a text that is quoted itself, of an authentication scheme, or up to what separates values. */
const value =
  /\\{1,3}(["'])(?:[^"'\\\n]|\\(?!\1)[^\n])*(?:\\\1)?|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|(?:Bearer|Basic|Digest|Negotiate)[ \t]{1,8}\S+|[^\s,;&}"'<]+/iy;

/** Values that no secret has. */
const literals = /^["']?(?:true|false|null|none|undefined|\*{3})?["']?$/i;

/** A text without the tokens, keys and passwords that show by their shape alone. Linear in the text's length. */
export function withoutTokens(text: string): string {
  return shapes.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);
}

/** The text of a program or a server without tokens and without the values of secret names. Linear in the text's length. */
export function withoutSecretShapes(text: string): string {
  return withoutNamedValues(withoutTokens(text));
}

function withoutNamedValues(text: string): string {
  let [shown, at] = ['', 0];
  for (const found of text.matchAll(names)) {
    const end = found.index + found[0].length;
    if (found.index < at || !isSecretName(found[1] ?? found[2] ?? found[3] ?? '')) continue;
    value.lastIndex = end;
    const hidden = value.exec(text)?.[0] ?? '';
    if (literals.test(hidden)) continue;
    shown += text.slice(at, end) + mark;
    at = end + hidden.length;
  }
  return shown + text.slice(at);
}

/** Whether a text holds something that looks like a secret. */
export function hasSecretShape(text: string): boolean {
  return withoutSecretShapes(text) !== text;
}

/**
 * Whether a variable may be shown: neither name nor value is one of a secret, and no part of the value looks drawn at random.
 * What is not plainly public is hidden.
 */
export function isPlainlyPublic(name: string, value: string): boolean {
  if (value === '') return true;
  if (isSecretName(name) || value.length > maxPublicLength || hasSecretShape(value)) return false;
  return value.split(/[^A-Za-z0-9]+/).every((part) => !looksRandom(part));
}

const maxPublicLength = 512;

/** Long, and of letters and digits mixed, as no word, number, date or account id is; or plainly a hash. */
function looksRandom(part: string): boolean {
  if (part.length < 12) return false;
  if (/^\d+$/.test(part)) return part.length > 16;
  if (/^[A-Za-z]+$/.test(part)) return part.length > 32 || (part.length >= 16 && caseChanges(part) > part.length / 3);
  const changes = part.replace(/[A-Za-z]+/g, 'a').replace(/\d+/g, '0').length;
  return changes > 3 || part.length > 24;
}

function caseChanges(part: string): number {
  return part.replace(/[a-z]+/g, 'a').replace(/[A-Z]+/g, 'A').length;
}

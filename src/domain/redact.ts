const mark = '***';

/** What secrets look like in logs: credentials in URLs and headers, tokens, access keys, `password=…`. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@]+@/gi, `$1:${mark}@`],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${mark}`],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, mark],
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/g, mark],
  [
    /((?:passw(?:or)?d|pwd|secret|token|api[_-]?key|private[_-]?key|authorization|jwt)["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s,;&}]+)/gi,
    `$1${mark}`,
  ],
];

/** A line of somebody's log without what looks like a secret: a summary shows it to everybody who may read the repository. */
export function redacted(line: string): string {
  return patterns.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), line);
}

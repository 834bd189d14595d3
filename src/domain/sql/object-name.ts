import type { Code } from './code.ts';

/** A name as it counts here: without quotes and in upper case, so that two spellings of one name are not taken for two. */
export function plainName(code: Code): string {
  return code.replace(/^["`]|["`]$/g, '').toUpperCase();
}

/** The objects of a list such as `IF EXISTS a, b.c`, each without its schema. */
export function namesAfter(code: readonly Code[], from: number): readonly string[] {
  let at = from;
  while (/^(IF|NOT|EXISTS|ONLY|CONCURRENTLY)$/.test(code[at] ?? '')) at++;
  const names: string[] = [];
  for (; at < code.length; at += 2) {
    while (code[at + 1] === '.') at += 2;
    names.push(plainName(code[at] ?? ''));
    if (code[at + 1] !== ',') break;
  }
  return names;
}

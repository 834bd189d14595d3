import type { Code } from './code.ts';

/** The parts of a list at its commas, those in parentheses aside. */
export function clausesOf(code: readonly Code[]): readonly (readonly Code[])[] {
  const clauses: Code[][] = [[]];
  let depth = 0;
  for (const part of code) {
    depth += part === '(' ? 1 : part === ')' ? -1 : 0;
    if (part === ',' && depth === 0) clauses.push([]);
    else clauses.at(-1)?.push(part);
  }
  return clauses;
}

import type { ConditionKeys } from './policy.ts';

/** Stand for a literal `*` and `?` that came in with a variable's value. */
const literalStar = '\uE000';
const literalMark = '\uE001';

/** Whether a text matches a pattern in which `*` is any run of characters and `?` any single one. */
export function matchesPattern(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const wanted = pattern[p];
    if (wanted === '*') {
      star = p++;
      resume = t;
    } else if (wanted === '?' || (wanted !== undefined && literally(wanted) === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** ARNs are compared part by part, so that a wildcard does not reach over a colon; only the last part may hold colons. */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const wanted = partsOf(pattern);
  const given = partsOf(arn);
  return (
    wanted.length === given.length && wanted.every((part, position) => matchesPattern(part, given[position] ?? ''))
  );
}

function partsOf(arn: string): readonly string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(':')] : [])];
}

/**
 * Fills IAM's policy variables, such as `${aws:username}` or `${aws:PrincipalTag/team, 'none'}`.
 * Undefined when one has neither value nor default: the element then matches nothing.
 */
export function withVariables(pattern: string, keys: ConditionKeys): string | undefined {
  if (!pattern.includes('${')) return pattern;
  let unknown = false;
  const filled = pattern.replace(/\$\{([^}]+)\}/g, (_, expression: string) => {
    if (['*', '?', '$'].includes(expression)) return asLiteral(expression);
    const [, name = '', fallback] = /^([^,]+?)\s*(?:,\s*'([^']*)')?$/.exec(expression) ?? [];
    const value = valueOf(keys, name) ?? fallback;
    if (typeof value !== 'string') unknown = true;
    return asLiteral(String(value));
  });
  return unknown ? undefined : filled;
}

/** The value of a condition key, whose name is compared without regard to case. */
export function valueOf(keys: ConditionKeys, name: string): string | readonly string[] | undefined {
  if (name in keys) return keys[name];
  const wanted = name.toLowerCase();
  return Object.entries(keys).find(([key]) => key.toLowerCase() === wanted)?.[1];
}

function asLiteral(text: string): string {
  return text.replaceAll('*', literalStar).replaceAll('?', literalMark);
}

function literally(character: string): string {
  if (character === literalStar) return '*';
  return character === literalMark ? '?' : character;
}

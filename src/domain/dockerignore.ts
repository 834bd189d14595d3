import { imageLimits } from './image-limits.ts';
import { type PathRule, parsePathRule } from './path-rule.ts';
import type { Result } from './result.ts';

/** What a .dockerignore keeps from a build. */
export interface IgnoreRules {
  /** Whether a path of the context, with `/`, is kept from the build. */
  hides(path: string): boolean;
  /** Then a file may be visible inside a folder that is not. */
  readonly hasExceptions: boolean;
}

/**
 * Reads a .dockerignore as the builders do: of the rules that match a path, or a folder above it, the last one decides.
 * Source: https://docs.docker.com/build/concepts/context/#syntax, https://github.com/moby/patternmatcher
 */
export function parseDockerignore(text: string): Result<IgnoreRules> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const written = lines
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (written.length > imageLimits.ignoreRules)
    return { ok: false, reason: `it has ${written.length} rules, and at most ${imageLimits.ignoreRules} are taken` };
  const rules: IgnoreRule[] = [];
  for (const line of written) {
    const isException = line.startsWith('!');
    const rule = parsePathRule(isException ? line.slice(1).trim() : line);
    if (!rule.ok) return { ok: false, reason: `of its rule ${line.slice(0, 100)}, ${rule.reason}` };
    rules.push({ isException, rule: rule.value });
  }
  return {
    ok: true,
    value: {
      hides: (path) => rules.findLast(({ rule }) => rule(path))?.isException === false,
      hasExceptions: rules.some(({ isException }) => isException),
    },
  };
}

interface IgnoreRule {
  readonly isException: boolean;
  readonly rule: PathRule;
}

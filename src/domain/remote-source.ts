import type { Instruction } from './dockerfile.ts';

/**
 * What `ADD` takes from other machines, where neither a checksum nor a commit says what that is; each as it may be shown.
 * Source: https://docs.docker.com/reference/dockerfile/#add
 */
export function remoteSourcesOf(instructions: readonly Instruction[]): readonly string[] {
  const sources = instructions
    .filter(({ keyword, flags }) => keyword === 'ADD' && !flags.some(({ name, value }) => name === 'checksum' && value))
    .flatMap(({ words }) => sourcesOf(words));
  return [...new Set(sources.filter((source) => mayBeRemote(source) && !namesCommit(source)).map(shown))];
}

/** All words but the last one, in both forms: `ADD a b`, `ADD ["a", "b"]`. */
function sourcesOf(words: readonly string[]): readonly string[] {
  const [first = ''] = words;
  if (!first.startsWith('[')) return words.slice(0, -1);
  return [...words.join(' ').matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text).slice(0, -1);
}

/** A variable may hold an address. */
function mayBeRemote(source: string): boolean {
  return /^["']?(?:\$|https?:|git:|ssh:|git@|github\.com\/|[\w.-]+@[\w.-]+:)/i.test(source);
}

function namesCommit(source: string): boolean {
  return /(?:^git|^ssh|\.git\b|^github\.com\/).*#[0-9a-f]{40}(?:[0-9a-f]{24})?(?::|$)/i.test(source);
}

/** Without a name, a password or a query: they may be secret. */
function shown(source: string): string {
  return source
    .replace(/^["']/, '')
    .replace(/^([a-z]+:\/\/)[^/]*@/i, '$1')
    .replace(/[?#].*$/, '')
    .slice(0, 200);
}

import type { Instruction } from './dockerfile.ts';

/**
 * What `ADD` takes from other machines, where neither a checksum nor a commit says what that is; each as it may be shown.
 * Source: https://docs.docker.com/reference/dockerfile/#add
 */
export function remoteSourcesOf(instructions: readonly Instruction[]): readonly string[] {
  const sources = instructions
    .filter(({ keyword, flags }) => keyword === 'ADD' && !flags.some(({ name, value }) => name === 'checksum' && value))
    .flatMap(({ words }) => sourcesOf(words));
  return [...new Set(sources.filter((source) => mayBeRemote(source) && !namesCommit(source)).map(shownSource))];
}

/** All words but the last one, in both forms: `ADD a b`, `ADD ["a", "b"]`. */
function sourcesOf(words: readonly string[]): readonly string[] {
  return (words[0]?.startsWith('[') ? listed(words.join(' ')) : undefined) ?? words.slice(0, -1);
}

/** The sources of the JSON form; what is no JSON is read as words. */
function listed(text: string): readonly string[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.slice(0, -1).map(String) : undefined;
  } catch {
    return undefined;
  }
}

/** A variable may hold an address. */
function mayBeRemote(source: string): boolean {
  return source.replace(/^["']/, '').startsWith('$') || isRemote(source);
}

/** Whether a source is on another machine. */
export function isRemote(source: string): boolean {
  return /^["']?(?:https?:|git:|ssh:|git@|github\.com\/|[\w.-]+@[\w.-]+:)/i.test(source);
}

/** Whether the address of a repository names a commit: then it is always the same. */
export function namesCommit(source: string): boolean {
  const at = source.indexOf('#');
  const [repository, fragment] = [source.slice(0, Math.max(at, 0)), source.slice(at + 1)];
  const isGit = /^git|^ssh|\.git\b|^github\.com\//i.test(repository);
  return isGit && /^[0-9a-f]{40}(?:[0-9a-f]{24})?(?::|$)/i.test(fragment);
}

/** Without a name, a password or a query: they may be secret. */
export function shownSource(source: string): string {
  const [address = ''] = source.replace(/^["']/, '').split(/[?#]/, 1);
  return address.replace(/^([a-z]+:\/\/)[^/]*@/i, '$1').slice(0, 200);
}

/** Whether tags of a repository may move, with wildcard filters for those that are the exception. */
export interface TagMutability {
  readonly mode: 'MUTABLE' | 'IMMUTABLE' | 'MUTABLE_WITH_EXCLUSION' | 'IMMUTABLE_WITH_EXCLUSION';
  /** Patterns in which `*` stands for any characters. */
  readonly exclusions: readonly string[];
}

/** Whether a tag that is set may be moved to another image. Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html */
export function mayMove(tag: string, { mode, exclusions }: TagMutability): boolean {
  const excluded = exclusions.some((filter) => wildcard(filter).test(tag));
  switch (mode) {
    case 'MUTABLE':
      return true;
    case 'IMMUTABLE':
      return false;
    case 'MUTABLE_WITH_EXCLUSION':
      return !excluded;
    case 'IMMUTABLE_WITH_EXCLUSION':
      return excluded;
  }
}

function wildcard(filter: string): RegExp {
  return new RegExp(`^${filter.split('*').map(escaped).join('.*')}$`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

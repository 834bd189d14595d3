import { UserError } from '../../errors.ts';
import type { BundleEntry } from './entries.ts';

/** Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/applications-sourcebundle.html */
export const maxBundleBytes = 500 * 1024 ** 2;

/** The refusal of a bundle that Elastic Beanstalk does not take, with what its folder holds most of. */
export function tooLarge(path: string, bytes: number, entries: readonly BundleEntry[] = []): UserError {
  const parts = biggestParts(entries).map(({ part, bytes: size }) => `${part} ${megabytes(size)}`);
  const biggest = parts.length === 0 ? '' : ` Its biggest parts, before they are packed: ${parts.join(', ')}.`;
  return new UserError({
    what: `The source bundle ${path} is too large (${megabytes(bytes)} or more); nothing was changed.`,
    why: `Elastic Beanstalk takes at most 500 MB.${biggest}`,
    next: 'Exclude files that the application does not need, in .ebignore.',
  });
}

const shownParts = 5;

/** What stands at the top of a folder, or, below a folder that holds nearly all, in that one. */
function biggestParts(entries: readonly BundleEntry[], above = ''): readonly { part: string; bytes: number }[] {
  const sizes = new Map<string, number>();
  for (const entry of entries) {
    const slash = entry.path.indexOf('/', above.length);
    const part = slash < 0 ? entry.path : entry.path.slice(0, slash + 1);
    if (entry.kind === 'file') sizes.set(part, (sizes.get(part) ?? 0) + entry.bytes);
  }
  const parts = [...sizes].map(([part, bytes]) => ({ part, bytes })).toSorted((a, b) => b.bytes - a.bytes);
  const [first] = parts;
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  if (!first?.part.endsWith('/') || first.bytes < total * 0.9) return parts.slice(0, shownParts);
  const inner = biggestParts(
    entries.filter(({ path }) => path.startsWith(first.part)),
    first.part,
  );
  return [first, ...inner].slice(0, shownParts);
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 ** 2)} MB`;
}

import type { Descriptor } from '../domain/image-manifest.ts';
import type { ImageSource } from './image-source.ts';

/** An image some of whose contents were asked for before it was known whether anybody needs them. */
export interface OpenedAhead {
  /** Hands out what was asked for, once; a second time it is asked for anew. */
  readonly source: ImageSource;
  /** Gives up what was asked for and not handed out, but for these digests. */
  dropAllBut(digests: readonly string[]): void;
}

export function openedAhead(source: ImageSource, blobs: readonly Descriptor[], signal: AbortSignal): OpenedAhead {
  const begun = new Map(blobs.map((blob) => [blob.digest, begin(source, blob, signal)]));
  const taken = (digest: string) => {
    const found = begun.get(digest);
    begun.delete(digest);
    return found;
  };
  const open: ImageSource['open'] = (blob, openSignal) => {
    const found = taken(blob.digest);
    if (!found) return source.open(blob, openSignal);
    openSignal.addEventListener('abort', found.drop, { once: true });
    return found.content;
  };
  return {
    source: { ...source, open },
    dropAllBut(digests) {
      for (const digest of [...begun.keys()]) if (!digests.includes(digest)) taken(digest)?.drop();
    },
  };
}

/** Should there be no content, that is told by whoever gets it, or by nobody. */
function begin(source: ImageSource, blob: Descriptor, signal: AbortSignal) {
  const unneeded = new AbortController();
  const content = source.open(blob, AbortSignal.any([signal, unneeded.signal]));
  content.catch(() => {});
  return { content, drop: () => unneeded.abort() };
}

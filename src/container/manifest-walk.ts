import { imageLimits } from '../domain/image-limits.ts';
import type { Descriptor, Manifest, StoredManifest } from '../domain/image-manifest.ts';
import { mapConcurrently } from '../domain/map-concurrently.ts';
import type { Result } from '../domain/result.ts';

/** A manifest that an index leads to, and how the index describes it. */
export interface FoundManifest {
  readonly descriptor: Descriptor;
  readonly stored: StoredManifest;
  readonly manifest: Manifest;
}

/** Reads a manifest; undefined for one that is left out, with all that it refers to. */
export type ReadManifest = (descriptor: Descriptor, signal: AbortSignal) => Promise<Result<FoundManifest | undefined>>;

const readsAtOnce = 16;

/**
 * Every manifest that these descriptors lead to, through indexes of indexes, by level. Equal references are read again, so
 * limits on depth, count and bytes bound the walk: 27 KB of nested indexes can refer to 10⁹ manifests.
 */
export async function walkManifests(
  roots: readonly Descriptor[],
  read: ReadManifest,
  signal: AbortSignal,
): Promise<Result<readonly (readonly FoundManifest[])[]>> {
  const levels: (readonly FoundManifest[])[] = [];
  let seen = 0;
  let bytesLeft: number = imageLimits.indexBytes;
  for (let next = roots; next.length > 0; next = levels.at(-1)?.flatMap(childrenOf) ?? []) {
    seen += next.length;
    if (levels.length === imageLimits.indexDepth) return exceeded(`nests indexes more than ${levels.length} deep`);
    if (seen > imageLimits.indexManifests)
      return exceeded(`refers to more than ${imageLimits.indexManifests} manifests`);
    const level = await readLevel(next, read, bytesLeft, signal);
    if (!level.ok) return level;
    for (const { stored } of level.value) bytesLeft -= stored.text.length;
    levels.push(level.value);
  }
  return { ok: true, value: levels };
}

/** The manifests of a walk, each once and after those that it refers to: the order in which a registry takes them. */
export function childrenFirst(levels: readonly (readonly FoundManifest[])[]): readonly StoredManifest[] {
  const byDigest = new Map<string, StoredManifest>();
  for (const { stored } of levels.toReversed().flat())
    if (!byDigest.has(stored.digest)) byDigest.set(stored.digest, stored);
  return [...byDigest.values()];
}

async function readLevel(
  descriptors: readonly Descriptor[],
  read: ReadManifest,
  maxCharacters: number,
  signal: AbortSignal,
): Promise<Result<readonly FoundManifest[]>> {
  const found = new Map<number, FoundManifest>();
  let failed: Result<never> | undefined;
  let characters = 0;
  const readPart = async ([index, descriptor]: readonly [number, Descriptor], inner: AbortSignal) => {
    if (failed) return;
    const result = await read(descriptor, inner);
    if (!result.ok) failed ??= result;
    else if (result.value) {
      found.set(index, result.value);
      characters += result.value.stored.text.length;
      if (characters > maxCharacters)
        failed ??= exceeded(`refers to more than ${imageLimits.indexBytes} bytes of manifests`);
    }
  };
  await mapConcurrently([...descriptors.entries()], readsAtOnce, readPart, signal);
  return failed ?? { ok: true, value: descriptors.flatMap((_, index) => found.get(index) ?? []) };
}

function childrenOf({ manifest }: FoundManifest): readonly Descriptor[] {
  return manifest.kind === 'index' ? manifest.manifests : [];
}

function exceeded(what: string): Result<never> {
  return { ok: false, reason: `its index ${what}` };
}

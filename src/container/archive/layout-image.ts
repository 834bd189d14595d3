import { imageLimits } from '../../domain/image-limits.ts';
import {
  type Descriptor,
  mediaTypes,
  parseManifest,
  platformOf,
  type StoredManifest,
} from '../../domain/image-manifest.ts';
import { isJsonObject, parseJson } from '../../domain/json.ts';
import { isPlatform, type Platform, platformText } from '../../domain/platform.ts';
import type { Result } from '../../domain/result.ts';
import { childrenFirst, type FoundManifest, type ReadManifest, walkManifests } from '../manifest-walk.ts';
import { digestOf } from '../verified-content.ts';
import type { ArchiveFiles } from './archive-files.ts';
import { readText } from './archive-text.ts';
import { type ArchivedImage, isCalled, notTheOne, otherPlatform, type WantedImage } from './archived-image.ts';

/** Files that have manifests and blobs, each by its digest. */
export interface Layout {
  readonly files: ArchiveFiles;
  /** The images and indexes that it is about. */
  readonly roots: readonly Descriptor[];
  manifestPath(digest: string): string;
  blobPath(digest: string): string;
}

/** An image of a layout, with the platform that it is for. */
interface Candidate extends FoundManifest {
  readonly platform: Platform | undefined;
}

/** The wanted image of a layout; of several platforms, the index that has just these. */
export async function layoutImage(
  layout: Layout,
  wanted: WantedImage,
  signal: AbortSignal,
): Promise<Result<ArchivedImage>> {
  const { name, platforms } = wanted;
  const roots = layout.roots.filter(
    (root) => name === undefined || root.digest === name || (root.name !== undefined && isCalled(root.name, name)),
  );
  if (roots.length === 0) return { ok: false, reason: notTheOne(wanted, namesOf(layout.roots)) };
  const levels = await walkManifests(roots, manifestsIn(layout), signal);
  if (!levels.ok) return levels;
  const found = levels.value.flat();
  const candidates: Candidate[] = [];
  for (const each of found.filter(({ manifest }) => manifest.kind === 'image'))
    candidates.push({
      ...each,
      platform: each.descriptor.platform ?? (await configuredPlatform(layout, each, signal)),
    });
  const images = candidates.filter(({ platform }) => platform?.os !== 'unknown');
  const [platform, ...others] = platforms;
  if (platform && others.length === 0) return single(layout, images, platform, wanted);
  return index(layout, { roots, found, images }, wanted);
}

function manifestsIn({ files, manifestPath }: Layout): ReadManifest {
  return async (descriptor, signal) => {
    const { digest, mediaType } = descriptor;
    const text = await readText(files, { path: manifestPath(digest), maxBytes: imageLimits.manifestBytes });
    // A multi-platform `docker save` refers to the images of other platforms without holding them.
    if (text === '') return { ok: true, value: undefined };
    if (digestOf(text) !== digest)
      return { ok: false, reason: `the manifest ${digest} is damaged: its digest is ${digestOf(text)}` };
    const manifest = parseManifest(text, mediaType);
    if (!manifest.ok) return { ok: false, reason: `of the manifest ${digest}, ${manifest.reason}` };
    const stored = { mediaType: manifest.value.mediaType, digest, text };
    return { ok: true, value: { descriptor, stored, manifest: manifest.value } };
  };
}

async function configuredPlatform(
  { files, blobPath }: Layout,
  { manifest }: FoundManifest,
  signal: AbortSignal,
): Promise<Platform | undefined> {
  if (manifest.kind !== 'image') return undefined;
  const path = blobPath(manifest.config.digest);
  const json = parseJson(await readText(files, { path, maxBytes: imageLimits.configBytes }));
  return isJsonObject(json) ? platformOf(json) : undefined;
}

function single(
  layout: Layout,
  images: readonly Candidate[],
  platform: Platform,
  wanted: WantedImage,
): Result<ArchivedImage> {
  const fitting = images.filter((image) => image.platform && isPlatform(image.platform, platform));
  const [image] = fitting;
  if (!image) return { ok: false, reason: otherPlatform([platform], images.map(textOf)) };
  if (new Set(fitting.map(({ stored }) => stored.digest)).size > 1)
    return { ok: false, reason: notTheOne(wanted, namesOf(layout.roots)) };
  return { ok: true, value: { manifest: image.stored, parts: [], blobs: blobsOf(layout, [image]) } };
}

/** What was walked through. */
interface Walk {
  readonly roots: readonly Descriptor[];
  readonly found: readonly FoundManifest[];
  readonly images: readonly Candidate[];
}

/** An index of the layout that has just the wanted platforms, byte for byte; or one of the images that stand in it side by side. */
function index(layout: Layout, walk: Walk, wanted: WantedImage): Result<ArchivedImage> {
  const byDigest = new Map(walk.found.map((each) => [each.stored.digest, each]));
  const isWanted = (images: readonly Candidate[]) =>
    images.length === wanted.platforms.length &&
    wanted.platforms.every((platform) =>
      images.some((image) => image.platform && isPlatform(image.platform, platform)),
    );
  const indexes = [...byDigest.values()].flatMap(({ stored, manifest }) => {
    if (manifest.kind !== 'index') return [];
    const parts = manifest.manifests.flatMap(({ digest }) => byDigest.get(digest) ?? []);
    const digests = new Set(parts.map((part) => part.stored.digest));
    const images = walk.images.filter((image) => digests.has(image.stored.digest));
    return parts.length === manifest.manifests.length && isWanted(images) ? [{ stored, parts }] : [];
  });
  const [first, ...more] = indexes;
  if (more.length > 0) return { ok: false, reason: notTheOne(wanted, namesOf(walk.roots)) };
  if (first) return { ok: true, value: indexOf(layout, first.stored, first.parts) };
  const rootImages = walk.images.filter((image) => walk.roots.some(({ digest }) => digest === image.stored.digest));
  if (isWanted(rootImages)) return { ok: true, value: indexOf(layout, madeIndex(rootImages), rootImages) };
  return { ok: false, reason: otherPlatform(wanted.platforms, walk.images.map(textOf)) };
}

function indexOf(layout: Layout, manifest: StoredManifest, parts: readonly FoundManifest[]): ArchivedImage {
  return { manifest, parts: childrenFirst([parts]), blobs: blobsOf(layout, parts) };
}

/** Some tools put the images of all platforms into `index.json` itself, which is no image. */
function madeIndex(images: readonly Candidate[]): StoredManifest {
  const manifests = images.map(({ stored: { mediaType, digest, text }, platform }) => ({
    ...{ mediaType, digest, size: Buffer.byteLength(text), platform },
  }));
  const text = JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests });
  return { mediaType: mediaTypes.ociIndex, digest: digestOf(text), text };
}

function blobsOf({ blobPath }: Layout, images: readonly FoundManifest[]): ArchivedImage['blobs'] {
  const blobs = images.flatMap(({ manifest }) =>
    manifest.kind === 'image' ? [manifest.config, ...manifest.layers] : [],
  );
  return new Map(blobs.map((blob) => [blob.digest, { blob, path: blobPath(blob.digest) }]));
}

function namesOf(roots: readonly Descriptor[]): readonly string[] {
  return roots.map(({ name, digest }) => name ?? digest);
}

function textOf({ platform }: Candidate): string {
  return platform ? platformText(platform) : 'a platform it does not name';
}

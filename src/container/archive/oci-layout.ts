import { imageLimits } from '../../domain/image-limits.ts';
import { type Descriptor, parseManifest, platformOf, type StoredManifest } from '../../domain/image-manifest.ts';
import { isJsonObject, parseJson } from '../../domain/json.ts';
import { isPlatform, type Platform, platformText } from '../../domain/platform.ts';
import type { Result } from '../../domain/result.ts';
import { type ReadManifest, walkManifests } from '../manifest-walk.ts';
import { digestOf } from '../verified-content.ts';
import type { ArchiveFiles } from './archive-files.ts';
import { readText } from './archive-text.ts';
import { type ArchivedImage, otherPlatform } from './archived-image.ts';

interface Candidate {
  readonly manifest: StoredManifest;
  readonly platform: Platform | undefined;
  readonly blobs: readonly Descriptor[];
}

/** Format: https://github.com/opencontainers/image-spec/blob/main/image-layout.md */
export async function ociImage(
  files: ArchiveFiles,
  wanted: Platform,
  signal: AbortSignal,
): Promise<Result<ArchivedImage>> {
  const index = parseManifest(
    await readText(files, { path: 'index.json', maxBytes: imageLimits.manifestBytes }, signal),
  );
  if (!index.ok) return { ok: false, reason: `of its index.json, ${index.reason}` };
  if (index.value.kind !== 'index') return { ok: false, reason: 'its index.json is no index of images' };
  const candidates = await candidatesOf(files, index.value.manifests, signal);
  if (!candidates.ok) return candidates;
  return chosen(candidates.value, wanted);
}

/** Every image that an index leads to, through further indexes; attestations are not images. */
async function candidatesOf(
  files: ArchiveFiles,
  descriptors: readonly Descriptor[],
  signal: AbortSignal,
): Promise<Result<readonly Candidate[]>> {
  const levels = await walkManifests(descriptors, manifestsIn(files), signal);
  if (!levels.ok) return levels;
  const candidates: Candidate[] = [];
  const configured = new Map<string, Platform | undefined>();
  for (const { descriptor, stored, manifest } of levels.value.flat()) {
    if (manifest.kind === 'index') continue;
    const { mediaType, config, layers } = manifest;
    if (!descriptor.platform && !configured.has(config.digest))
      configured.set(config.digest, await configuredPlatform(files, config, signal));
    const platform = descriptor.platform ?? configured.get(config.digest);
    candidates.push({ manifest: { ...stored, mediaType }, platform, blobs: [config, ...layers] });
  }
  return { ok: true, value: candidates };
}

function manifestsIn(files: ArchiveFiles): ReadManifest {
  return async (descriptor, signal) => {
    const { digest, mediaType } = descriptor;
    if (descriptor.platform?.os === 'unknown') return { ok: true, value: undefined };
    const text = await readText(files, { path: blobPath(digest), maxBytes: imageLimits.manifestBytes }, signal);
    // A multi-platform `docker save` refers to the images of other platforms without holding them.
    if (text === '') return { ok: true, value: undefined };
    if (digestOf(text) !== digest)
      return { ok: false, reason: `the manifest ${digest} is damaged: its digest is ${digestOf(text)}` };
    const manifest = parseManifest(text, mediaType);
    return manifest.ok
      ? { ok: true, value: { descriptor, stored: { mediaType, digest, text }, manifest: manifest.value } }
      : { ok: false, reason: `of the manifest ${digest}, ${manifest.reason}` };
  };
}

async function configuredPlatform(
  files: ArchiveFiles,
  { digest }: Descriptor,
  signal: AbortSignal,
): Promise<Platform | undefined> {
  const text = await readText(files, { path: blobPath(digest), maxBytes: imageLimits.configBytes }, signal);
  const json = parseJson(text);
  return isJsonObject(json) ? platformOf(json) : undefined;
}

function chosen(candidates: readonly Candidate[], wanted: Platform): Result<ArchivedImage> {
  const fitting = candidates.filter(({ platform }) => platform && isPlatform(platform, wanted));
  const [image] = fitting;
  if (new Set(fitting.map(({ manifest }) => manifest.digest)).size > 1)
    return { ok: false, reason: `it has several images for ${platformText(wanted)}; export only one` };
  if (!image) {
    const platforms = candidates.map(({ platform }) =>
      platform ? platformText(platform) : 'a platform it does not name',
    );
    return { ok: false, reason: otherPlatform(wanted, platforms) };
  }
  const blobs = image.blobs.map((blob) => [blob.digest, { blob, path: blobPath(blob.digest) }] as const);
  return { ok: true, value: { manifest: image.manifest, blobs: new Map(blobs) } };
}

/** A digest was parsed to be hex, so this path cannot lead elsewhere. */
function blobPath(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}

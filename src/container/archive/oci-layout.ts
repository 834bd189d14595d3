import { type Descriptor, parseManifest, platformOf, type StoredManifest } from '../../domain/image-manifest.ts';
import { isJsonObject, parseJson } from '../../domain/json.ts';
import { isPlatform, type Platform, platformText } from '../../domain/platform.ts';
import type { Result } from '../../domain/result.ts';
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
  const index = parseManifest(await readText(files, 'index.json', signal), undefined);
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
  const candidates: Candidate[] = [];
  for (const descriptor of descriptors) {
    if (descriptor.platform?.os === 'unknown') continue;
    const text = await readText(files, blobPath(descriptor.digest), signal);
    // A multi-platform `docker save` refers to the images of other platforms without holding them.
    if (text === '') continue;
    if (digestOf(text) !== descriptor.digest)
      return { ok: false, reason: `the manifest ${descriptor.digest} is damaged: its digest is ${digestOf(text)}` };
    const manifest = parseManifest(text, descriptor.mediaType);
    if (!manifest.ok) return { ok: false, reason: `of the manifest ${descriptor.digest}, ${manifest.reason}` };
    if (manifest.value.kind === 'index') {
      const inner = await candidatesOf(files, manifest.value.manifests, signal);
      if (!inner.ok) return inner;
      candidates.push(...inner.value);
      continue;
    }
    const { mediaType, config, layers } = manifest.value;
    const platform = descriptor.platform ?? (await configuredPlatform(files, config, signal));
    const stored = { mediaType, digest: descriptor.digest, text };
    candidates.push({ manifest: stored, platform, blobs: [config, ...layers] });
  }
  return { ok: true, value: candidates };
}

async function configuredPlatform(
  files: ArchiveFiles,
  config: Descriptor,
  signal: AbortSignal,
): Promise<Platform | undefined> {
  const json = parseJson(await readText(files, blobPath(config.digest), signal));
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

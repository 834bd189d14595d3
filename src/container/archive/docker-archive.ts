import { createHash } from 'node:crypto';
import { imageLimits } from '../../domain/image-limits.ts';
import { type Descriptor, mediaTypes, platformOf } from '../../domain/image-manifest.ts';
import { isDigest } from '../../domain/image-reference.ts';
import { isJsonObject, type JsonObject, parseJson } from '../../domain/json.ts';
import { isPlatform, type Platform, platformText } from '../../domain/platform.ts';
import type { Result } from '../../domain/result.ts';
import { digestOf } from '../verified-content.ts';
import type { ArchiveFiles } from './archive-files.ts';
import { archivePath } from './archive-path.ts';
import { readText } from './archive-text.ts';
import { type ArchivedImage, isCalled, notTheOne, otherPlatform, type WantedImage } from './archived-image.ts';
import { compressionOf } from './compressed-archive.ts';

/**
 * A `docker save` tar has a configuration and layers, but no manifest: one is made here. Layers go as they are, mostly
 * uncompressed: so their digests are those in the configuration, known before a byte is read, and a layer that the
 * repository has costs one request. Compressing would take all of them through gzip on every run, just to learn that.
 * Format: https://github.com/moby/docker-image-spec/blob/main/v1.2.md#combined-image-json--filesystem-changeset-format
 */
export async function dockerImage(
  files: ArchiveFiles,
  wanted: WantedImage,
  signal: AbortSignal,
): Promise<Result<ArchivedImage>> {
  const text = await readText(files, { path: 'manifest.json', maxBytes: imageLimits.manifestBytes }, signal);
  const list = parseList(parseJson(text), wanted);
  if (!list.ok) return list;
  const { configPath, layerPaths } = list.value;
  const configText = await readText(files, { path: configPath, maxBytes: imageLimits.configBytes }, signal);
  const config = parseConfig(parseJson(configText));
  if (!config) return { ok: false, reason: `its configuration ${configPath} is missing or malformed` };
  const { platform, diffIds } = config;
  const [only, ...others] = wanted.platforms;
  if (!only || others.length > 0 || !isPlatform(platform, only))
    return { ok: false, reason: otherPlatform(wanted.platforms, [platformText(platform)]) };
  if (diffIds.length !== layerPaths.length)
    return { ok: false, reason: `it lists ${layerPaths.length} layers, but its configuration ${diffIds.length}` };
  if (layerPaths.length > imageLimits.layers)
    return { ok: false, reason: `it has ${layerPaths.length} layers, and at most ${imageLimits.layers} are taken` };
  const compressed = compressedLayers(files, signal);
  const layers: Stored[] = [];
  for (const [index, path] of layerPaths.entries()) {
    const layer = await storedLayer(files, { path, diffId: diffIds[index] ?? '' }, compressed);
    if (!layer) return { ok: false, reason: `its layer ${path} is missing` };
    layers.push(layer);
  }
  return { ok: true, value: archivedImage(configText, configPath, layers) };
}

interface Stored {
  readonly blob: Descriptor;
  readonly path: string;
}

/** `manifest.json`: for each image its configuration, its names and its layers, lowest first. */
function parseList(
  json: unknown,
  wanted: WantedImage,
): Result<{ readonly configPath: string; readonly layerPaths: readonly string[] }> {
  if (!Array.isArray(json) || !json.every(isJsonObject)) return { ok: false, reason: 'its manifest.json is malformed' };
  const namesOf = ({ RepoTags }: JsonObject) => (isTexts(RepoTags) ? RepoTags : []);
  const { name } = wanted;
  const images = json.filter((image) => name === undefined || namesOf(image).some((tag) => isCalled(tag, name)));
  const [image] = images;
  if (!image || images.length > 1) return { ok: false, reason: notTheOne(wanted, json.flatMap(namesOf)) };
  const { Config: configPath, Layers: layerPaths } = image;
  if (typeof configPath !== 'string' || !isTexts(layerPaths))
    return { ok: false, reason: 'its manifest.json names no configuration or no layers' };
  const outside = [configPath, ...layerPaths].find((path) => archivePath(path) === undefined);
  if (outside !== undefined) return { ok: false, reason: `the path ${outside} in its manifest.json leads out of it` };
  const [config = '', ...layers] = [configPath, ...layerPaths].map((path) => archivePath(path) ?? '');
  return { ok: true, value: { configPath: config, layerPaths: layers } };
}

function parseConfig(json: unknown): { readonly platform: Platform; readonly diffIds: readonly string[] } | undefined {
  const platform = platformOf(json);
  const rootfs = isJsonObject(json) ? json['rootfs'] : undefined;
  const diffIds = isJsonObject(rootfs) ? rootfs['diff_ids'] : undefined;
  return platform && isTexts(diffIds) && diffIds.every(isDigest) ? { platform, diffIds } : undefined;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

async function storedLayer(
  files: ArchiveFiles,
  { path, diffId }: { readonly path: string; readonly diffId: string },
  compressedLayer: CompressedLayers,
): Promise<Stored | undefined> {
  const sizeBytes = await files.sizeBytes(path);
  if (sizeBytes === undefined) return undefined;
  const compressed = await compressedLayer(path);
  const mediaType = compressed ? `${mediaTypes.ociLayer}+${compressed.compression}` : mediaTypes.ociLayer;
  return { blob: { mediaType, digest: compressed?.digest ?? diffId, sizeBytes }, path };
}

type CompressedLayers = (path: string) => ReturnType<typeof digestIfCompressed>;

/** Some tools (Jib) save compressed layers: the digest of one is not in the configuration, so it is read once more. */
function compressedLayers(files: ArchiveFiles, signal: AbortSignal): CompressedLayers {
  const known = new Map<string, ReturnType<typeof digestIfCompressed>>();
  return (path) => {
    const digest = known.get(path) ?? digestIfCompressed(files, path, signal);
    known.set(path, digest);
    return digest;
  };
}

async function digestIfCompressed(files: ArchiveFiles, path: string, signal: AbortSignal) {
  const hash = createHash('sha256');
  let compression: string | undefined;
  for await (const chunk of files.stream(path, signal) as AsyncIterable<Buffer>) {
    compression ??= compressionOf(chunk)?.name;
    if (compression === undefined) return undefined;
    hash.update(chunk);
  }
  return compression === undefined ? undefined : { compression, digest: `sha256:${hash.digest('hex')}` };
}

function archivedImage(configText: string, configPath: string, layers: readonly Stored[]): ArchivedImage {
  const config = {
    mediaType: mediaTypes.ociConfig,
    digest: digestOf(configText),
    sizeBytes: Buffer.byteLength(configText),
  };
  const described = ({ mediaType, digest, sizeBytes }: Descriptor) => ({ mediaType, digest, size: sizeBytes });
  const text = JSON.stringify({
    schemaVersion: 2,
    mediaType: mediaTypes.ociImage,
    config: described(config),
    layers: layers.map(({ blob }) => described(blob)),
  });
  const stored = [{ blob: config, path: configPath }, ...layers];
  return {
    manifest: { mediaType: mediaTypes.ociImage, digest: digestOf(text), text },
    parts: [],
    blobs: new Map(stored.map((item) => [item.blob.digest, item])),
  };
}

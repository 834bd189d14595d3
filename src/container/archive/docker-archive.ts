import type { Readable } from 'node:stream';
import { imageLimits } from '../../domain/image-limits.ts';
import {
  type Descriptor,
  mediaTypes,
  parseManifest,
  platformOf,
  type StoredManifest,
} from '../../domain/image-manifest.ts';
import { isDigest } from '../../domain/image-reference.ts';
import { isJsonObject, type JsonObject, parseJson } from '../../domain/json.ts';
import { isPlatform, type Platform, platformText } from '../../domain/platform.ts';
import type { Result } from '../../domain/result.ts';
import { messageOf } from '../../errors.ts';
import { digestOf } from '../verified-content.ts';
import type { ArchiveFiles } from './archive-files.ts';
import { archivePath } from './archive-path.ts';
import { readText } from './archive-text.ts';
import {
  type ArchivedImage,
  isCalled,
  notTheOne,
  otherPlatform,
  type Stored,
  type WantedImage,
} from './archived-image.ts';
import { type SentLayer, sentLayer } from './saved-layer.ts';

/**
 * A `docker save` tar has a configuration and layers, but no manifest: one is made here. Its layers are compressed, as docker
 * itself does for a push. That takes all of them through gzip, just to learn their digests; so it is not done where the
 * repository has a manifest with this configuration, which names every layer by the digest of its content.
 * Format: https://github.com/moby/docker-image-spec/blob/main/v1.2.md#combined-image-json--filesystem-changeset-format
 */
export async function dockerImage(
  files: ArchiveFiles,
  wanted: WantedImage,
  signal: AbortSignal,
): Promise<Result<ArchivedImage>> {
  const text = await readText(files, { path: 'manifest.json', maxBytes: imageLimits.manifestBytes });
  const list = parseList(parseJson(text), wanted);
  if (!list.ok) return list;
  const { configPath, layerPaths } = list.value;
  const configText = await readText(files, { path: configPath, maxBytes: imageLimits.configBytes });
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
  const described = { path: configPath, text: configText, digest: digestOf(configText) };
  const known = wanted.known?.find((stored) => configOf(stored) === described.digest);
  if (known) return { ok: true, value: { manifest: known, parts: [], blobs: new Map() } };
  const layers = await storedLayers(files, layerPaths, diffIds, signal);
  return layers.ok ? { ok: true, value: archivedImage(described, layers.value) } : layers;
}

/** How each layer is sent; a layer may stand in an image many times, and is read once. */
async function storedLayers(
  files: ArchiveFiles,
  paths: readonly string[],
  diffIds: readonly string[],
  signal: AbortSignal,
): Promise<Result<readonly Stored[]>> {
  const found = await Promise.all(paths.map((path) => files.find(path)));
  const missing = paths.find((_, index) => !found[index]);
  if (missing !== undefined) return { ok: false, reason: `its layer ${missing} is missing` };
  const sizes = new Map(found.flatMap((file) => (file ? [[file.path, file.sizeBytes] as const] : [])));
  const sent = new Map<string, SentLayer>();
  const read = async (path: string, content: Readable) => {
    const layer = sentLayer(content, sizes.get(path) ?? 0, signal);
    const named = (error: unknown) => Promise.reject(new Error(`${path}: ${messageOf(error)}`, { cause: error }));
    sent.set(path, await layer.catch(named));
  };
  try {
    await files.visit([...sizes.keys()], read, signal);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    return { ok: false, reason: `one of its layers is damaged: ${messageOf(error)}` };
  }
  const layers: Stored[] = [];
  for (const [index, path] of paths.entries()) {
    const layer = sent.get(found[index]?.path ?? '');
    if (!layer) throw new Error(`The layer ${path} was not read.`);
    const { diffId, ...how } = layer;
    if (diffId !== diffIds[index])
      return {
        ok: false,
        reason: `its layer ${path} is damaged: its digest is ${diffId} instead of ${diffIds[index]}`,
      };
    layers.push({ ...how, path: found[index]?.path ?? path });
  }
  return { ok: true, value: layers };
}

function configOf({ text, mediaType }: StoredManifest): string | undefined {
  const manifest = parseManifest(text, mediaType);
  return manifest.ok && manifest.value.kind === 'image' ? manifest.value.config.digest : undefined;
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

/** The configuration of an archive. */
interface Config {
  readonly path: string;
  readonly text: string;
  readonly digest: string;
}

function archivedImage({ path, text: configText, digest }: Config, layers: readonly Stored[]): ArchivedImage {
  const config = { mediaType: mediaTypes.ociConfig, digest, sizeBytes: Buffer.byteLength(configText) };
  const described = ({ mediaType, digest, sizeBytes }: Descriptor) => ({ mediaType, digest, size: sizeBytes });
  const text = JSON.stringify({
    schemaVersion: 2,
    mediaType: mediaTypes.ociImage,
    config: described(config),
    layers: layers.map(({ blob }) => described(blob)),
  });
  const stored = [{ blob: config, path }, ...layers];
  return {
    manifest: { mediaType: mediaTypes.ociImage, digest: digestOf(text), text },
    parts: [],
    blobs: new Map(stored.map((item) => [item.blob.digest, item])),
  };
}

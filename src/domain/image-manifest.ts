import { imageLimits } from './image-limits.ts';
import { isDigest } from './image-reference.ts';
import { isJsonObject, type JsonObject, parseJson } from './json.ts';
import type { Platform } from './platform.ts';
import type { Result } from './result.ts';

/** Content by digest. Source: https://github.com/opencontainers/image-spec/blob/main/descriptor.md */
export interface Descriptor {
  readonly mediaType: string;
  /** `sha256:` and 64 hex digits */
  readonly digest: string;
  readonly sizeBytes: number;
  readonly platform?: Platform;
  /** What the image is called, as those who wrote the layout say. */
  readonly name?: string;
}

/** One image (configuration and layers), or an index of several. */
export type Manifest =
  | {
      readonly kind: 'image';
      readonly mediaType: string;
      readonly config: Descriptor;
      readonly layers: readonly Descriptor[];
    }
  | { readonly kind: 'index'; readonly mediaType: string; readonly manifests: readonly Descriptor[] };

/** A manifest byte for byte: its digest covers exactly this text. */
export interface StoredManifest {
  readonly mediaType: string;
  readonly digest: string;
  readonly text: string;
}

export const mediaTypes = {
  ociImage: 'application/vnd.oci.image.manifest.v1+json',
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  ociConfig: 'application/vnd.oci.image.config.v1+json',
  ociLayer: 'application/vnd.oci.image.layer.v1.tar',
  dockerImage: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerIndex: 'application/vnd.docker.distribution.manifest.list.v2+json',
} as const;

/** Every kind of manifest, so that a registry hands out what is stored and converts nothing. */
export const manifestMediaTypes: readonly string[] = [
  mediaTypes.ociImage,
  mediaTypes.ociIndex,
  mediaTypes.dockerImage,
  mediaTypes.dockerIndex,
];

const indexTypes: readonly string[] = [mediaTypes.ociIndex, mediaTypes.dockerIndex];

/** Reads a manifest; `mediaType` is what it was served or described as, for those that do not say it themselves. */
export function parseManifest(text: string, mediaType?: string): Result<Manifest> {
  const json = parseJson(text);
  if (!isJsonObject(json)) return { ok: false, reason: 'it is not a JSON object' };
  const type = typeof json['mediaType'] === 'string' ? json['mediaType'] : (mediaType ?? guessedType(json));
  if (indexTypes.includes(type)) return parseIndex(json, type);
  if (manifestMediaTypes.includes(type)) return parseImage(json, type);
  return { ok: false, reason: `its media type ${type} is none of an image` };
}

function parseIndex(json: JsonObject, mediaType: string): Result<Manifest> {
  const manifests = descriptors(json['manifests']);
  return manifests
    ? { ok: true, value: { kind: 'index', mediaType, manifests } }
    : { ok: false, reason: 'its list of manifests is malformed' };
}

function parseImage(json: JsonObject, mediaType: string): Result<Manifest> {
  const [config, layers] = [descriptor(json['config']), descriptors(json['layers'])];
  if (layers && layers.length > imageLimits.layers)
    return { ok: false, reason: `it has ${layers.length} layers, and at most ${imageLimits.layers} are taken` };
  return config && layers
    ? { ok: true, value: { kind: 'image', mediaType, config, layers } }
    : { ok: false, reason: 'its configuration or its list of layers is malformed' };
}

/** What a manifest without mediaType is, by its members: the OCI specification leaves the member optional. */
function guessedType(json: JsonObject): string {
  return 'manifests' in json ? mediaTypes.ociIndex : mediaTypes.ociImage;
}

/** The bytes of everything that a pull of this image moves, each part once. */
export function sizeBytesOf(manifest: Extract<Manifest, { kind: 'image' }>): number {
  const parts = new Map([manifest.config, ...manifest.layers].map(({ digest, sizeBytes }) => [digest, sizeBytes]));
  return [...parts.values()].reduce((sum, size) => sum + size, 0);
}

function descriptors(value: unknown): readonly Descriptor[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const parsed = value.map(descriptor);
  return parsed.every((item) => item !== undefined) ? parsed : undefined;
}

function descriptor(value: unknown): Descriptor | undefined {
  if (!isJsonObject(value)) return undefined;
  const { mediaType, digest, size, platform } = value;
  if (typeof mediaType !== 'string' || typeof digest !== 'string' || !isDigest(digest)) return undefined;
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined;
  const known = platformOf(platform);
  const name = nameIn(value['annotations']);
  return { mediaType, digest, sizeBytes: size, ...(known && { platform: known }), ...(name !== undefined && { name }) };
}

/** Sources: https://github.com/opencontainers/image-spec/blob/main/annotations.md and containerd's images/annotations.go */
function nameIn(annotations: unknown): string | undefined {
  if (!isJsonObject(annotations)) return undefined;
  const names = [annotations['io.containerd.image.name'], annotations['org.opencontainers.image.ref.name']];
  return names.find((name) => typeof name === 'string' && name !== '') as string | undefined;
}

/** Layers that may not be distributed stay where their `urls` say, by the specification. */
export function isDistributed({ mediaType }: Descriptor): boolean {
  return !/nondistributable|foreign/.test(mediaType);
}

/** The platform in a descriptor or in an image's configuration: both have the same members. */
export function platformOf(value: unknown): Platform | undefined {
  if (!isJsonObject(value)) return undefined;
  const { os, architecture, variant } = value;
  if (typeof os !== 'string' || typeof architecture !== 'string') return undefined;
  return { os, architecture, ...(typeof variant === 'string' && variant !== '' ? { variant } : {}) };
}

import { AwsError } from '../core/errors.ts';
import { ecrErrors } from './errors.ts';

export const mediaTypes = {
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
} as const;

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: { readonly architecture: string; readonly os: string; readonly variant?: string };
}

/** A manifest as far as a registry looks into it: an image with its layers, or an index of manifests. */
export type Manifest = {
  readonly mediaType: string;
  readonly artifactType?: string;
  readonly subject?: Descriptor;
  readonly annotations?: Readonly<Record<string, string>>;
} & (
  | { readonly kind: 'image'; readonly config: Descriptor; readonly layers: readonly Descriptor[] }
  | { readonly kind: 'index'; readonly manifests: readonly Descriptor[] }
);

/** Parses what was pushed. `declaredType` is the request's media type; without it the manifest must name its own. */
export function parseManifest(text: string, declaredType: string | undefined): Manifest {
  const json = object(text);
  const mediaType = declaredType ?? json.mediaType;
  if (!mediaType)
    throw new AwsError('InvalidParameterException', 'image manifest mediatype not provided in manifest or parameter');
  const common = {
    mediaType,
    ...(json.subject ? { subject: json.subject } : {}),
    ...(json.annotations ? { annotations: json.annotations } : {}),
  };
  if (json.manifests)
    return { kind: 'index', ...common, ...artifactType(json.artifactType), manifests: json.manifests };
  if (!json.config || !json.layers)
    throw ecrErrors.invalidParameter('imageManifest', 'must have a config and layers, or manifests');
  const { config, layers } = json;
  return { kind: 'image', ...common, ...artifactType(json.artifactType ?? config.mediaType), config, layers };
}

function artifactType(value: string | undefined): { readonly artifactType?: string } {
  return value ? { artifactType: value } : {};
}

interface ManifestJson {
  readonly mediaType?: string;
  readonly artifactType?: string;
  readonly subject?: Descriptor;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly manifests?: readonly Descriptor[];
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
}

function object(text: string): ManifestJson {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as ManifestJson;
  } catch {}
  throw ecrErrors.invalidParameter('imageManifest', 'Invalid JSON syntax');
}

/**
 * The manifest in a form that the client takes, when it asked by tag and does not take the stored one:
 * ECR turns an OCI image manifest into a Docker one, and back. By digest nothing is ever converted.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-manifest-formats.html
 */
export function accepted(
  stored: { readonly manifest: string; readonly mediaType: string },
  acceptedTypes: readonly string[],
): { readonly manifest: string; readonly mediaType: string } {
  if (acceptedTypes.length === 0 || acceptedTypes.includes(stored.mediaType)) return stored;
  const target = conversions[stored.mediaType];
  if (!target || !acceptedTypes.includes(target)) return stored;
  return { mediaType: target, manifest: converted(stored.manifest, target) };
}

const conversions: Readonly<Record<string, string>> = {
  [mediaTypes.ociManifest]: mediaTypes.dockerManifest,
  [mediaTypes.dockerManifest]: mediaTypes.ociManifest,
};

const twins: readonly (readonly [oci: string, docker: string])[] = [
  ['application/vnd.oci.image.config.v1+json', 'application/vnd.docker.container.image.v1+json'],
  ['application/vnd.oci.image.layer.v1.tar+gzip', 'application/vnd.docker.image.rootfs.diff.tar.gzip'],
  ['application/vnd.oci.image.layer.v1.tar', 'application/vnd.docker.image.rootfs.diff.tar'],
];

function converted(text: string, target: string): string {
  const toDocker = target === mediaTypes.dockerManifest;
  const typeOf = (mediaType: string) => {
    const twin = twins.find((pair) => pair.includes(mediaType));
    return twin ? twin[toDocker ? 1 : 0] : mediaType;
  };
  const json = object(text);
  const turned = (descriptor: Descriptor) => ({ ...descriptor, mediaType: typeOf(descriptor.mediaType) });
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: target,
    ...(json.config ? { config: turned(json.config) } : {}),
    layers: (json.layers ?? []).map(turned),
  });
}

import type { DockerfileNeed } from '../../domain/dockerfile-needs.ts';
import type { ImageReference, RepositoryAddress } from '../../domain/image-reference.ts';
import type { Platform } from '../../domain/platform.ts';
import type { BuildContext } from './build-context.ts';

/** A tool on this machine that builds images. */
export type Builder =
  /** A docker engine, with the BuildKit inside it; `none` is the legacy builder. */
  | { readonly kind: 'docker'; readonly version: string; readonly buildKit: 'buildx' | 'embedded' | 'none' }
  /** A BuildKit of its own (a container, a pod, a remote machine) that `docker buildx` knows by a name. */
  | { readonly kind: 'buildx'; readonly version: string; readonly name: string; readonly driver: string }
  | { readonly kind: 'buildah' | 'podman'; readonly version: string };

/** Which builder to take: of a kind or the first that can do it; for buildx, also by its name. */
export interface WantedBuilder {
  readonly kind: 'auto' | Builder['kind'];
  readonly buildxBuilder: string | undefined;
}

/** Where a build looks for steps that are built already, and keeps its own. */
export type BuildCache =
  | { readonly kind: 'none' }
  /** A repository of its own. */
  | { readonly kind: 'registry'; readonly repository: RepositoryAddress }
  /** GitHub's cache, under a name of its own for each image. */
  | { readonly kind: 'gha'; readonly scope: string };

/** What to build. */
export interface BuildOrder {
  readonly context: BuildContext;
  readonly target: string | undefined;
  /** Build arguments are visible in the image's history, so they must not be secrets. */
  readonly buildArguments: readonly { readonly name: string; readonly value: string }[];
  /** The id in `RUN --mount=type=secret,id=…`, and the environment variable that holds the secret. */
  readonly secrets: readonly { readonly id: string; readonly variable: string }[];
  /** The id in `RUN --mount=type=ssh,id=…`, and the socket or the keys behind it; without them, the agent of this step. */
  readonly ssh: readonly { readonly id: string; readonly paths: readonly string[] }[];
  readonly platforms: readonly Platform[];
  readonly labels: Readonly<Record<string, string>>;
  readonly cache: BuildCache;
  readonly provenance: boolean;
  readonly sbom: boolean;
  /** Whether every base image has to be asked for anew, whatever an engine has of it. */
  readonly freshBases: boolean;
  /** The name, with a tag, under which an engine keeps and pushes the image; undefined where it is not kept. */
  readonly image: ImageReference | undefined;
}

/** What to build, apart from the image's name. */
export type Recipe = Omit<BuildOrder, 'image'>;

/** A built image by the name under which an engine pushes it. */
export interface NamedImage extends Pick<BuildOrder, 'platforms'> {
  readonly image: ImageReference;
}

/** A feature that a builder may lack. */
export type Demand =
  | 'several platforms'
  | 'build-secrets'
  | 'ssh'
  | 'build-contexts'
  | 'an OCI layout in build-contexts'
  | "a named context's own .dockerignore"
  | 'cache: registry'
  | 'cache: gha'
  | 'a cache of several platforms'
  | 'provenance or sbom'
  | DockerfileNeed
  | "a Dockerfile's own .dockerignore";

const onlyBuildKit = 'a front end of its own (# syntax)';

/** What docker's legacy builder refuses, or takes for something else. */
const unknownToLegacy: readonly DockerfileNeed[] = [
  'RUN with options',
  'COPY or ADD with options',
  'here-documents',
  'arguments of the platform',
  'ADD from Git',
  onlyBuildKit,
];

/** The features that this builder lacks. */
export function missingIn(builder: Builder): readonly Demand[] {
  switch (builder.kind) {
    case 'docker':
      return [
        ...(builder.buildKit === 'none'
          ? (['build-secrets', 'ssh', ...unknownToLegacy, "a Dockerfile's own .dockerignore"] as const)
          : []),
        ...(builder.buildKit === 'buildx' ? [] : (['build-contexts'] as const)),
        'several platforms',
        'cache: registry',
        'cache: gha',
        'a cache of several platforms',
        'provenance or sbom',
      ];
    case 'buildx':
      return [];
    case 'buildah':
    case 'podman':
      return [
        'cache: gha',
        'a cache of several platforms',
        'provenance or sbom',
        'an OCI layout in build-contexts',
        "a named context's own .dockerignore",
        onlyBuildKit,
      ];
  }
}

/** A program's arguments and the variables that it needs beside them. */
export interface Invocation {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** The options that all builders share. */
export function sharedOptions({
  context,
  target,
  buildArguments,
  secrets,
  ssh,
  labels,
}: Pick<BuildOrder, 'context' | 'target' | 'buildArguments' | 'secrets' | 'ssh' | 'labels'>): readonly string[] {
  return [
    `--file=${context.dockerfile}`,
    ...(target === undefined ? [] : [`--target=${target}`]),
    ...buildArguments.map(({ name, value }) => `--build-arg=${name}=${value}`),
    ...secrets.map(({ id, variable }) => `--secret=id=${id},env=${variable}`),
    ...ssh.map(({ id, paths }) => `--ssh=${id}${paths.length > 0 ? `=${paths.join(',')}` : ''}`),
    ...context.named.map(({ name, source }) => `--build-context=${name}=${source}`),
    ...Object.entries(labels).map(([name, value]) => `--label=${name}=${value}`),
  ];
}

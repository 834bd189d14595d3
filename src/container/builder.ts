import type { Platform } from '../domain/platform.ts';
import type { BuildContext } from './build-context.ts';

/** A tool on this machine that builds images. */
export type Builder =
  | { readonly kind: 'docker'; readonly version: string; readonly buildKit: 'buildx' | 'embedded' | 'none' }
  | { readonly kind: 'buildah'; readonly version: string };

/** What to build. */
export interface BuildOrder {
  readonly context: BuildContext;
  readonly target: string | undefined;
  /** Build arguments stand in the image's history, so they are no place for secrets. */
  readonly buildArguments: readonly { readonly name: string; readonly value: string }[];
  /** The id in `RUN --mount=type=secret,id=…`, and the environment variable that holds the secret. */
  readonly secrets: readonly { readonly id: string; readonly variable: string }[];
  readonly platform: Platform;
  readonly labels: Readonly<Record<string, string>>;
  /** `<repository uri>:<tag>`: the name under which it is then pushed. */
  readonly image: string;
}

/** A program's arguments and the variables that it needs beside them. */
export interface Invocation {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** The options that docker and buildah share. */
export function sharedOptions({
  context,
  target,
  buildArguments,
  secrets,
  labels,
  image,
}: BuildOrder): readonly string[] {
  return [
    `--file=${context.dockerfile}`,
    `--tag=${image}`,
    ...(target === undefined ? [] : [`--target=${target}`]),
    ...buildArguments.map(({ name, value }) => `--build-arg=${name}=${value}`),
    ...secrets.map(({ id, variable }) => `--secret=id=${id},env=${variable}`),
    ...Object.entries(labels).map(([name, value]) => `--label=${name}=${value}`),
  ];
}

import { createHash } from 'node:crypto';
import type { Version } from '../../aws/elastic-beanstalk.ts';
import { type Dockerrun, dockerrunText } from '../../domain/dockerrun.ts';
import type { SourceBundle } from '../../machine/source-bundle.ts';

/** An application version as this run wants it. */
export interface WantedVersion {
  readonly label: string;
  /** Of its bundle in S3: it holds the whole hash, so an equal key is an equal bundle. */
  readonly key: string;
  readonly content:
    | { readonly kind: 'dockerrun'; readonly text: string; readonly image: string }
    | { readonly kind: 'bundle'; readonly bundle: SourceBundle }
    /** It is there already; where it is a Dockerrun file by itself, its image is known. */
    | { readonly kind: 'published'; readonly image: string | undefined };
}

/** The version that runs an image on the Docker platform, named after its content: its bundle is one file. */
export function imageVersion(
  application: string,
  image: string,
  port: number | undefined,
  before: Dockerrun | undefined,
): WantedVersion {
  const text = dockerrunText(image, port, before?.file);
  const hash = createHash('sha256').update(text).digest('hex');
  return {
    label: `image-${hash.slice(0, 16)}`,
    key: keyOf(application, hash, 'json'),
    content: { kind: 'dockerrun', text, image },
  };
}

/** The version of a bundle, named after its content. */
export function bundleVersion(application: string, bundle: SourceBundle): WantedVersion {
  const extension = bundle.kind === 'folder' ? 'zip' : (bundle.path.split('.').at(-1) ?? 'zip').toLowerCase();
  return {
    label: `bundle-${bundle.hash.slice(0, 16)}`,
    key: keyOf(application, bundle.hash, extension),
    content: { kind: 'bundle', bundle },
  };
}

/** A version by its label, as it was made. */
export function publishedVersion(
  label: string,
  version: Version | undefined,
  image: string | undefined,
): WantedVersion {
  return { label, key: version?.bundle?.key ?? '', content: { kind: 'published', image } };
}

/** The image that a version runs; undefined for what is no Dockerrun file by itself. */
export function imageOf({ content }: WantedVersion): string | undefined {
  return content.kind === 'bundle' ? undefined : content.image;
}

function keyOf(application: string, hash: string, extension: string): string {
  return `versions/${application}/${hash}.${extension}`;
}

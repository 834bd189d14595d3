import { createHash } from 'node:crypto';
import { type Dockerrun, dockerrunText } from '../../domain/dockerrun.ts';
import type { SourceBundle } from '../../machine/source-bundle.ts';

/** An application version as this run wants it, named after its content. */
export interface WantedVersion {
  readonly label: string;
  /** Of its bundle in S3: it holds the whole hash, so an equal key is an equal bundle. */
  readonly key: string;
  readonly content:
    | { readonly kind: 'dockerrun'; readonly text: string; readonly image: string }
    | { readonly kind: 'bundle'; readonly bundle: SourceBundle };
}

/** The version that runs an image on the Docker platform: its bundle is one file. */
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

export function bundleVersion(application: string, bundle: SourceBundle): WantedVersion {
  const extension = bundle.kind === 'folder' ? 'zip' : (bundle.path.split('.').at(-1) ?? 'zip').toLowerCase();
  return {
    label: `bundle-${bundle.hash.slice(0, 16)}`,
    key: keyOf(application, bundle.hash, extension),
    content: { kind: 'bundle', bundle },
  };
}

function keyOf(application: string, hash: string, extension: string): string {
  return `versions/${application}/${hash}.${extension}`;
}

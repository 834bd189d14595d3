import { type Manifest, platformOf } from '../../domain/image-manifest.ts';
import { parseJson } from '../../domain/json.ts';
import type { Platform } from '../../domain/platform.ts';

/** The properties of an image that decide whether it can be deployed. */
export interface StoredImage {
  readonly digest: string;
  /** One image, or an index of several. */
  readonly kind: Manifest['kind'];
  /** Platforms that it runs on; none where its configuration names none. */
  readonly platforms: readonly Platform[];
  /** In ECR's archive, or on its way out: it cannot be pulled. */
  readonly archived: boolean;
  readonly pushedAt: Date | undefined;
}

/** The platforms of an index; attestations have an unknown one. */
export function indexPlatforms({ manifests }: Extract<Manifest, { kind: 'index' }>): readonly Platform[] {
  return manifests.flatMap(({ platform }) => (platform && platform.os !== 'unknown' ? [platform] : []));
}

/** The platform in the text of an image's configuration. */
export function configPlatforms(config: string): readonly Platform[] {
  return [platformOf(parseJson(config))].filter((platform) => platform !== undefined);
}

import type { OutputValue } from '../../github/outputs.ts';

/** What stages hand over to later ones. */
export interface Handover {
  /** The image to deploy, by digest; while it is still to be built, by a tag that it will have. */
  readonly image?: string | undefined;
  /** That image, while it is still to be pushed. */
  readonly upcoming?: ReadonlySet<string> | undefined;
  /** The backend's URL; undefined while there is no service yet. */
  readonly serviceUrl?: string | undefined;
  /** Where visitors find a site that S3 serves alone; undefined where something else serves it, or nobody knows. */
  readonly siteUrl?: string | undefined;
  /** Viewer paths to invalidate at the edge. */
  readonly paths?: readonly string[] | undefined;
  /** Whether it comes from stages that were rolled back. */
  readonly isRollback?: boolean | undefined;
}

/** An output that is one text. */
export function text(output: OutputValue): string | undefined {
  return typeof output === 'string' && output !== '' ? output : undefined;
}

/** An output that is several texts. */
export function list(output: OutputValue): readonly string[] {
  return typeof output === 'object' ? output : [];
}

import type { Place } from '../../../located-yaml/node.ts';

/** Something about a file of a bundle. An `error` makes the deployment fail for certain. */
export interface Finding {
  readonly kind: 'error' | 'warning';
  readonly place: Place;
  /** A phrase, without a period at its end. */
  readonly text: string;
}

/** A file of a bundle that is looked at. */
export interface CheckedFile {
  readonly path: string;
  readonly executable: boolean;
  readonly text: string;
}

export function finding(kind: Finding['kind'], file: string, line: number, text: string): Finding {
  return { kind, place: { file, line }, text };
}

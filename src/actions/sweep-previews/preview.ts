import type { ListedObject } from '../../aws/s3.ts';
import { keyPrefix } from '../../domain/key-prefix.ts';
import type { Result } from '../../domain/result.ts';

/** The objects of one pull request's preview, in the order in which they may be deleted. */
export interface Preview {
  readonly pull: number;
  readonly objects: readonly ListedObject[];
}

/** A folder of the bucket, with a slash at its end and none in front. */
export function parsePreviewPrefix(text: string): Result<string> {
  const value = keyPrefix(text);
  return value === '' ? { ok: false, reason: 'previews need a folder of their own' } : { ok: true, value };
}

export function folderOf(prefix: string, pull: number): string {
  return `${prefix}pr-${pull}/`;
}

/** The previews among the objects below a prefix; what is in no folder of a pull request is nobody's. */
export function previewsAmong(objects: readonly ListedObject[], prefix: string): readonly Preview[] {
  const groups = Map.groupBy(objects, ({ key }) => /^pr-([1-9]\d{0,9})\//.exec(key.slice(prefix.length))?.[1]);
  return [...groups]
    .flatMap(([pull, of]) => (pull === undefined ? [] : [{ pull: Number(pull), objects: of.toSorted(recordLast) }]))
    .toSorted((a, b) => a.pull - b.pull);
}

/** As long as the record of sync-spa-s3 stands, a preview that comes back knows what is there. */
function recordLast(a: ListedObject, b: ListedObject): number {
  return Number(isRecord(a)) - Number(isRecord(b));
}

function isRecord({ key }: ListedObject): boolean {
  return key.includes('/.deploy/');
}

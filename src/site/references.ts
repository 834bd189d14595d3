import type { AssetKind } from './asset-kind.ts';
import { kindOfFile } from './asset-kind.ts';
import { type AssetReference, loadableUrl } from './page-references.ts';

/** The reference to a file, by the address that stands in another one; none for what is not fetched. */
export function reference(address: string, base: string, kind?: AssetKind): readonly AssetReference[] {
  const url = loadableUrl(address, base);
  if (url === undefined) return [];
  return [{ url, kind: kind ?? kindOfFile(new URL(url).pathname) ?? 'other', integrity: undefined }];
}

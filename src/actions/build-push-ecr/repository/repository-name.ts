import {
  parseRepositoryName,
  parseRepositoryUri,
  parseTag,
  type RepositoryAddress,
} from '../../../domain/image-reference.ts';
import type { Result } from '../../../domain/result.ts';

/** A repository as it was given: by name, or by its whole URI, which must then be the one that is found; perhaps with a tag. */
export interface GivenRepository {
  readonly name: string;
  readonly address: RepositoryAddress | undefined;
  readonly tag: string | undefined;
}

/** A host has a dot, a colon or is localhost, so it cannot be taken for the first part of a name. */
export function parseRepository(text: string): Result<GivenRepository> {
  const colon = text.indexOf(':', text.lastIndexOf('/'));
  const [place, tag] = colon < 0 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
  const named = tag === undefined ? undefined : parseTag(tag);
  if (named?.ok === false) return named;
  const uri = parseRepositoryUri(place);
  if (uri.ok && /[.:]|^localhost$/.test(uri.value.host))
    return { ok: true, value: { name: uri.value.repository, address: uri.value, tag } };
  const name = parseRepositoryName(place);
  return name.ok ? { ok: true, value: { name: name.value, address: undefined, tag } } : name;
}

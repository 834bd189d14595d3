import { parseRepositoryName, parseRepositoryUri, type RepositoryAddress } from '../../../domain/image-reference.ts';
import type { Result } from '../../../domain/result.ts';

/** A repository as it was given: by name, or by its whole URI, which must then be the one that is found. */
export interface GivenRepository {
  readonly name: string;
  readonly address: RepositoryAddress | undefined;
}

/** A host has a dot, a colon or is localhost, so it cannot be taken for the first part of a name. */
export function parseRepository(text: string): Result<GivenRepository> {
  const uri = parseRepositoryUri(text);
  if (uri.ok && /[.:]|^localhost$/.test(uri.value.host))
    return { ok: true, value: { name: uri.value.repository, address: uri.value } };
  const name = parseRepositoryName(text);
  return name.ok ? { ok: true, value: { name: name.value, address: undefined } } : name;
}

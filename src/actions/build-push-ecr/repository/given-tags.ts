import {
  parseImageReference,
  parseTag,
  type RepositoryAddress,
  referenceText,
  repositoryText,
} from '../../../domain/image-reference.ts';
import { parsed, type Result, refused } from '../../../domain/result.ts';
import { UserError } from '../../../errors.ts';
import type { GivenRepository } from './repository-name.ts';

/** A tag as it was given: alone, or as a whole reference, whose repository must then be the one that is found. */
export interface GivenTag {
  readonly tag: string;
  readonly address: RepositoryAddress | undefined;
}

/** The inputs that say where an image goes, and by which tags. */
interface Given {
  readonly repository: GivenRepository | undefined;
  readonly tags: readonly (readonly GivenTag[])[];
}

/** One tag or a comma list of them, each alone or as `host/repository:tag`, as docker/metadata-action gives them. */
export function parseTags(text: string): Result<readonly GivenTag[]> {
  const tags: GivenTag[] = [];
  for (const item of text.split(',').map((each) => each.trim())) {
    const given = item.includes('/') ? parseReference(item) : parseTag(item);
    if (!given.ok) return given;
    tags.push(typeof given.value === 'string' ? { tag: given.value, address: undefined } : given.value);
  }
  return parsed(tags);
}

function parseReference(text: string): Result<GivenTag> {
  const reference = parseImageReference(text);
  if (!reference.ok) return reference;
  const { host, repository, tag, digest } = reference.value;
  return tag === undefined || digest !== undefined
    ? refused(`${text} is no reference with a tag alone`)
    : parsed({ tag, address: { host, repository } });
}

/** The tags that the inputs ask for, each once; of a reference to another repository, a UserError. */
export function givenTags({ repository, tags }: Given): readonly string[] {
  const given = tags.flat();
  const foreign = given.find(({ address }) => address && address.repository !== repository?.name);
  if (foreign?.address)
    throw new UserError({
      what: `The tag ${referenceText({ ...foreign.address, tag: foreign.tag })} is of another repository than ${repository?.name}; nothing was changed.`,
      next: 'Give a step for each repository, or only the tag.',
    });
  const own = repository?.tag === undefined ? [] : [repository.tag];
  return [...new Set([...own, ...given.map(({ tag }) => tag)])];
}

/** The whole URIs by which a repository was given, each once. */
export function givenUris({ repository, tags }: Given): readonly string[] {
  const addresses = [repository?.address, ...tags.flat().map(({ address }) => address)];
  return [...new Set(addresses.flatMap((address) => (address ? [repositoryText(address)] : [])))];
}

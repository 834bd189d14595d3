import type { FoundImage, ImageId, Repository, RepositoryId } from '../../aws/ecr.ts';
import type { Builder } from '../../container/image-builder.ts';
import type { RemoteRepository } from '../../container/registry.ts';
import { mayMove } from '../../domain/tag-mutability.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../action.ts';
import { type Content, readContent, signInTo } from './content.ts';
import type { Inputs } from './contract.ts';
import { type Holder, readHolders } from './holders.ts';
import type { ObserveReaders } from './readers.ts';
import { sourceKeyLabel, sourceTag } from './source-key.ts';

/** What is wanted, and what of it the repository has. */
export interface Observation {
  readonly id: RepositoryId;
  /** Undefined when it is still to be created. */
  readonly repository: Repository | undefined;
  readonly content: Content;
  /** Where the image is copied from, signed in to; undefined when it is not copied. */
  readonly source: RemoteRepository | undefined;
  /** Every tag that the image is to have, the one of its source included. */
  readonly tags: readonly string[];
  /** Which image each of these tags stands for now. */
  readonly tagged: ReadonlyMap<string, string>;
  /** The image, when the repository has it already. */
  readonly known: FoundImage | undefined;
  /** What wanted tags stand for that may not move. */
  readonly holders: ReadonlyMap<string, Holder>;
  /** What would build; undefined when nothing has to be built. */
  readonly builder: Builder | undefined;
}

/** Reads the source and the repository side by side; nothing that is not needed for the plan, or right after it. */
export async function observe(inputs: Inputs, readers: ObserveReaders, context: Context): Promise<Observation> {
  const wanted = wantedTags(inputs.tags, context.run.commit);
  const id = { name: inputs.repository.name, accountId: inputs.registryAccountId };
  const [repository, { content, tags, found }, source] = await allInOrder([
    readers.ecr.repository(id, context.signal).then((there) => demandRepository(there, inputs)),
    readImages(id, wanted, inputs, readers, context),
    inputs.sourceImage && signInTo(inputs.sourceImage, readers, context),
  ]);
  const tagged = new Map(found.flatMap(({ tag, digest }) => (tag === undefined ? [] : [[tag, digest] as const])));
  const bySource = found.find(({ tag, digest }) =>
    content.kind === 'build' ? tag === sourceTag(content.sourceKey) : digest === content.digest,
  );
  const holders = await holdersOf(wanted, found, bySource, repository, readers, context);
  const known = bySource ?? sameSource(content, found, holders);
  const mustBuild = content.kind === 'build' && !(known && inputs.skipUnchanged);
  const builder = mustBuild ? await readers.imageBuilder.builder(inputs.builder, context.signal) : undefined;
  return { id, repository, content, source, tags, tagged, known, holders, builder };
}

/** What is wanted, and which of its tags and digests the repository knows: none where there is no repository. */
async function readImages(
  id: RepositoryId,
  wanted: readonly string[],
  inputs: Inputs,
  readers: ObserveReaders,
  context: Context,
) {
  const content = await readContent(inputs, readers, context);
  const tags = content.kind === 'build' ? [...wanted, sourceTag(content.sourceKey)] : wanted;
  return { content, tags, found: await readers.ecr.images(id, idsOf(tags, content), context.signal) };
}

/** Waits for all; of several failures the first in this order is told, not the first in time. */
async function allInOrder<Values extends readonly unknown[]>(values: readonly [...Values]) {
  const settled = await Promise.allSettled(values);
  for (const result of settled) if (result.status === 'rejected') throw result.reason;
  return Promise.all(values);
}

function wantedTags(given: readonly string[], commit: string): readonly string[] {
  if (given.length > 0) return [...new Set(given)];
  if (commit !== '') return [`sha-${commit.slice(0, 12)}`];
  throw new UserError({
    what: 'No tags were given, and there is no commit to make one of; nothing was changed.',
    why: 'GITHUB_SHA is empty.',
    next: 'Give `tags`.',
  });
}

function demandRepository(found: Repository | undefined, { repository, createRepository }: Inputs) {
  if (!found && !createRepository)
    throw new UserError({
      what: `There is no repository ${repository.name} in this registry; nothing was changed.`,
      next: 'Check its name, the region and registry-account-id; or give create-repository: true.',
    });
  if (found && repository.uri !== undefined && repository.uri !== found.uri)
    throw new UserError({
      what: `The repository ${repository.uri} belongs to another account or region; nothing was changed.`,
      why: `Here, ${repository.name} is ${found.uri}.`,
      next: 'Check the role and the region of this job, or give registry-account-id.',
    });
  return found;
}

function idsOf(tags: readonly string[], content: Content): readonly ImageId[] {
  const byTag = tags.map((tag) => ({ tag }));
  return content.kind === 'build' ? byTag : [...byTag, { digest: content.digest }];
}

/** Only where a tag stands for something else, and may not move, is it worth a look at what that is. */
async function holdersOf(
  wanted: readonly string[],
  found: readonly FoundImage[],
  known: FoundImage | undefined,
  repository: Repository | undefined,
  readers: ObserveReaders,
  context: Context,
): Promise<ReadonlyMap<string, Holder>> {
  if (!repository) return new Map();
  const stuck = new Set(wanted.filter((tag) => !mayMove(tag, repository.mutability)));
  const others = found.filter(({ tag, digest }) => tag && stuck.has(tag) && digest !== known?.digest);
  return others.length > 0 ? readHolders(others, repository, readers, context) : new Map();
}

/** The tag of a source may be gone (expired, deleted) while the image itself says what it was built from. */
function sameSource(
  content: Content,
  found: readonly FoundImage[],
  holders: ReadonlyMap<string, Holder>,
): FoundImage | undefined {
  if (content.kind !== 'build') return undefined;
  return found.find(({ tag }) => tag && holders.get(tag)?.labels[sourceKeyLabel] === content.sourceKey);
}

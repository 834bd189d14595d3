import type { FoundImage, ImageId, Repository, RepositoryId } from '../../aws/ecr.ts';
import type { BuildCache, Builder } from '../../container/image-builder.ts';
import { mayMove } from '../../domain/tag-mutability.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../action.ts';
import { readCache } from './build/build-cache.ts';
import { demandsOf } from './build/demands.ts';
import { revisionLabel } from './build/labels.ts';
import { ownKeyLabel, type SourceKeys, sourceKeyLabel, sourceTag } from './build/source-key.ts';
import { type Content, readContent } from './content.ts';
import type { Inputs } from './contract.ts';
import { type Holder, readHolders } from './holders.ts';
import type { ObserveReaders } from './readers.ts';

/** What is wanted, and what of it the repository has. */
export interface Observation {
  readonly id: RepositoryId;
  /** Undefined when it is still to be created. */
  readonly repository: Repository | undefined;
  readonly content: Content;
  /** Every tag that the image is to have, the one of its source included. */
  readonly tags: readonly string[];
  /** Which image each of these tags stands for now. */
  readonly tagged: ReadonlyMap<string, string>;
  /** The image, when the repository has it already. */
  readonly known: FoundImage | undefined;
  /** Whether base images have moved since `known` was built, of this revision and for the rest of the same source. */
  readonly basesMoved: boolean;
  /** What wanted tags stand for that may not move. */
  readonly holders: ReadonlyMap<string, Holder>;
  /** What would build; undefined when nothing has to be built. */
  readonly builder: Builder | undefined;
  /** Where it keeps its steps. */
  readonly cache: BuildCache;
}

/** Reads the source and the repository side by side; nothing that is not needed for the plan. */
export async function observe(inputs: Inputs, readers: ObserveReaders, context: Context): Promise<Observation> {
  const wanted = wantedTags(inputs.tags, context.run.commit);
  const id = { name: inputs.repository.name, accountId: inputs.registryAccountId };
  const [repository, content] = await Promise.all([
    readers.ecr.repository(id, context.signal).then((found) => demandRepository(found, inputs)),
    readContent(inputs, readers, context),
  ]);
  const tags = content.kind === 'build' ? [...wanted, sourceTag(content.sourceKey)] : wanted;
  const found = repository ? await readers.ecr.images(id, idsOf(tags, content), context.signal) : [];
  const tagged = new Map(found.flatMap(({ tag, digest }) => (tag === undefined ? [] : [[tag, digest] as const])));
  const bySource = found.find(({ tag, digest }) =>
    content.kind === 'build' ? tag === sourceTag(content.sourceKey) : digest === content.digest,
  );
  const holders = await holdersOf(wanted, found, bySource, repository, readers, context);
  const sameSource =
    bySource ?? labelled(content, found, holders, ({ sourceKey }) => ({ [sourceKeyLabel]: sourceKey }));
  const known = sameSource ?? ofSameRevision(content, found, holders, context.run.commit);
  const basesMoved = known !== undefined && known !== sameSource;
  const images = { id, repository, content, tags, tagged, known, basesMoved, holders };
  if (content.kind !== 'build' || (known && inputs.skipUnchanged))
    return { ...images, builder: undefined, cache: { kind: 'none' } };
  const cache = await readCache(inputs, id, readers, context);
  const wantedBuilder = { kind: inputs.builder, buildxBuilder: inputs.buildxBuilder };
  const demands = demandsOf(inputs, content.context);
  return { ...images, cache, builder: await readers.imageBuilder.builder(wantedBuilder, demands, context.signal) };
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
function labelled(
  content: Content,
  found: readonly FoundImage[],
  holders: ReadonlyMap<string, Holder>,
  wanted: (build: SourceKeys) => Readonly<Record<string, string>>,
): FoundImage | undefined {
  if (content.kind !== 'build') return undefined;
  const labels = Object.entries(wanted(content));
  return found.find(({ tag }) => tag && labels.every(([name, value]) => holders.get(tag)?.labels[name] === value));
}

/**
 * A job that runs again for the same revision is to end as it did before, although a base image has moved since: the tag
 * of that revision cannot move.
 */
function ofSameRevision(
  content: Content,
  found: readonly FoundImage[],
  holders: ReadonlyMap<string, Holder>,
  commit: string,
): FoundImage | undefined {
  if (commit === '') return undefined;
  return labelled(content, found, holders, ({ ownKey }) => ({ [ownKeyLabel]: ownKey, [revisionLabel]: commit }));
}

import type { CreationTemplate, FoundImage, ImageId, Repository, RepositoryId } from '../../aws/ecr.ts';
import type { BuildContext, Builder } from '../../container/build/image-builder.ts';
import type { RemoteRepository } from '../../container/registry.ts';
import { mayMove } from '../../domain/tag-mutability.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import { type PlannedCache, readCache } from './build/build-cache.ts';
import { demandsOf } from './build/demands.ts';
import { revisionLabel } from './build/labels.ts';
import { ownKeyLabel, type SourceKeys, sourceKeyLabel, sourceTag } from './build/source-key.ts';
import { type Content, readContent, signInTo } from './content.ts';
import type { Inputs } from './contract.ts';
import { type Holder, readHolders } from './holders.ts';
import type { ObserveReaders } from './readers.ts';
import type { Drift } from './repository/drift.ts';
import { readRepository } from './repository/read-repository.ts';
import { scanTargets } from './scan/scan-targets.ts';

/** What is wanted, and what of it the repository has. */
export interface Observation {
  readonly kind: 'push';
  readonly id: RepositoryId;
  /** Undefined when it is still to be created. */
  readonly repository: Repository | undefined;
  /** By which a push creates the repository that is missing. */
  readonly template: CreationTemplate | undefined;
  readonly drift: readonly Drift[];
  readonly content: Content;
  /** Where the image is copied from, signed in to; undefined when it is not copied. */
  readonly source: RemoteRepository | undefined;
  /** Every tag that the image is to have, the one of its source included. */
  readonly tags: readonly string[];
  /** Which image each of these tags stands for now. */
  readonly tagged: ReadonlyMap<string, string>;
  /** The image, when the repository has it already. */
  readonly known: FoundImage | undefined;
  /** Whether base images have moved since `known` was built, of this revision and for the rest of the same source. */
  readonly basesMoved: boolean;
  /** Whether ECR has yet to scan it; asked only where a scan is to be waited for. */
  readonly unscanned: boolean;
  /** What wanted tags stand for that may not move. */
  readonly holders: ReadonlyMap<string, Holder>;
  /** What would build; undefined when nothing has to be built. */
  readonly builder: Builder | undefined;
  /** Where it keeps its steps. */
  readonly cache: PlannedCache;
}

/** Reads the source and the repository side by side; nothing that is not needed for the plan, or right after it. */
export async function observe(inputs: Inputs, readers: ObserveReaders, context: Context): Promise<Observation> {
  const wanted = wantedTags(inputs.tags, context.run.commit);
  if (!inputs.repository) throw new Error('A push was asked for without a repository.');
  const id = { name: inputs.repository.name, accountId: inputs.registryAccountId };
  const [state, { content, tags, found }, source] = await allInOrder([
    readRepository(id, inputs, readers.ecr, context),
    readImages(id, wanted, inputs, readers, context),
    inputs.sourceImage && signInTo(inputs.sourceImage, readers, context),
  ]);
  const repository = state.kind === 'there' ? state.repository : undefined;
  const tagged = new Map(found.flatMap(({ tag, digest }) => (tag === undefined ? [] : [[tag, digest] as const])));
  const bySource = found.find(({ tag, digest }) =>
    content.kind === 'build' ? tag === sourceTag(content.sourceKey) : digest === content.digest,
  );
  const holders = await holdersOf(wanted, found, bySource, repository, readers, context);
  const sameSource =
    bySource ?? labelled(content, found, holders, ({ sourceKey }) => ({ [sourceKeyLabel]: sourceKey }));
  const known = sameSource ?? ofSameRevision(content, found, holders, context.run.commit);
  const mustBuild = content.kind === 'build' && !(known && inputs.skipUnchanged);
  return {
    kind: 'push',
    id,
    repository,
    template: state.kind === 'created by push' ? state.template : undefined,
    drift: state.kind === 'there' ? state.drift : [],
    content,
    source,
    tags,
    tagged,
    known,
    basesMoved: known !== undefined && known !== sameSource,
    unscanned: inputs.scan === 'wait' && known !== undefined && (await isUnscanned(known, id, readers, context)),
    holders,
    ...(mustBuild ? await readBuilder(inputs, content.context, id, readers, context) : notNeeded),
  };
}

const notNeeded = { builder: undefined, cache: { kind: 'none' } } as const;

/** Looks for the builder and its cache before anything is written. */
async function readBuilder(
  inputs: Inputs,
  source: BuildContext,
  id: RepositoryId,
  readers: ObserveReaders,
  context: Context,
): Promise<Pick<Observation, 'builder' | 'cache'>> {
  const cache = await readCache(inputs, id, readers, context);
  const wanted = { kind: inputs.builder, buildxBuilder: inputs.buildxBuilder };
  const builder = await readers.imageBuilder.builder(wanted, demandsOf(inputs, source), context.signal);
  return { builder, cache };
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

async function isUnscanned(
  image: FoundImage,
  id: RepositoryId,
  { ecr }: ObserveReaders,
  { signal }: Context,
): Promise<boolean> {
  const scans = await Promise.all(scanTargets(image).map((digest) => ecr.scan(id, digest, signal)));
  return scans.includes(undefined);
}

import type { CreationTemplate, FoundImage, ImageId, Repository, RepositoryId } from '../../aws/ecr.ts';
import type { Builder } from '../../container/build/image-builder.ts';
import type { RepositoryAccess } from '../../container/registry.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import { type PlannedCache, readCache } from './build/build-cache.ts';
import { demandsOf } from './build/demands.ts';
import { sourceTag } from './build/source-key.ts';
import { type Content, readContent } from './content.ts';
import type { Inputs } from './contract.ts';
import { findKnown, type Known } from './known-image.ts';
import type { ObservePorts } from './ports.ts';
import type { Drift } from './repository/drift.ts';
import { readRepository } from './repository/read-repository.ts';
import { scanTargets } from './scan/scan-targets.ts';
import { accessTo } from './sign-in.ts';

/** What is wanted, and how much of it the repository has. */
export interface Observation extends Known {
  readonly kind: 'push';
  readonly id: RepositoryId;
  /** Undefined when it is still to be created. */
  readonly repository: Repository | undefined;
  /** The template by which a push creates the missing repository. */
  readonly template: CreationTemplate | undefined;
  readonly drift: readonly Drift[];
  readonly content: Content;
  /** Where the image is copied from; undefined when it is not copied. */
  readonly source: RepositoryAccess | undefined;
  /** All that the repository was asked for, and has. */
  readonly found: readonly FoundImage[];
  /** Whether ECR has yet to scan it; asked only where a scan is to be waited for. */
  readonly unscanned: boolean;
  /** The builder; undefined when nothing has to be built. */
  readonly builder: Builder | undefined;
  /** The cache of its steps. */
  readonly cache: PlannedCache;
}

/** Reads the source and the repository side by side; only what the plan, or the step right after it, needs. */
export async function observe(inputs: Inputs, ports: ObservePorts, context: Context): Promise<Observation> {
  const wanted = wantedTags(inputs.tags, context.run.commit);
  if (!inputs.repository) throw new Error('A push was asked for without a repository.');
  const id = { name: inputs.repository.name, accountId: inputs.registryAccountId };
  const [state, { content, tags, found }, source] = await allInOrder([
    readRepository(id, inputs, ports.ecr, context),
    readImages({ id, tags: wanted }, inputs, ports, context),
    inputs.sourceImage && accessTo(inputs.sourceImage, ports, context),
  ]);
  const repository = state.kind === 'there' ? state.repository : undefined;
  const image = await findKnown({ id, repository, content, wanted, tags, found }, ports, context);
  const { known } = image;
  return {
    kind: 'push',
    id,
    repository,
    template: state.kind === 'created by push' ? state.template : undefined,
    drift: state.kind === 'there' ? state.drift : [],
    content,
    source,
    ...image,
    found,
    unscanned: inputs.scan === 'wait' && known !== undefined && (await isUnscanned(known, id, ports, context)),
    ...(known && inputs.skipUnchanged ? notNeeded : await readBuilder({ id, content }, inputs, ports, context)),
  };
}

const notNeeded = { builder: undefined, cache: { kind: 'none' } } as const;

/** Finds the builder and its cache, if there is something to build, before anything is written. */
async function readBuilder(
  { id, content }: Pick<Observation, 'id' | 'content'>,
  inputs: Inputs,
  ports: ObservePorts,
  context: Context,
): Promise<Pick<Observation, 'builder' | 'cache'>> {
  if (content.kind !== 'build') return notNeeded;
  const cache = await readCache(inputs, id, ports, context);
  const wanted = { kind: inputs.builder, buildxBuilder: inputs.buildxBuilder };
  const builder = await ports.imageBuilder.builder(wanted, demandsOf(inputs, content.context), context.signal);
  return { builder, cache };
}

/** The tags that are wanted in a repository. */
interface WantedTags {
  readonly id: RepositoryId;
  readonly tags: readonly string[];
}

/** What becomes the image, and which of its tags and digests the repository knows: none where it does not exist. */
async function readImages({ id, tags: wanted }: WantedTags, inputs: Inputs, ports: ObservePorts, context: Context) {
  if (inputs.imageArchive !== undefined) return readArchived({ id, tags: wanted }, inputs, ports, context);
  const content = await readContent(inputs, ports, context);
  const ofSource = content.kind === 'build' ? sourceTag(content) : undefined;
  const tags = ofSource === undefined ? wanted : [...wanted, ofSource];
  return { content, tags, found: await ports.ecr.images(id, idsOf(tags, content), context.signal) };
}

/** What the tags point to is read first: an archive that became this image needs not be taken apart. */
async function readArchived({ id, tags }: WantedTags, inputs: Inputs, ports: ObservePorts, context: Context) {
  const tagged = await ports.ecr.images(id, idsOf(tags), context.signal);
  const content = await readContent(inputs, ports, context, inputs.skipUnchanged ? tagged : []);
  const isTagged = content.kind !== 'build' && tagged.some(({ digest }) => digest === content.digest);
  const more = isTagged || content.kind === 'build' ? [] : [{ digest: content.digest }];
  const found = more.length === 0 ? [] : await ports.ecr.images(id, more, context.signal);
  return { content, tags, found: [...tagged, ...found] };
}

/** Waits for all; of several failures, the first in this order is thrown, not the first in time. */
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

function idsOf(tags: readonly string[], content?: Content): readonly ImageId[] {
  const byTag = tags.map((tag) => ({ tag }));
  if (!content || content.kind === 'build') return byTag;
  const referrers = (content.kind === 'copy' && content.referrers) || [];
  const ofReferrers = referrers.map(({ tag, artifact }) =>
    tag === undefined ? { digest: artifact.manifest.digest } : { tag },
  );
  return [...byTag, { digest: content.digest }, ...ofReferrers];
}

async function isUnscanned(
  image: FoundImage,
  id: RepositoryId,
  { ecr }: Pick<ObservePorts, 'ecr'>,
  { signal }: Context,
): Promise<boolean> {
  const scans = await Promise.all(scanTargets(image).map((digest) => ecr.scan(id, digest, signal)));
  return scans.includes(undefined);
}

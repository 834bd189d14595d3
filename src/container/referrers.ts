import { imageLimits } from '../domain/image-limits.ts';
import type { Descriptor } from '../domain/image-manifest.ts';
import { mapConcurrently } from '../domain/map-concurrently.ts';
import { artifactFacts, cosignTags } from '../domain/referrer.ts';
import { UserError } from '../errors.ts';
import type { ImageSource } from './image-source.ts';
import { type ListReferrers, referenceIn, referrersLister, tooManyReferrers } from './list-referrers.ts';
import { remoteImage } from './remote-image.ts';
import type { RepositoryClient } from './repository-client.ts';

/** What belongs to a manifest without being part of it: a signature, an attestation, an SBOM. */
export interface Referrer {
  /** The manifest that it refers to, by digest. */
  readonly subject: string;
  /** Cosign's tag, by which it is found; undefined: by the subject that it names. */
  readonly tag: string | undefined;
  /** A media type. */
  readonly artifactType: string;
  /** The artifact itself. */
  readonly artifact: ImageSource;
}

const subjectsAtOnce = 8;

/**
 * The referrers of an image, of the images of an index, and of the referrers themselves (an SBOM may be signed); subjects come
 * before what refers to them. Those of each subject are sorted by digest, and no two have one digest and one tag.
 */
export async function remoteReferrers(
  client: RepositoryClient,
  { manifest, parts }: Pick<ImageSource, 'manifest' | 'parts'>,
  signal: AbortSignal,
): Promise<readonly Referrer[]> {
  const seen = new Set<string>();
  const found = new Map<string, Referrer>();
  const list = referrersLister(client);
  const unseen = (digests: readonly string[]) => [...new Set(digests)].filter((digest) => !seen.has(digest));
  let next = unseen([...parts, manifest].map(({ digest }) => digest));
  while (next.length > 0) {
    for (const digest of next) seen.add(digest);
    const level = (
      await mapConcurrently(next, subjectsAtOnce, (digest, inner) => referrersOf(client, digest, list, inner), signal)
    ).flat();
    for (const referrer of level) found.set(`${referrer.artifact.manifest.digest} ${referrer.tag ?? ''}`, referrer);
    demandBounds(client, manifest.digest, [...found.values()]);
    next = unseen(level.flatMap(({ artifact }) => [...artifact.parts, artifact.manifest]).map(({ digest }) => digest));
  }
  return [...found.values()];
}

async function referrersOf(
  client: RepositoryClient,
  subject: string,
  list: ListReferrers,
  signal: AbortSignal,
): Promise<readonly Referrer[]> {
  const listed = async (inner: AbortSignal) => readListed(client, subject, await list(subject, inner), inner);
  const tagged = cosignTags(subject).map((tag) => async (inner: AbortSignal) => [
    { tag, artifact: await remoteImage(client, tag, inner) },
  ]);
  const ways: readonly ((inner: AbortSignal) => Promise<readonly FoundArtifact[]>)[] = [listed, ...tagged];
  const found = await mapConcurrently(ways, ways.length, (way, inner) => way(inner), signal);
  return found
    .flat()
    .flatMap(({ tag, artifact }) =>
      artifact ? [{ subject, tag, artifact, artifactType: artifactFacts(artifact.manifest.text).artifactType }] : [],
    )
    .toSorted((a, b) => compared(a.artifact.manifest.digest, b.artifact.manifest.digest));
}

/** What is under one of cosign's tags, perhaps nothing, or in the list of referrers. */
interface FoundArtifact {
  readonly tag: string | undefined;
  readonly artifact: ImageSource | undefined;
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function readListed(
  client: RepositoryClient,
  subject: string,
  descriptors: readonly Descriptor[],
  signal: AbortSignal,
) {
  const artifacts = await mapConcurrently(
    descriptors,
    subjectsAtOnce,
    async ({ digest }, inner) => {
      const artifact = await remoteImage(client, digest, inner);
      if (!artifact) throw incomplete(client, subject, digest);
      return { tag: undefined, artifact };
    },
    signal,
  );
  // A list by tag is kept by clients, and what does not name the subject is found by no registry that has the API.
  return artifacts.filter(({ artifact }) => artifactFacts(artifact.manifest.text).subject === subject);
}

/** Tags let a list be as long as one likes. */
function demandBounds(client: RepositoryClient, image: string, referrers: readonly Referrer[]): void {
  if (referrers.length > imageLimits.referrers)
    throw tooManyReferrers(referenceIn(client, image), `${imageLimits.referrers} referrers`);
  const bytes = referrers
    .flatMap(({ artifact }) => [...artifact.parts, artifact.manifest])
    .reduce((sum, { text }) => sum + text.length, 0);
  if (bytes > imageLimits.indexBytes)
    throw tooManyReferrers(referenceIn(client, image), `${imageLimits.indexBytes} bytes of referrers`);
}

function incomplete(client: RepositoryClient, subject: string, digest: string): UserError {
  return new UserError({
    what: `The referrers of ${referenceIn(client, subject)} are not complete.`,
    why: `${digest} is in their list, and not in the repository.`,
    next: 'Push it again, or leave out copy-referrers.',
  });
}

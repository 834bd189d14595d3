import type { FoundImage, Repository, RepositoryId } from '../../aws/ecr.ts';
import { mayMove } from '../../domain/tag-mutability.ts';
import type { Context } from '../../lifecycle/context.ts';
import { revisionLabel } from './build/labels.ts';
import { type Rebuilt, rebuiltTags } from './build/rebuilt-tags.ts';
import { ownKeyLabel, type SourceKeys, sourceKeyLabel, sourceTag } from './build/source-key.ts';
import type { Content } from './content.ts';
import { type Holder, readHolders } from './holders.ts';
import type { ObservePorts } from './ports.ts';

/** The image that a repository has already, and what its tags point to. */
export interface Known {
  /** Every tag that the image is to have, the one of its source included. */
  readonly tags: readonly string[];
  /** The digest that each of these tags points to now. */
  readonly tagged: ReadonlyMap<string, string>;
  /** The image, when the repository has it already. */
  readonly known: FoundImage | undefined;
  /** Whether `known` is of this revision and for the rest of the same source, but its base images cannot be compared. */
  readonly areBasesUnknown: boolean;
  /** The images that hold wanted tags which may not move. */
  readonly holders: ReadonlyMap<string, Holder>;
}

/** What was read of the repository. */
export interface Read {
  readonly id: RepositoryId;
  readonly repository: Repository | undefined;
  readonly content: Content;
  /** The tags that the inputs ask for. */
  readonly wanted: readonly string[];
  /** These, and the one of the source. */
  readonly tags: readonly string[];
  readonly found: readonly FoundImage[];
}

/** Finds the image by the tag of its source, by its labels, or by its revision where base images cannot be compared. */
export async function findKnown(read: Read, ports: ObservePorts, context: Context): Promise<Known> {
  const { repository, content, tags, found } = read;
  const bySource = found.find(({ tag, digest }) =>
    content.kind === 'build' ? tag !== undefined && tag === sourceTag(content) : digest === content.digest,
  );
  const others = heldByOthers(read, bySource);
  const holders = repository && others.length > 0 ? await readHolders(others, repository, ports, context) : new Map();
  const sameSource =
    bySource ?? labelled(content, found, holders, ({ sourceKey }) => sourceKey && { [sourceKeyLabel]: sourceKey })[0];
  const older = ofSameRevision(content, found, holders, context.run.commit).filter(
    ({ digest }) => digest !== sameSource?.digest,
  );
  const rebuilt = await readRebuilt(read, older, ports, context);
  const known = sameSource ?? rebuilt?.known ?? (hasKey(content) ? undefined : older[0]);
  const all = [...found, ...(rebuilt?.found ?? [])];
  return {
    tags: tags.map((tag) => rebuilt?.instead.get(tag) ?? tag),
    tagged: new Map(all.flatMap(({ tag, digest }) => (tag === undefined ? [] : [[tag, digest] as const]))),
    known,
    areBasesUnknown: known !== undefined && known !== sameSource && !hasKey(content),
    holders,
  };
}

/** The images that hold wanted tags which may not move. */
function heldByOthers({ wanted, found, repository }: Read, known: FoundImage | undefined): readonly FoundImage[] {
  if (!repository) return [];
  const fixed = new Set(wanted.filter((tag) => !mayMove(tag, repository.mutability)));
  return found.filter(({ tag, digest }) => tag && fixed.has(tag) && digest !== known?.digest);
}

/** The tag of a source may be gone (expired, deleted), but the image's labels still name its source. */
function labelled(
  content: Content,
  found: readonly FoundImage[],
  holders: ReadonlyMap<string, Holder>,
  wanted: (build: SourceKeys) => Readonly<Record<string, string>> | undefined | '',
): readonly FoundImage[] {
  if (content.kind !== 'build') return [];
  const labels = Object.entries(wanted(content) || {});
  if (labels.length === 0) return [];
  return found.filter(({ tag }) => tag && labels.every(([name, value]) => holders.get(tag)?.labels[name] === value));
}

/** Images that hold wanted tags, of this revision and for the rest of the same source: only base images may have moved since. */
function ofSameRevision(
  content: Content,
  found: readonly FoundImage[],
  holders: ReadonlyMap<string, Holder>,
  commit: string,
): readonly FoundImage[] {
  if (commit === '') return [];
  return labelled(content, found, holders, ({ ownKey }) => ({ [ownKeyLabel]: ownKey, [revisionLabel]: commit }));
}

function hasKey(content: Content): boolean {
  return content.kind !== 'build' || content.sourceKey !== undefined;
}

/** The tags of an older image of this revision cannot move, though a base image has. */
async function readRebuilt(
  { id, repository, content }: Read,
  older: readonly FoundImage[],
  ports: ObservePorts,
  context: Context,
): Promise<Rebuilt | undefined> {
  const held = older.flatMap(({ tag }) => tag ?? []);
  if (content.kind !== 'build' || !repository || held.length === 0) return undefined;
  const rebuilt = await rebuiltTags({ id, repository, held }, content, ports, context);
  if (hasKey(content))
    for (const [tag, next] of rebuilt.instead)
      context.log.info(
        `A base image has moved since ${id.name}:${tag} was built, and that tag cannot: this image is ${next}.`,
      );
  return hasKey(content) || rebuilt.known ? rebuilt : undefined;
}

import type { FoundImage, Repository, RepositoryId } from '../../../aws/ecr.ts';
import { UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { ReadPorts } from '../../../lifecycle/ports.ts';
import { type Holder, readHolders } from '../holders.ts';
import { revisionLabel } from './labels.ts';
import type { Source } from './read-source.ts';
import { ownKeyLabel, sourceKeyLabel } from './source-key.ts';

/** Tags that cannot move and hold an image of this revision, built when a base image was another one. */
export interface HeldTags {
  readonly id: RepositoryId;
  readonly repository: Repository;
  readonly held: readonly string[];
}

/** What takes the place of tags that cannot move. */
export interface Rebuilt {
  /** The tag to use, by the tag that is held. */
  readonly instead: ReadonlyMap<string, string>;
  /** Images that have such tags already. */
  readonly found: readonly FoundImage[];
  /** The one that was built from this very source; of base images that are not known, the last one. */
  readonly known: FoundImage | undefined;
}

/** ECR tells of so many images in one call; nobody builds one commit on more nights. */
const lastNumber = 100;

/** The tag `v1` is followed by `v1.2`, `v1.3` and so on: one for each time that the base images have moved. */
export async function rebuiltTags(
  { id, repository, held }: HeldTags,
  content: Source,
  ports: Pick<ReadPorts, 'ecr' | 'registry'>,
  context: Context,
): Promise<Rebuilt> {
  const instead = new Map<string, string>();
  const all: FoundImage[] = [];
  let known: FoundImage | undefined;
  for (const tag of held) {
    const numbered = Array.from({ length: lastNumber - 1 }, (_, index) => `${tag}.${index + 2}`);
    const found = await ports.ecr.images(
      id,
      numbered.map((name) => ({ tag: name })),
      context.signal,
    );
    const inOrder = numbered.flatMap((name) => found.find((image) => image.tag === name) ?? []);
    const holders = await readHolders(inOrder, repository, ports, context);
    const ours = inOrder.findLast((image) => isOf(content, holders.get(image.tag ?? ''), context.run.commit));
    const next = ours?.tag ?? numbered.find((name) => !inOrder.some((image) => image.tag === name));
    if (next === undefined) throw exhausted(tag, id.name);
    instead.set(tag, next);
    all.push(...inOrder);
    known ??= ours;
  }
  return { instead, found: all, known };
}

function isOf({ sourceKey, ownKey }: Source, holder: Holder | undefined, commit: string): boolean {
  if (!holder) return false;
  if (sourceKey !== undefined) return holder.labels[sourceKeyLabel] === sourceKey;
  return holder.labels[ownKeyLabel] === ownKey && holder.labels[revisionLabel] === commit;
}

function exhausted(tag: string, repository: string): UserError {
  return new UserError({
    what: `The tag ${tag} of ${repository} cannot be moved, and ${tag}.2 to ${tag}.${lastNumber} are taken; nothing was built.`,
    why: 'Base images have moved so often since this revision was built first.',
    next: 'Give `tags`, or delete old images.',
  });
}

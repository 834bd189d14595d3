import type { FoundImage } from '../../aws/ecr.ts';
import { repositoryText } from '../../domain/image-reference.ts';
import type { Change, Plan } from '../../domain/plan.ts';
import { platformText } from '../../domain/platform.ts';
import { mayMove } from '../../domain/tag-mutability.ts';
import { UserError } from '../../errors.ts';
import { revisionLabel } from './build/labels.ts';
import { type SourceKeys, sourceTag } from './build/source-key.ts';
import type { Content } from './content.ts';
import type { Inputs } from './contract.ts';
import type { Holder } from './holders.ts';
import type { Observation } from './observe.ts';
import { missingReferrers } from './referrers/missing-referrers.ts';

export type PushChange =
  | (Change & { readonly kind: 'create-repository'; readonly template?: string })
  | (Change & { readonly kind: 'scan' })
  | (Change & { readonly kind: 'build'; readonly platforms: readonly string[] } & Partial<SourceKeys>)
  | (Change & { readonly kind: 'push' | 'copy'; readonly from: string })
  | (Change & {
      readonly kind: 'copy-referrer';
      readonly subject: string;
      readonly artifactType: string;
      readonly tag?: string;
    })
  | TagChange;

interface TagChange extends Change {
  readonly kind: 'tag';
  readonly tag: string;
}

/** What the repository lacks of the image and its tags. Throws a UserError for tags that it would refuse to move. */
export function plan(inputs: Inputs, observation: Observation): Plan<PushChange> {
  const { id, repository } = observation;
  const image = reused(inputs, observation);
  demandTags(inputs, observation, image);
  return {
    action: 'build-push-ecr',
    target: repository ? repositoryText(repository.address) : id.name,
    changes: [
      ...creation(observation),
      ...(image ? [] : [making(inputs, observation)]),
      ...referrerChanges(observation),
      ...scanning(inputs, observation, image),
      ...tagChanges(observation, image),
    ],
  };
}

/** The existing image that is used again. An archive or a copy, whose digest is known, is never sent twice. */
export function reused(
  { skipUnchanged }: Pick<Inputs, 'skipUnchanged'>,
  { content, known }: Pick<Observation, 'content' | 'known'>,
): FoundImage | undefined {
  return skipUnchanged || content.kind !== 'build' ? known : undefined;
}

function creation({ id, repository, template, cache }: Observation): readonly PushChange[] {
  const kind = 'create-repository';
  return [
    ...(repository ? [] : [{ kind, resource: id.name, ...(template ? { template: template.prefix } : {}) } as const]),
    ...(cache.kind === 'to be created' ? [{ kind, resource: cache.id.name } as const] : []),
  ];
}

/** A scan has to be started where no push starts it. */
function scanning(
  { scan }: Inputs,
  { id, repository, template, unscanned }: Observation,
  image: FoundImage | undefined,
): readonly PushChange[] {
  const onPush = repository ? repository.scanOnPush : template === undefined;
  return scan === 'wait' && (image ? unscanned : !onPush) ? [{ kind: 'scan', resource: id.name }] : [];
}

function making({ platforms }: Inputs, { id, content }: Observation): PushChange {
  switch (content.kind) {
    case 'build':
      return {
        kind: 'build',
        resource: id.name,
        ...plannedKey(content),
        platforms: platforms.map(platformText),
      };
    case 'archive':
      return { kind: 'push', resource: `${id.name}@${content.digest}`, from: content.path };
    case 'copy':
      return {
        kind: 'copy',
        resource: `${id.name}@${content.digest}`,
        from: repositoryText(content.reference),
      };
  }
}

function referrerChanges(observation: Observation): readonly PushChange[] {
  const { name } = observation.id;
  return missingReferrers(observation).map(({ artifact, subject, artifactType, tag }) => ({
    kind: 'copy-referrer',
    resource: `${name}@${artifact.manifest.digest}`,
    subject,
    artifactType,
    ...(tag === undefined ? {} : { tag }),
  }));
}

/** The key of a source that is built: where not all is known, at least what the repository and the inputs say. */
export function plannedKey({ sourceKey, ownKey }: SourceKeys): Partial<SourceKeys> {
  return sourceKey === undefined ? { ownKey } : { sourceKey };
}

function tagChanges(observation: Observation, image: FoundImage | undefined): readonly TagChange[] {
  const { id, tags, tagged, content } = observation;
  return tags
    .filter((tag) => isOpen(tag, content, observation) && !(image && tagged.get(tag) === image.digest))
    .toSorted()
    .map((tag) => ({ kind: 'tag', resource: `${id.name}:${tag}`, tag }));
}

/**
 * The tag of a source is a note for later runs: where it is set for good, a new build leaves it where it is. An image
 * whose base images cannot be compared does not get it.
 */
function isOpen(tag: string, content: Content, observation: Observation): boolean {
  if (content.kind !== 'build' || tag !== sourceTag(content)) return true;
  const { tagged, repository, areBasesUnknown } = observation;
  return !areBasesUnknown && (!tagged.has(tag) || !repository || mayMove(tag, repository.mutability));
}

function demandTags(inputs: Inputs, observation: Observation, image: FoundImage | undefined): void {
  const { repository, tags, tagged, content, holders, id } = observation;
  if (!repository) return;
  const refused = tags.filter(
    (tag) =>
      tagged.has(tag) &&
      tagged.get(tag) !== image?.digest &&
      !mayMove(tag, repository.mutability) &&
      isOpen(tag, content, observation),
  );
  if (refused.length === 0) return;
  throw new UserError({
    what: `${refused.length === 1 ? 'The tag' : 'The tags'} ${refused.join(', ')} of ${id.name} cannot be moved; nothing was built or pushed.`,
    why: `The repository is ${repository.mutability.mode}, and ${refused.map((tag) => heldBy(tag, tagged, holders)).join('; ')}.`,
    next: inputs.skipUnchanged
      ? 'Use a new tag for each content, or exclude moving tags from immutability (imageTagMutabilityExclusionFilters).'
      : 'With skip-unchanged: true, the existing image is reused if its source is the same.',
  });
}

function heldBy(tag: string, tagged: ReadonlyMap<string, string>, holders: ReadonlyMap<string, Holder>): string {
  const revision = holders.get(tag)?.labels[revisionLabel];
  return `${tag} is ${tagged.get(tag)}${revision ? `, built from revision ${revision}` : ''}`;
}

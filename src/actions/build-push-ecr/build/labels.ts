import type { Run } from '../../../github/run.ts';
import type { Inputs } from '../contract.ts';
import { ownKeyLabel, type SourceKeys, sourceKeyLabel } from './source-key.ts';

/** The OCI annotation key of the commit. */
export const revisionLabel = 'org.opencontainers.image.revision';

/**
 * The labels of a built image: the OCI annotation keys, then what the user gave, which wins.
 * Source: https://github.com/opencontainers/image-spec/blob/main/annotations.md
 */
export function imageLabels(
  { labels }: Pick<Inputs, 'labels'>,
  { commit, repository, url }: Pick<Run, 'commit' | 'repository' | 'url'>,
  { sourceKey, ownKey }: SourceKeys,
  now: Date,
): Readonly<Record<string, string>> {
  return {
    'org.opencontainers.image.created': now.toISOString(),
    ...(commit ? { [revisionLabel]: commit } : {}),
    ...(repository ? { 'org.opencontainers.image.source': url.split('/actions/runs/')[0] ?? '' } : {}),
    ...Object.fromEntries(labels.map(({ name, value }) => [name, value])),
    [sourceKeyLabel]: sourceKey,
    [ownKeyLabel]: ownKey,
  };
}

import { defineContract, gitHubTokenInput, type InputsOf, integer, value } from '../../contract/index.ts';
import { parseBucketName } from '../../domain/bucket-name.ts';
import { coveringPaths } from '../../domain/invalidation-path.ts';
import { parsePreviewPrefix } from './preview.ts';

export const contract = defineContract({
  name: 'sweep-previews',
  title: 'Remove the previews of closed pull requests',
  description: 'Remove from S3 the previews of pull requests that are closed, and nothing else.',
  inputs: {
    bucket: value('a bucket name', parseBucketName, { description: 'Name of the bucket.', required: true }),
    prefix: value('a folder', parsePreviewPrefix, {
      description: 'Folder of the previews; in it, each pull request has the folder `pr-<number>/`.',
      default: 'previews/',
    }),
    'max-delete': integer(
      { min: 1, max: 10_000_000 },
      { description: 'At most so many objects are deleted in one run; the next one goes on.', default: '20000' },
    ),
    ...gitHubTokenInput,
  },
  outputs: {
    removed: 'Numbers of the pull requests whose previews were removed, one per line.',
    kept: 'Numbers of those whose previews stay.',
    deleted: 'How many objects were deleted.',
    'invalidation-paths': 'Paths of theirs that CloudFront may still have, one per line; for invalidate-cloudfront.',
  },
  bounds: { 'invalidation-paths': { shortened: coveringPaths } },
});

export type Inputs = InputsOf<typeof contract>;

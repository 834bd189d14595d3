import { choice, defineContract, flag, type InputsOf, integer, text, values } from '../../contract/index.ts';
import { parseInvalidationPath } from '../../domain/invalidation-path.ts';

export const contract = defineContract({
  name: 'invalidate-cloudfront',
  title: 'Invalidate CloudFront paths',
  description: 'Make the CloudFront edge forget exactly what changed.',
  inputs: {
    'distribution-id': text({ description: 'Id of the distribution. Give this or `domain`.' }),
    domain: text({ description: 'An alias of the distribution, such as app.example.com; wildcard aliases count.' }),
    paths: values('paths such as /index.html or /docs/*', parseInvalidationPath, {
      description: 'What to forget. Encoded as CloudFront needs it. None: nothing is called.',
    }),
    'max-paths': integer(
      { min: 1, max: 3_000 },
      {
        description: 'Above so many paths, folders are collapsed to wildcards (each counts as one path).',
        default: '15',
      },
    ),
    wait: flag({ description: 'Wait until the edge has forgotten, within the deadline.', default: 'false' }),
    'on-quota': choice(['wait', 'fail', 'skip'], {
      description: 'What to do while the distribution has too many invalidations in progress.',
      default: 'wait',
    }),
  },
  outputs: {
    'invalidation-id': 'Id of the invalidation; unset when nothing had to be invalidated.',
    'distribution-id': 'Id of the distribution.',
    paths: 'The paths that were invalidated, one per line.',
    status:
      '`Completed`, `InProgress`, `skipped` (too many in progress), `unchanged` (no paths) or `planned` (a dry run).',
  },
});

export type Inputs = InputsOf<typeof contract>;

import { choice, defineContract, flag, type InputsOf, integer, values } from '../../contract/index.ts';
import { parseCacheTag } from '../../domain/cache-tag.ts';
import { parseAlias, parseDistributionId } from '../../domain/distribution-name.ts';
import { parseInvalidationLine } from '../../domain/invalidation-line.ts';
import { routings } from '../../domain/routing.ts';
import { parseViewerRewrite } from '../../domain/viewer-rewrite.ts';

export const contract = defineContract({
  name: 'invalidate-cloudfront',
  title: 'Invalidate CloudFront paths',
  description: 'Invalidate in CloudFront exactly what changed.',
  inputs: {
    'distribution-id': values('distribution ids', parseDistributionId, {
      description: 'Id of the distribution, or of several. Give this or `domain`.',
    }),
    domain: values('host names', parseAlias, {
      description:
        'An alias of the distribution, such as app.example.com, or of several; wildcard aliases count, staging distributions do not.',
    }),
    paths: values('paths such as /index.html or /docs/*', parseInvalidationLine, {
      description:
        'What changed. Several on a line are taken apart where a comma or a space stands before a slash. Encoded as CloudFront needs it; the other paths under which the distribution keeps the same content are added. Neither paths nor tags: nothing is called.',
    }),
    tags: values('cache tags', parseCacheTag, {
      description: 'Cache tags to invalidate, for distributions that have cache tags on.',
    }),
    rewrites: values('viewer path = served path lines', parseViewerRewrite, {
      description:
        'What a function of the distribution answers with which page, such as `/app/* = /index.html`: when the page changed, the viewer paths are invalidated as well.',
    }),
    routing: choice(routings, {
      description:
        'app, where the entry page answers the addresses of the site, or pages, where each has a file: then `/about/` and `/about` are invalidated with `/about/index.html`, and `/about` with `/about.html`. Left out: what the origin and the functions of the distribution may do.',
    }),
    'max-paths': integer(
      { min: 1, max: 10_000 },
      {
        description: 'Above so many paths, folders are collapsed to wildcards (each counts as one path).',
        default: '15',
      },
    ),
    wait: flag({ description: 'Wait until the invalidation is complete, within the deadline.', default: 'false' }),
    'on-quota': choice(['wait', 'fail', 'skip'], {
      description:
        'What to do while the distribution has too many invalidations in progress. What is skipped, sync-spa-s3 names again in its next run.',
      default: 'wait',
    }),
    force: flag({
      description: 'Invalidate again, even if this attempt of the run has invalidated the same paths already.',
      default: 'false',
    }),
  },
  outputs: {
    'invalidation-id': 'Id of the invalidation, or of several, one per line; unset when nothing had to be invalidated.',
    'distribution-id': 'Id of the distribution, or of several, one per line.',
    paths: 'The paths that were invalidated, one per line; a cache tag has a # in front.',
    status:
      '`Completed`, `InProgress`, `skipped` (too many in progress), `unchanged` (no paths) or `planned` (a dry run).',
  },
});

export type Inputs = InputsOf<typeof contract>;

import {
  choice,
  defineContract,
  flag,
  type InputsOf,
  integer,
  lines,
  pairs,
  rules,
  text,
  value,
  values,
} from '../../contract/index.ts';
import { parseBucketName } from '../../domain/bucket-name.ts';
import { coveringPaths } from '../../domain/invalidation-path.ts';
import { parsePrefix } from '../../domain/key-prefix.ts';
import { parseHeader, parseHeaderValue } from '../../domain/object-header.ts';
import { routings } from '../../domain/routing.ts';
import { parseGlobalName, parseSiteFile } from '../../domain/site-file.ts';
import { parseMaxDelete } from './max-delete.ts';

export const contract = defineContract({
  name: 'sync-spa-s3',
  title: 'Sync a single-page app to S3',
  description: 'Put a built single-page app into S3 so that no visitor ever meets a broken page.',
  inputs: {
    source: text({
      description: 'Folder of the built site, below `working-directory`. Needed unless `rollback-to` is given.',
    }),
    bucket: value('a bucket name', parseBucketName, {
      description: 'Name of the bucket, or ARN or alias of an access point.',
      required: true,
    }),
    prefix: value('a folder', parsePrefix, {
      description: 'Folder in the bucket; only keys below it are touched.',
      default: '',
    }),
    'public-path': value('a path', parsePrefix, {
      description:
        "The site's public URL prefix; `/` where CloudFront adds the prefix (origin path). Left out: the prefix.",
    }),
    routing: choice(routings, {
      description:
        'app, where the entry page answers the addresses of the site, or pages, where each has a file: it decides what is invalidated. Left out: found from the build where it is clear (a 404.html beside pages; or no page but the entry).',
    }),
    website: flag({
      description:
        'Whether the bucket serves visitors itself, by static website hosting of S3 and without CloudFront: its configuration is compared with the site, and its address is an output.',
      default: 'false',
    }),
    'working-directory': text({ description: 'Where `build-command` runs, relative to the workspace.', default: '.' }),
    'build-command': text({
      description:
        'Builds the site first, in `working-directory`, run by bash as GitHub runs `run:`. A dry run does not run it. Its environment lacks the credentials of the job, but what it starts can find them in the process of the step.',
    }),
    'run-build-command': flag({
      description:
        'Whether `build-command` may run in this job. false refuses it: the reusable workflows build in jobs without a role.',
      default: 'true',
    }),
    'build-env': pairs({ description: 'Environment of the build.' }),
    entries: values('a path of a file', parseSiteFile, {
      description:
        'Files by which visitors enter, below `source`; written when all else is there. Left out: `index.html`. For a site of several languages `en/index.html`, for a remote of module federation `remoteEntry.js`.',
    }),
    immutable: lines({
      description:
        'Globs of files whose name changes with their content; cached for a year. Left out: files whose name carries a hash, as bundlers write it.',
    }),
    'cache-control': rules('glob = value', parseHeaderValue, {
      description: 'Cache-Control by glob, over the defaults; the last match counts.',
    }),
    'content-types': rules('glob = type', parseHeaderValue, {
      description: 'Content-Type by glob, over our own table; the last match counts.',
    }),
    headers: rules('glob = Name: value', parseHeader, {
      description:
        'Further headers by glob: Cache-Control, Content-Type, Content-Disposition, Content-Language, Content-Encoding, x-amz-meta-*. The last match counts, over the two inputs before.',
    }),
    's-maxage': integer(
      { min: 0, max: 31_536_000 },
      {
        description:
          'Seconds for which CloudFront keeps pages without asking S3. Only where each run invalidates `invalidation-paths`, and where the edge asks for routes by the name of their page.',
        default: '0',
      },
    ),
    precompressed: choice(['none', 'br', 'gzip'], {
      description:
        'Uploads files from the `.br` or `.gz` that a compressor left beside them, with their Content-Encoding, for every visitor.',
      default: 'none',
    }),
    acl: choice(['private', 'public-read', 'bucket-owner-full-control', 'bucket-owner-read', 'authenticated-read'], {
      description: 'Canned ACL of the files, for a bucket that has ACLs still.',
    }),
    exclude: lines({ description: 'Globs of files that are not uploaded.' }),
    'lint-allow': lines({
      description:
        'Globs of files that may be uploaded, or referred to, in spite of what the checks before the upload find.',
    }),
    'keep-releases': integer(
      { min: 1, max: 100 },
      {
        description:
          'Files of so many releases are kept, for tabs that are still open. A rollback reaches as far, and always to the release before.',
        default: '5',
      },
    ),
    'keep-days': integer(
      { min: 0, max: 3_650 },
      { description: 'Files that were served within so many days are kept.', default: '14' },
    ),
    'max-delete': value('a count, or a share such as 25 %', parseMaxDelete, {
      description: 'At most so many of our objects are pruned in one run, oldest first.',
      default: '25 %',
    }),
    lock: flag({
      description: 'Wait while another deployment is at work on this site; with false, write all the same.',
      default: 'true',
    }),
    'release-id': text({
      description:
        'Name of this release. Left out: the commit; of another build of the commit that serves, with its number (`.2`).',
    }),
    'rollback-to': text({
      description: 'Roll back to an earlier release, without a build: its id, or `previous`.',
    }),
    'runtime-config': pairs({
      description: 'Written to `runtime-config-file`, so that one build serves every environment.',
    }),
    'runtime-config-file': value('a path of a file', parseSiteFile, {
      description:
        'Where `runtime-config` is written, below the site. A name that ends in `.js` gets a script that sets a variable of `window`.',
      default: 'config.json',
    }),
    'runtime-config-variable': value('a name of a variable', parseGlobalName, {
      description: 'The variable of `window` that such a script sets.',
      default: '__ENV',
    }),
    concurrency: integer(
      { min: 1, max: 256 },
      { description: 'Most requests at a time; fewer while S3 throttles.', default: '64' },
    ),
  },
  post: 'on success',
  outputs: {
    'release-id': 'The release that is served now.',
    'previous-release-id':
      'The release that served before this run; equal to `release-id` where the run changed nothing.',
    uploaded: 'Number of files uploaded, or in a dry run to be uploaded.',
    unchanged: 'Number of files that were there already.',
    deleted: 'Number of files pruned.',
    bytes: 'Number of bytes uploaded.',
    'changed-paths': 'Paths whose bytes or headers changed, one per line.',
    'invalidation-paths':
      'Paths to invalidate in CloudFront, one per line; for invalidate-cloudfront. Of very many, wildcards that cover them.',
    'website-url':
      "With `website`: the address of the site, by plain HTTP, without a slash at its end; unset at a server that is not AWS's own.",
    routing: 'How the addresses of the site become its files, app or pages; unset where the build does not show it.',
  },
  bounds: { 'invalidation-paths': { shortened: coveringPaths } },
});

export type Inputs = InputsOf<typeof contract>;

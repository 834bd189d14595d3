import { defineContract, type InputsOf, integer, lines, pairs, rules, text, value } from '../../contract/index.ts';
import { parseMaxDelete } from './max-delete.ts';

/** Names that carry a hash of their content, and the folders in which bundlers put such files. */
export const immutableDefaults = [
  'assets/**',
  'static/**',
  '_next/static/**',
  '_app/immutable/**',
  '**/*[.-]{????????,????????????????????}.{js,mjs,css}',
];

export const contract = defineContract({
  name: 'sync-spa-s3',
  title: 'Sync a single-page app to S3',
  description: 'Put a built single-page app into S3 so that no visitor ever meets a broken page.',
  inputs: {
    source: text({ description: 'Folder of the built site, below `working-directory`.', required: true }),
    bucket: text({ description: 'Name of the bucket.', required: true }),
    prefix: text({ description: 'Folder in the bucket; only keys below it are touched.', default: '' }),
    'working-directory': text({ description: 'Where `build-command` runs, relative to the workspace.', default: '.' }),
    'build-command': text({ description: 'Builds the site first; run by `sh -c` in `working-directory`.' }),
    'build-env': pairs({ description: 'Environment of the build.' }),
    immutable: lines({
      description: `Globs of files whose name changes with their content; cached for a year. Default: ${immutableDefaults.map((glob) => `\`${glob}\``).join(', ')}.`,
    }),
    'cache-control': rules({ description: 'Cache-Control by glob, over the defaults.' }),
    'content-types': rules({ description: 'Content-Type by glob, over our own table.' }),
    exclude: lines({ description: 'Globs of files that are not uploaded.' }),
    'keep-releases': integer(
      { min: 1, max: 100 },
      { description: 'Files of so many releases are kept, for tabs that are still open.', default: '5' },
    ),
    'keep-days': integer(
      { min: 0, max: 3_650 },
      { description: 'Files that served within so many days are kept.', default: '14' },
    ),
    'max-delete': value('a count, or a share such as 25 %', parseMaxDelete, {
      description: 'At most so many of our objects are pruned in one run, oldest first.',
      default: '25 %',
    }),
    'release-id': text({ description: 'Name of this release. Left out: the commit.' }),
    'runtime-config': pairs({ description: 'Written to `config.json`, so that one build serves every environment.' }),
    concurrency: integer({ min: 1, max: 256 }, { description: 'Uploads at a time.', default: '64' }),
  },
  outputs: {
    'release-id': 'The release that serves now.',
    'previous-release-id': 'The release that served before this run.',
    uploaded: 'Number of files uploaded, or in a dry run to be uploaded.',
    unchanged: 'Number of files that were there already.',
    deleted: 'Number of files pruned.',
    bytes: 'Number of bytes uploaded.',
    'changed-paths': 'Paths whose bytes or headers changed, one per line.',
    'invalidation-paths': 'Paths that the edge must forget, one per line; for invalidate-cloudfront.',
  },
});

export type Inputs = InputsOf<typeof contract>;

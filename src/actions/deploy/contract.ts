import {
  choice,
  defineContract,
  flag,
  type InputsOf,
  integer,
  lines,
  parsed,
  refused,
  text,
  value,
  values,
} from '../../contract/index.ts';
import { parseImageReference } from '../../domain/image-reference.ts';
import { routings } from '../../domain/routing.ts';
import { parseSqlFileName } from '../../domain/sql/sql-file.ts';
import { type StageName, stages } from './stages.ts';

const declared = defineContract({
  name: 'deploy',
  title: 'Deploy a web app to AWS',
  description:
    'The whole chain in one step: image, database, backend, site, edge and smoke test, with one plan, and a rollback to the previous release when it fails.',
  inputs: {
    stages: values(`some of ${stages.map(({ name }) => name).join(', ')}`, parseStages, {
      description: 'The stages to carry out, of those that have a section in the config file. Left out: all of them.',
    }),
    image: value('repository@digest', parseDigested, {
      description: 'Deploy this image, which is in its repository already; the image stage is left out.',
    }),
    'source-image': value('repository@digest', parseDigested, {
      description: 'Promote this image: the image stage copies it instead of building.',
    }),
    'site-release': text({
      description:
        'Roll the site back to this release, from the files that the bucket still holds, instead of a build.',
    }),
    'database-version': value('the name of a migration, such as 012_add_invoices.sql', parseSqlFileName, {
      description:
        'Last migration of the release that is rolled back to. Later migrations stay in the database and are named.',
    }),
    'later-commits': lines({
      description:
        'Commits of releases that came after this one, one per line, as `compare` of github-deployment gives them: the database keeps their migrations.',
    }),
    'managed-variables': lines({
      description:
        'Names of variables that earlier releases have given to the backend, one per line: those that are no longer in the config file go, also with `env-strategy: merge`.',
    }),
    'run-build-command': flag({
      description:
        'Whether `build-command` of sync-spa-s3 may run in this job. false refuses it: the reusable workflows build in jobs without a role.',
      default: 'true',
    }),
    routing: choice(routings, {
      description:
        'How the addresses of the site become its files, for the stages whose section says nothing: app, where the entry page answers, or pages, where each has a file.',
    }),
    sizes: value('sizes as the ledger has them, such as cpu=1024 memory=2048', parseSizes, {
      description:
        'Sizes and the like of the release that is rolled back to, as it was recorded. They count where the config file says nothing.',
    }),
    'after-unsettled': flag({
      description:
        'Whether what serves is left from a release that ended midway, and could not be restored: when this one fails as well, the next run has to restore the last green one.',
      default: 'false',
    }),
    'rollback-on-failure': flag({
      description: 'Roll backend and site back to the previous release when a stage after the backend fails.',
      default: 'true',
    }),
  },
  outputs: {
    release: 'The release as JSON, as github-deployment records it.',
    image: 'The image that the backend runs now.',
    'previous-image': 'The image that the backend ran before this run.',
    'service-url': "The backend's URL.",
    sizes: 'CPU, memory and the like that the backend runs with.',
    'site-url':
      "The site's URL, where the config file names it; with `website` of sync-spa-s3 that of the bucket's website.",
    'site-release': "The site's current release.",
    'previous-site-release': "The site's release before this run.",
    'database-version': 'The last migration in the database.',
    'failed-stage': 'The stage that failed; unset when none did.',
    'rolled-back': 'Whether the previous release was restored and verified.',
  },
  post: true,
});

export const contract = {
  ...declared,
  inputs: {
    ...declared.inputs,
    environment: text({ description: 'Name of the environment in the config file.', required: true }),
    'timeout-minutes': integer(
      { min: 1, max: 360 },
      { description: 'Deadline of the whole chain; passing it is a failure.', default: '90' },
    ),
  },
} as const;

export type Inputs = InputsOf<typeof contract>;

/** Several on a line are taken as well: `backend site edge`. */
function parseStages(given: string) {
  const names = given.split(/[\s,]+/).filter((name) => name !== '');
  const unknown = names.find((name) => !isStage(name));
  return unknown === undefined ? parsed(names.filter(isStage)) : refused(`"${unknown}" is no stage`);
}

function isStage(name: string): name is StageName {
  return stages.some((stage) => stage.name === name);
}

function parseSizes(given: string) {
  const pairs = given
    .trim()
    .split(/ +/)
    .map((pair) => /^([a-z-]+)=(.+)$/.exec(pair));
  const sizes = pairs.flatMap((found) => (found ? [{ name: found[1] ?? '', value: found[2] ?? '' }] : []));
  return sizes.length === pairs.length ? parsed(sizes) : refused('it is not like cpu=1024 memory=2048');
}

function parseDigested(given: string) {
  const reference = parseImageReference(given);
  if (!reference.ok) return refused(reference.reason);
  return reference.value.digest ? parsed(given) : refused('it has no digest, and a tag may move');
}

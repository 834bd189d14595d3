import {
  choice,
  defineGitHubContract,
  flag,
  type InputsOf,
  integer,
  lines,
  text,
  value,
} from '../../contract/index.ts';
import { parseRelease } from '../../domain/release.ts';
import { parseWebAddress } from '../../domain/web-address.ts';
import { parseSelection } from './selection.ts';
import { parseTargets } from './targets.ts';

export const contract = defineGitHubContract({
  name: 'github-deployment',
  title: 'Record and find releases',
  description:
    'Record releases as GitHub deployments, and find the current and the previous release of an environment.',
  inputs: {
    operation: choice(['start', 'finish', 'find', 'list', 'compare'], {
      description:
        '`finish` records how a deployment ended. `find` finds a recorded release. `list` shows the current release of all targets. `compare` says whether the current release has the commit of the run in its history. `start` shows a deployment as in progress, so that the next run finds it if its machine dies, and ends the one whose machine died.',
      required: true,
    }),
    environment: text({
      description: 'The GitHub environment, which has the same name in the config file. Not needed for `list`.',
    }),
    app: text({ description: 'Name of the app. Left out: `app` of the config file.' }),
    release: value('a release as JSON', parseRelease, {
      description:
        'The release: `{"commit", "image", "digest", "siteRelease", "databaseVersion", "variables", "fingerprint"}`. All members are optional; the default of `commit` is the commit of the run. App, environment, run and actor are added.',
    }),
    state: choice(['success', 'failure', 'error', 'cancelled'], {
      description:
        'The result of the deployment, for `finish`. It accepts `job.status`: `cancelled` is recorded as `error`.',
    }),
    url: value('a web address', parseWebAddress, { description: 'Web address of the app, for `finish`.' }),
    'deployment-id': integer(
      { min: 1, max: Number.MAX_SAFE_INTEGER },
      { description: 'The deployment that `start` created, for `finish`.' },
    ),
    select: value('current, previous, a commit (7 hex digits or more) or a deployment id', parseSelection, {
      description:
        'The release that `find` finds: `current`, `previous` (the last successful release that differs from the current one), or one that was deployed with success.',
      default: 'current',
    }),
    'allow-older': flag({
      description: 'Whether `compare` lets a commit pass that the current release has in its history.',
      default: 'false',
    }),
    'unless-overtaken': flag({
      description: 'Whether `allow-older` ends where a run that began later has released meanwhile.',
      default: 'false',
    }),
    required: flag({ description: 'Whether `find` fails if there is no such release.', default: 'true' }),
    branch: text({
      description:
        'The branch that the environment is deployed from, with `*` for any text. Only what was recorded there counts for `find`, `list` and `compare`. Left out: the branch of this run.',
    }),
    workflows: lines({
      description:
        'Further workflow files that may record releases, one per line, such as `.github/workflows/release.yml`; in another repository with `owner/name/` in front. The reusable workflows of this action always may.',
    }),
    targets: value('the output `matrix` of list-targets', parseTargets, {
      description: 'Apps and environments that `list` shows, as JSON.',
    }),
  },
  outputs: {
    'deployment-id': 'Id of the deployment.',
    found: 'Whether `find` found a release, or `list` found any current one.',
    state: 'The state of the deployment.',
    release: 'The release as JSON.',
    commit: 'Commit of the release.',
    image: 'Image of the release, as repository@digest.',
    digest: 'Digest of the image.',
    'site-release': 'Id of the site release.',
    'database-version': 'The last migration of the database.',
    sizes: 'Sizes and the like that its backend had, as the input `sizes` of deploy takes them.',
    variables:
      'For `compare`: names of the variables that the current release and those after it have given to the backend, one per line.',
    'later-commits':
      'For `compare`: commits of releases that came after the commit of the run, one per line. The database keeps their migrations.',
    recorded: 'Whether the ledger holds it; false for a release that serves and could not be recorded.',
    'restore-commit':
      'For `compare`: the commit of the last green release, where a later one was left half done and it must be restored first.',
    'restore-image': 'For `compare`: image of the release to restore.',
    'restore-site-release': 'For `compare`: site release of the release to restore.',
    'restore-sizes': 'For `compare`: sizes of the release to restore.',
    'superseded-by': 'For `compare`: the commit that serves, where it has the commit of the run in its history.',
    'plan-fingerprint': 'Fingerprint of the plan that was applied.',
  },
});

export type Inputs = InputsOf<typeof contract>;

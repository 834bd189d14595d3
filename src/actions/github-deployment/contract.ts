import { choice, defineGitHubContract, flag, type InputsOf, integer, text, value } from '../../contract/index.ts';
import { parseRelease } from '../../domain/release.ts';
import { parseWebAddress } from '../../domain/web-address.ts';
import { parseSelection } from './selection.ts';
import { parseTargets } from './targets.ts';

export const contract = defineGitHubContract({
  name: 'github-deployment',
  title: 'Keep the ledger of releases',
  description:
    'Record releases as GitHub deployments, and find what serves where: the ledger that promotion and rollback read.',
  inputs: {
    operation: choice(['start', 'finish', 'find', 'list'], {
      description:
        '`finish` records a release that has ended, `find` tells one that was recorded, `list` shows what serves everywhere; `start` announces a deployment, for those who want to see it while it runs.',
      required: true,
    }),
    environment: text({
      description: 'The GitHub environment, and the environment in the config file. `list` needs none.',
    }),
    app: text({ description: 'Name of the app. Left out: `app` of the config file.' }),
    release: value('a release as JSON', parseRelease, {
      description:
        'What was released: `{"commit", "image", "digest", "siteRelease", "databaseVersion", "fingerprint"}`; what is missing or empty is left out, and the commit is that of the run. App, environment, run and actor are added.',
    }),
    state: choice(['success', 'failure', 'error', 'cancelled'], {
      description: 'How it ended, for `finish`; `cancelled` is recorded as `error`, so that `job.status` will do.',
    }),
    url: value('a web address', parseWebAddress, { description: 'Where the app is to be seen, for `finish`.' }),
    'deployment-id': integer(
      { min: 1, max: Number.MAX_SAFE_INTEGER },
      { description: 'The deployment that `start` began, for `finish`.' },
    ),
    select: value('current, previous, a commit (7 hex digits or more) or a deployment id', parseSelection, {
      description:
        'Which release `find` tells: what serves (`current`), the one that served before and is another (`previous`), or one that was once successful.',
      default: 'current',
    }),
    required: flag({ description: 'Whether `find` fails where there is no such release.', default: 'true' }),
    targets: value('the output `matrix` of list-targets', parseTargets, {
      description: 'What `list` shows: apps and environments, as JSON.',
    }),
  },
  outputs: {
    'deployment-id': 'Id of the deployment.',
    found: 'Whether `find` has found one.',
    state: 'The state of the deployment.',
    release: 'The release as JSON.',
    commit: 'Its commit.',
    image: 'Its image, as repository@digest.',
    digest: 'The digest of its image.',
    'site-release': 'The release of its site.',
    'database-version': 'The migration that its database stood at.',
    'plan-fingerprint': 'Fingerprint of the plan that was applied for it.',
  },
});

export type Inputs = InputsOf<typeof contract>;

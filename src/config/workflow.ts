import { choice, flag, integer, parsed, refused, text, value } from '../contract/index.ts';
import type { Result } from '../domain/result.ts';
import { runner } from './runner.ts';

/**
 * The section `workflow`, at the top of the config file and in an environment: the inputs of the reusable workflow
 * deploy.yml, so that a matrix over environments needs nothing else.
 */
export const workflow = {
  name: 'workflow',
  description: 'Inputs of the reusable workflow deploy.yml, which list-targets hands on to a matrix.',
  inputs: {
    image: flag({
      description: 'Whether there is an image to build; false where deploy-beanstalk has a `bundle`.',
      default: 'true',
    }),
    'image-command': text({
      description:
        'Makes files for the image in `image-folder` before it is built, in a job without AWS credentials; for what the Dockerfile only copies.',
      default: '',
    }),
    'image-folder': text({
      description: 'Folder that `image-command` makes; the image is built with it. File modes are not kept.',
      default: 'dist',
    }),
    site: flag({ description: 'Whether the environment has a site.', default: 'true' }),
    'site-command': text({
      description:
        'Builds the site in `site-folder`, without AWS credentials. Empty means that nothing is built, and the site is what stands in Git.',
      default: '',
    }),
    'site-folder': text({
      description: 'Folder that `site-command` makes; the same as `source` of sync-spa-s3.',
      default: 'dist',
    }),
    database: flag({ description: 'Whether there are migrations or seeds.', default: 'true' }),
    'allow-older': flag({
      description: 'Deploys a commit although a later one of the same history serves.',
      default: 'false',
    }),
    'node-version': text({ description: 'Node.js for the two commands.', default: '24' }),
    'runs-on': runner({
      description:
        'Label of the runners, or a list of labels, or `group` and `labels`. `${run-id}` is the id of the run.',
      default: 'ubuntu-latest',
    }),
    'database-runs-on': runner({
      description:
        'The same of runners that reach a private database, for the jobs that need it. Left out: those of `runs-on`.',
      default: '',
    }),
    'role-duration-seconds': integer(
      { min: 900, max: 43_200 },
      { description: 'How long the credentials of a role last; at most what the role allows.', default: '3600' },
    ),
    'variable-suffix': value('the end of the name of a variable', parseVariableSuffix, {
      description:
        "Ends the names of the GitHub environment's variables, such as `_BILLING` for AWS_ROLE_ARN_BILLING, where several apps share an environment.",
      default: '',
    }),
    submodules: choice(['true', 'false', 'recursive'], {
      description: 'Whether submodules are checked out.',
      default: 'false',
    }),
    lfs: flag({ description: 'Whether files of Git LFS are downloaded.', default: 'false' }),
    'fetch-depth': integer(
      { min: 0, max: 1_000_000 },
      { description: 'How many commits of the history are checked out; 0 means all.', default: '1' },
    ),
  },
} as const;

/** What the name of a variable at GitHub may consist of. */
function parseVariableSuffix(text: string): Result<string> {
  return /^[A-Za-z0-9_]*$/.test(text) ? parsed(text) : refused('it has other characters than letters, digits and _');
}

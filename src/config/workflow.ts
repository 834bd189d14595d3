import { flag, text } from '../contract/index.ts';

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
    'runs-on': text({ description: 'Label of the runners.', default: 'ubuntu-latest' }),
    'database-runs-on': text({
      description: 'Label of runners that reach a private database, for the jobs that need it. Empty means `runs-on`.',
      default: '',
    }),
  },
} as const;

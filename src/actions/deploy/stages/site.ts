import { list, text } from '../handover.ts';
import { defineStage } from '../stage.ts';

export const site = defineStage({
  name: 'site',
  title: 'Site',
  actions: { 'sync-spa-s3': async () => (await import('../../sync-spa-s3/index.ts')).action },
  after: [],
  handOver: (outputs) => ({
    paths: list(outputs['invalidation-paths']),
    siteUrl: text(outputs['website-url']),
  }),
  ownInput: 'site-release',
  defaults: (_, release) => ({ routing: release?.routing }),
  inputs: (_, { siteRelease, runBuildCommand }) => ({
    'rollback-to': siteRelease,
    'run-build-command': runBuildCommand ? undefined : 'false',
  }),
  ignoredInputs: ({ siteRelease }) => (siteRelease === undefined ? [] : ['source', 'build-command']),
  // The site was built when it was planned first.
  replannedInputs: (inputs) => ({ ...inputs, buildCommand: undefined }),
  outputs: {
    'site-release': 'release-id',
    'previous-site-release': 'previous-release-id',
    'site-url': 'website-url',
  },
  rollback: {
    byItself: false,
    previous({ observation }, { outputs, failure }) {
      const version = observation.manifest.releases[0]?.id;
      if (version === undefined) return { kind: 'none', why: 'the site has no earlier release.' };
      const isSame = !failure && outputs['release-id'] === version;
      return isSame
        ? { kind: 'none', why: `the site already had the release ${version} before this run.` }
        : { kind: 'found', version };
    },
    step({ inputs, observation }, plan) {
      const rollbackTo = observation.manifest.releases[0]?.id;
      return plan({ ...inputs, source: undefined, buildCommand: undefined, rollbackTo });
    },
    async save(_, { observation }) {
      const [previous] = observation.manifest.releases;
      return previous && { text: previous.id };
    },
    result: ({ outputs }) => `The release ${text(outputs['release-id'])} was restored.`,
    output: 'site-release',
  },
});

import { defineStage } from '../stage.ts';
import { site } from './site.ts';

export const edge = defineStage({
  name: 'edge',
  title: 'Edge',
  actions: { 'invalidate-cloudfront': async () => (await import('../../invalidate-cloudfront/index.ts')).action },
  after: [site],
  // A later stage checks what the edge serves, so the invalidation has to be complete by then.
  defaults: (_, release) => ({ wait: 'true', routing: release?.routing }),
  // Without `force`, an invalidation of paths that this run has invalidated already would not be made again.
  inputs: ({ paths, isRollback }) => ({
    paths: paths?.join('\n') || undefined,
    force: isRollback ? 'true' : undefined,
  }),
  // The site's note of pending invalidations goes when they were made.
  completes: [site],
  afterRollback: {
    isNeeded: ({ paths = [] }) => paths.length > 0,
    result: ({ paths = [] }) => `${paths.length} paths were invalidated.`,
  },
});

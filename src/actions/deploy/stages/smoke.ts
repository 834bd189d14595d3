import { defineStage } from '../stage.ts';
import { site } from './site.ts';

export const smoke = defineStage({
  name: 'smoke',
  title: 'Smoke test',
  actions: { 'smoke-test': async () => (await import('../../smoke-test/index.ts')).action },
  after: [],
  handedOver: { 'site-url': site },
  defaults: ({ commit }, release, handover) => ({
    ...{ version: commit || undefined, routing: release?.routing },
    'site-url': handover?.siteUrl,
  }),
  inputs: ({ serviceUrl }) => ({ 'service-url': serviceUrl }),
  verifies: true,
});

import { defineStage } from '../stage.ts';

export const smoke = defineStage({
  name: 'smoke',
  title: 'Smoke test',
  actions: { 'smoke-test': async () => (await import('../../smoke-test/index.ts')).action },
  after: [],
  defaults: ({ commit }, release) => ({ version: commit || undefined, routing: release?.routing }),
  inputs: ({ serviceUrl }) => ({ 'service-url': serviceUrl }),
  verifies: true,
});

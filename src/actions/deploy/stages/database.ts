import { list } from '../handover.ts';
import { defineStage } from '../stage.ts';

export const database = defineStage({
  name: 'database',
  title: 'Database',
  actions: { 'seed-rds': async () => (await import('../../seed-rds/index.ts')).action },
  after: [],
  inputs: (_, { laterCommits }) => ({ 'later-commits': laterCommits.length > 0 ? laterCommits.join('\n') : undefined }),
  outputs: { 'database-version': 'current' },
  permanentChanges(outputs) {
    const applied = list(outputs['applied']);
    return applied.length > 0
      ? `The database keeps the files that this run applied: ${applied.join(', ')}.`
      : undefined;
  },
});

import { list, text } from '../handover.ts';
import { defineStage } from '../stage.ts';
import { image } from './image.ts';

export const database = defineStage({
  name: 'database',
  title: 'Database',
  actions: { 'seed-rds': async () => (await import('../../seed-rds/index.ts')).action },
  after: [image],
  // A task runs the migration tool that is in the image.
  inputs: ({ image: reference }, { laterCommits }) => ({
    'later-commits': laterCommits.length > 0 ? laterCommits.join('\n') : undefined,
    'task-image': reference,
  }),
  hasPlaceholder: ({ upcoming }, { changes }) =>
    upcoming !== undefined && changes.some(({ kind }) => kind === 'run-task'),
  outputs: { 'database-version': 'current' },
  permanentChanges(outputs) {
    const applied = list(outputs['applied']);
    const task = text(outputs['task-arn']);
    if (task !== undefined && outputs['changed'] === true)
      return `The database keeps what the task ${task} has changed.`;
    return applied.length > 0
      ? `The database keeps the files that this run applied: ${applied.join(', ')}.`
      : undefined;
  },
});

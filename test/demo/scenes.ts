import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvironmentName, World } from './world.ts';

/** One run of a workflow that the demo plays. */
export interface Scene {
  readonly title: string;
  readonly workflow: string;
  readonly event: 'push' | 'workflow_dispatch';
  readonly environment: EnvironmentName;
  readonly ends: 'success' | 'failure';
  /** What is committed before; nothing for a run of the commit that is there. */
  readonly change?: (world: World) => void;
}

const toDev = { workflow: 'deploy.yml', event: 'push', environment: 'dev' } as const;

export const scenes: readonly Scene[] = [
  {
    ...toDev,
    title: 'First deployment',
    ends: 'success',
    change: ({ commit }) => commit({}, 'Open the clinic'),
  },
  { ...toDev, title: 'Second deployment, unchanged', ends: 'success' },
  {
    ...toDev,
    title: 'A new release',
    ends: 'success',
    change: (world) =>
      world.commit(
        {
          ...edited(world, 'frontend/index.html', '<title>Clínica Aurora</title>', '<title>Clínica Aurora 2</title>'),
          'database/postgres/migrations/004_requests_by_age.sql':
            'create index requests_created_at on requests (created_at);\n',
        },
        'Name the second release; find old requests sooner',
      ),
  },
  {
    ...toDev,
    title: 'A broken release, which is rolled back',
    ends: 'failure',
    change: (world) =>
      world.commit(
        {
          ...edited(world, 'frontend/index.html', 'Aurora 2', 'Aurora 3'),
          ...edited(world, 'backend/src/reports/routes.ts', 'csv([csvHeader, ...(', 'csv([...('),
          'database/postgres/migrations/005_requests_by_patient.sql':
            'create index requests_patient on requests (patient);\n',
        },
        'Leave out the heading of the CSV, by mistake',
      ),
  },
  {
    title: 'Promotion of the release to another account',
    workflow: 'promote-to-staging.yml',
    event: 'workflow_dispatch',
    environment: 'staging',
    ends: 'success',
  },
];

function edited({ git }: World, path: string, before: string, after: string): Readonly<Record<string, string>> {
  const text = readFileSync(join(git.folder, path), 'utf8');
  if (!text.includes(before)) throw new Error(`${path} does not hold "${before}".`);
  return { [path]: text.replace(before, after) };
}

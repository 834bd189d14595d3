import { counted } from '../../report/counted.ts';
import { matrixText, type Target } from './targets.ts';

const columns = ['app', 'environment', 'account-id', 'region', 'config'] as const;

export function report(found: readonly Target[]) {
  const count = counted(found.length, 'environment');
  const rows = found.map((target) => columns.map((name) => String(target[name])));
  return {
    outputs: { matrix: matrixText(found), count: found.length },
    report: {
      title: 'Environments to deploy to',
      status: 'unchanged',
      result: `${count} found.`,
      facts: [],
      sections:
        rows.length === 0
          ? []
          : [
              {
                kind: 'table',
                title: 'Environments',
                columns: ['App', 'Environment', 'Account', 'Region', 'Config file'],
                rows,
              } as const,
            ],
    },
  } as const;
}

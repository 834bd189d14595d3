import { counted } from '../../report/counted.ts';
import { matrixText, type Target } from './targets.ts';

export function report(found: readonly Target[]) {
  const count = counted(found.length, 'environment');
  const rows = found.map((target) => [
    `${target['app']} in ${target['environment']}`,
    `${target['account-id']}, ${target['region']}`,
    String(target['config']),
  ]);
  return {
    outputs: { matrix: matrixText(found), count: found.length },
    report: {
      title: 'Environments to deploy to',
      status: 'unchanged',
      result: `${count} found.`,
      facts: [] as const,
      sections:
        rows.length === 0
          ? []
          : [
              {
                kind: 'table',
                title: 'Environments',
                columns: ['Environment', 'Account', 'Config file'],
                rows,
                code: [2],
              } as const,
            ],
    },
  } as const;
}

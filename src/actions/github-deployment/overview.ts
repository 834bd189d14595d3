import type { Conclusion } from '../../lifecycle/action.ts';
import type { Cell } from '../../report/report.ts';
import type { contract } from './contract.ts';
import type { Serving } from './observe.ts';
import { commitCell, linked } from './release-shown.ts';

/** A table for each environment. */
export function overview(serving: readonly Serving[]): Conclusion<typeof contract> {
  const environments = [...new Set(serving.map(({ environment }) => environment))];
  const idle = serving.filter(({ current }) => !current).length;
  return {
    outputs: { found: idle < serving.length },
    report: {
      title: 'What serves where',
      status: 'unchanged',
      result: `${serving.length - idle} of ${serving.length} targets have a release that serves.`,
      facts: [],
      sections: environments.map((environment) => ({
        kind: 'table',
        title: environment,
        columns: ['App', 'Commit', 'Image', 'Site release', 'Database', 'Since', 'By', 'Last try'],
        rows: serving.filter((row) => row.environment === environment).map(overviewRow),
      })),
    },
  };
}

function overviewRow({ app, current, newest }: Serving): readonly Cell[] {
  const { release, succeededAt } = current ?? {};
  return [
    app,
    release ? commitCell(release) : 'nothing serves',
    release?.digest?.slice(0, 19) ?? '',
    release?.siteRelease?.slice(0, 12) ?? '',
    release?.databaseVersion ?? '',
    succeededAt ?? '',
    release?.actor ?? '',
    newest ? linked(newest.state, newest.logUrl) : '',
  ];
}

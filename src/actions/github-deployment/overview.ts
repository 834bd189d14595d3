import type { Conclusion } from '../../lifecycle/action.ts';
import type { Cell } from '../../report/report.ts';
import type { contract } from './contract.ts';
import { commitCell, doubtNote, linked } from './release-shown.ts';
import type { TargetState } from './states.ts';

/** A table of the current releases of each environment. */
export function overview(targets: readonly TargetState[]): Conclusion<typeof contract> {
  const environments = [...new Set(targets.map(({ environment }) => environment))];
  const without = targets.filter(({ current }) => !current).length;
  const [failure] = targets.flatMap(({ unknown }) => unknown ?? []);
  const unread = targets.filter(({ unknown }) => unknown).length;
  return {
    outputs: { found: without < targets.length },
    failure,
    report: {
      title: 'Current releases',
      status: failure ? 'failed' : 'unchanged',
      result: failure
        ? `Of ${targets.length} targets, ${unread} could not be read. ${failure.message}`
        : `${targets.length - without} of ${targets.length} targets have a current release.`,
      facts: [],
      sections: [
        ...environments.map((environment) => ({
          kind: 'table' as const,
          title: environment,
          columns: ['App', 'Commit', 'Image', 'Site release', 'Database', 'Since', 'By', 'Last deployment'],
          rows: targets.filter((row) => row.environment === environment).map(overviewRow),
        })),
        ...doubtNote(targets.flatMap(({ doubted }) => doubted)),
      ],
    },
  };
}

function overviewRow({ app, current, newest, unknown }: TargetState): readonly Cell[] {
  if (unknown) return [app, 'unknown', '', '', '', '', '', ''];
  const { release, succeededAt } = current ?? {};
  return [
    app,
    release ? commitCell(release) : 'none',
    release?.digest?.slice(0, 19) ?? '',
    release?.siteRelease?.slice(0, 12) ?? '',
    release?.databaseVersion ?? '',
    succeededAt ?? '',
    release?.actor ?? '',
    newest ? linked(newest.state, newest.logUrl) : '',
  ];
}

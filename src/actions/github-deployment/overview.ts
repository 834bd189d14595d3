import type { Release } from '../../domain/release.ts';
import type { Conclusion } from '../../lifecycle/action.ts';
import { utcText } from '../../report/duration.ts';
import { linked, short } from '../../report/links.ts';
import type { Cell, Span } from '../../report/report.ts';
import type { contract } from './contract.ts';
import { commitCell, doubtNote, shortDigest } from './release-shown.ts';
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
          columns: ['App', 'Release', 'Since'] as const,
          rows: targets.filter((row) => row.environment === environment).map(overviewRow),
        })),
        ...doubtNote(targets.flatMap(({ doubted }) => doubted)),
      ],
    },
  };
}

function overviewRow({ app, current, newest, unknown }: TargetState): readonly Cell[] {
  if (unknown) return [app, 'unknown', ''];
  const last = newest ? ['last deployment: ', linked(newest.state, newest.logUrl)] : [];
  if (!current) return [app, 'none', last.length === 0 ? '' : last];
  const { release, succeededAt = '' } = current;
  const since = [utcText(succeededAt), ...(release.actor === undefined ? [] : [` by ${release.actor}`])];
  return [app, [commitCell(release), ...partsOf(release)], [...since, ...(last.length === 0 ? [] : [', ']), ...last]];
}

function partsOf({ digest, siteRelease, databaseVersion }: Release): readonly Span[] {
  return [
    ...(digest === undefined ? [] : [`, image ${shortDigest(digest)}`]),
    ...(siteRelease === undefined ? [] : [`, site ${short(siteRelease)}`]),
    ...(databaseVersion === undefined ? [] : [', database ', { code: databaseVersion }]),
  ];
}

import type { Referrer } from '../../../container/registry.ts';
import type { Fact, Section } from '../../../report/report.ts';

/** The referrers of a copied image in the report; undefined: they were not asked for. */
export interface ShownReferrers {
  readonly all: readonly Referrer[] | undefined;
  /** Those that the repository lacked. */
  readonly missing: readonly Referrer[];
  /** Those that were copied. */
  readonly copied: readonly Referrer[];
}

export function referrerFact({ all, missing }: ShownReferrers): readonly Fact[] {
  if (!all) return [];
  const there = all.length - missing.length;
  const reused = there === 0 ? '' : `, of which ${there} ${there === 1 ? 'was' : 'were'} there already`;
  return [['Referrers', all.length === 0 ? 'none in the source' : `${all.length}${reused}`]];
}

export function referrerSection({ all = [], missing, copied }: ShownReferrers): readonly Section[] {
  const stateOf = (referrer: Referrer) =>
    copied.includes(referrer) ? 'copied' : missing.includes(referrer) ? '' : 'present';
  const rows = all.map(
    (referrer) =>
      [referrer.artifactType, referrer.tag ?? referrer.artifact.manifest.digest, stateOf(referrer)] as const,
  );
  if (rows.length === 0) return [];
  const columns = ['Kind', 'Tag or digest', 'Sent'] as const;
  return [{ kind: 'table', title: 'Referrers', columns, rows, code: [0, 1], collapsed: true }];
}

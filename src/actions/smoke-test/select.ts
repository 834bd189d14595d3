import type { Check } from './suite/check.ts';
import { capturedBy, neededBy } from './suite/references.ts';

/** The checks with one of the tags, and those above them whose captures they use; without tags, all. */
export function selected(checks: readonly Check[], tags: readonly string[]): readonly Check[] {
  if (tags.length === 0) return checks;
  const wanted = checks.filter((check) => check.tags.some((tag) => tags.includes(tag)));
  const chosen = withProviders(checks, new Set(wanted));
  return checks.filter((check) => chosen.has(check));
}

/** Goes upwards: a provider stands above the checks that use it, and may itself use one above. */
function withProviders(checks: readonly Check[], wanted: ReadonlySet<Check>): ReadonlySet<Check> {
  return checks.toReversed().reduce<{ readonly chosen: ReadonlySet<Check>; readonly needs: ReadonlySet<string> }>(
    ({ chosen, needs }, check) => {
      const used = wanted.has(check) || capturedBy(check).some((name) => needs.has(name));
      if (!used) return { chosen, needs };
      const more = neededBy(check).map(({ name }) => name);
      return { chosen: new Set([...chosen, check]), needs: new Set([...needs, ...more]) };
    },
    { chosen: new Set(), needs: new Set() },
  ).chosen;
}

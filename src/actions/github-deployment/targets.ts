import { parseJson } from '../../domain/json.ts';
import type { Result } from '../../domain/result.ts';

/** An app in an environment. */
export interface Target {
  readonly app: string;
  readonly environment: string;
}

/** Parses the matrix of list-targets, `{"include": [{"app", "environment", …}]}`, or its list alone. */
export function parseTargets(text: string): Result<readonly Target[]> {
  const given = parseJson(text);
  const rows = (given as { readonly include?: unknown } | undefined)?.include ?? given;
  if (!Array.isArray(rows)) return { ok: false, reason: 'it is no JSON list, and has none as `include`' };
  const targets = rows.filter(isTarget).map(({ app, environment }) => ({ app, environment }));
  return targets.length === rows.length
    ? { ok: true, value: targets }
    : { ok: false, reason: 'an item has no `app` or no `environment`' };
}

function isTarget(row: unknown): row is Target {
  const { app, environment } = (row ?? {}) as Partial<Record<keyof Target, unknown>>;
  return typeof app === 'string' && app !== '' && typeof environment === 'string' && environment !== '';
}

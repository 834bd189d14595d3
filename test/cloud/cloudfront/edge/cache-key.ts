import type { Behavior, Selection } from './behavior.ts';
import { pairs, queryText, type ViewerRequest } from './viewer-request.ts';

/** What tells one cached object from another. */
export interface CacheKey {
  readonly text: string;
  /** What invalidation paths are compared with. */
  readonly pathAndQuery: string;
}

/** The key of a request under a behavior: its path, and the queries, cookies and headers that the behavior names. */
export function cacheKey(request: ViewerRequest, { key }: Pick<Behavior, 'key'>): CacheKey {
  const query = queryText(selected(request.query, key.queries).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  const cookies = selected(pairs(request.headers.cookie ?? '', ';'), key.cookies);
  const headers = key.headers.map((name) => [name, request.headers[name] ?? '']);
  const pathAndQuery = query === '' ? request.path : `${request.path}?${query}`;
  return { text: JSON.stringify([pathAndQuery, cookies, headers]), pathAndQuery };
}

/** The pairs that a selection lets through. */
export function selected(
  all: readonly (readonly [string, string])[],
  selection: Selection,
): readonly (readonly [string, string])[] {
  if (selection === 'none') return [];
  if (selection === 'all') return all;
  return 'only' in selection
    ? all.filter(([name]) => selection.only.includes(name))
    : all.filter(([name]) => !selection.except.includes(name));
}

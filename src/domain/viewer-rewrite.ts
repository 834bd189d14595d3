import { parseInvalidationPath } from './invalidation-path.ts';
import type { Result } from './result.ts';

/** A path that viewers ask for, and the path whose content answers it. */
export interface ViewerRewrite {
  /** A path, or a wildcard. */
  readonly viewer: string;
  readonly served: string;
}

/** `viewer path = served path`, such as `/app/* = /index.html`. */
export function parseViewerRewrite(text: string): Result<ViewerRewrite> {
  const equals = text.search(/\s=\s/);
  const [from, to] = [text.slice(0, equals).trimEnd(), text.slice(equals + 3).trimStart()];
  if (equals < 0 || from === '' || to === '') return { ok: false, reason: 'it has no " = " between two paths' };
  const [viewer, served] = [parseInvalidationPath(from), parseInvalidationPath(to)];
  if (!viewer.ok) return viewer;
  if (!served.ok) return served;
  if (served.value.endsWith('*')) return { ok: false, reason: 'what is served must be one path, without *' };
  return { ok: true, value: { viewer: viewer.value, served: served.value } };
}

import { createHash } from 'node:crypto';
import type { Change, Plan } from '../../domain/plan.ts';
import { bodyOf } from './body.ts';
import type { Observation } from './observe.ts';

export type CommentChange =
  /** `sha256` is that of the text. */
  | (Change & { readonly kind: 'create'; readonly sha256: string })
  | (Change & { readonly kind: 'update'; readonly sha256: string; readonly id: number })
  /** A second comment, of two runs that overlapped. */
  | (Change & { readonly kind: 'delete'; readonly id: number });

export function plan(_: unknown, { header, pull, content, ours }: Observation): Plan<CommentChange> {
  const target = `#${pull}`;
  const planned = (changes: readonly CommentChange[]) => ({ action: 'pr-comment', target, changes });
  if ('refused' in ours) return planned([]);
  const body = bodyOf(header, content);
  const sha256 = createHash('sha256').update(body).digest('hex');
  const [kept, ...others] = ours;
  if (!kept) return planned([{ kind: 'create', resource: target, sha256 }]);
  return planned([
    ...(kept.body === body ? [] : [{ kind: 'update', resource: kept.url, sha256, id: kept.id } as const]),
    ...others.map(({ id, url }) => ({ kind: 'delete', resource: url, id }) as const),
  ]);
}

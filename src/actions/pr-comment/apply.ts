import type { CommentWriter, Refused, Written } from '../../github/comments.ts';
import type { RepositoryAccess } from '../../github/rest/request.ts';
import type { Context } from '../../lifecycle/context.ts';
import { bodyOf } from './body.ts';
import type { Observation } from './observe.ts';
import type { CommentChange } from './plan.ts';

/** Where the comment stands, or why it could not be posted. */
export type Outcome = Written | Refused;

export async function apply(
  changes: readonly CommentChange[],
  { header, pull, content, ours }: Observation,
  writer: CommentWriter,
  access: RepositoryAccess,
  { signal, log }: Context,
): Promise<Outcome | undefined> {
  const body = bodyOf(header, content);
  let outcome: Outcome | undefined = 'refused' in ours ? ours : ours[0];
  for (const change of changes) {
    log.info(`${change.kind} ${change.resource}`);
    if (change.kind === 'delete') await writer.deleteComment(access, change.id, signal);
    else outcome = change.kind === 'create' ? await created() : await updated(change.id);
    if (outcome && 'refused' in outcome) break;
  }
  if (outcome && 'refused' in outcome) log.warning(`${outcome.refused} The content is in the job summary.`);
  return outcome;

  function created() {
    return writer.createComment(access, pull, body, signal);
  }

  async function updated(id: number) {
    const answer = await writer.updateComment(access, id, body, signal);
    return answer === 'gone' ? created() : answer;
  }
}

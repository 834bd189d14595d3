import type { Refused, Written } from '../../github/comments.ts';
import type { Step } from '../../lifecycle/action.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import { repositoryAccess } from '../repository-access.ts';
import { bodyOf } from './body.ts';
import type { contract } from './contract.ts';
import type { Observation } from './observe.ts';
import type { CommentChange } from './plan.ts';

/** The comment, or why it could not be posted. */
export type Outcome = Written | Refused;

export async function apply(
  { inputs, observation, plan: { changes } }: Step<typeof contract, Observation, CommentChange>,
  { gitHub }: Pick<Ports, 'gitHub'>,
  context: Context,
): Promise<Outcome | undefined> {
  const { header, pull, content, ours } = observation;
  const { signal, log } = context;
  const access = repositoryAccess(inputs, context);
  const repository = gitHub.writer.repository(access, signal);
  const body = bodyOf(header, content);
  let outcome: Outcome | undefined = 'refused' in ours ? ours : ours[0];
  for (const change of changes) {
    log.info(`${change.kind} ${change.resource}`);
    if (change.kind === 'delete') await repository.deleteComment(change.id);
    else outcome = change.kind === 'create' ? await create() : await update(change.id);
    if (outcome && 'refused' in outcome) break;
  }
  if (outcome && 'refused' in outcome) log.warning(`${outcome.refused} The content is in the job summary.`);
  return outcome;

  function create() {
    return repository.createComment(pull, body);
  }

  /** Where this was not asked before, all seemed to be the job's own. */
  async function isSomebodyElses(id: number) {
    const comment = 'refused' in ours ? undefined : ours.find((each) => each.id === id);
    const reader = gitHub.reader.repository(access, signal);
    return comment !== undefined && (await reader.isOwn(comment)) === false;
  }

  async function update(id: number) {
    const answer = await repository.updateComment(id, body);
    const isRefused = answer !== 'gone' && 'refused' in answer;
    return answer === 'gone' || (isRefused && (await isSomebodyElses(id))) ? create() : answer;
  }
}

import { resolve } from 'node:path';
import { type Plan, parsePlan } from '../../domain/plan.ts';
import { UserError } from '../../errors.ts';
import type { Comment, CommentReader } from '../../github/comments.ts';
import type { TriggeringPull } from '../../github/event.ts';
import type { Run } from '../../github/run.ts';
import type { Context } from '../../lifecycle/context.ts';
import { fingerprintOf } from '../../lifecycle/fingerprint.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import type { FilesReader } from '../../machine/files.ts';
import { commitLink } from '../../report/links.ts';
import type { Report } from '../../report/report.ts';
import { repositoryAccess } from '../repository-access.ts';
import { fitted, markerOf } from './body.ts';
import type { Inputs } from './contract.ts';

export interface Observation {
  readonly header: string;
  readonly pull: number;
  readonly content: Report;
  /** The comments of this action on it, oldest first; or why there can be none. */
  readonly ours: readonly Comment[] | { readonly refused: string };
}

export async function observe(
  inputs: Inputs,
  { files, gitHub }: Pick<ReadPorts, 'files' | 'gitHub'>,
  context: Context,
): Promise<Observation> {
  const plans = [...inputs.plans, ...(await plansIn(inputs.planFiles, files, context.run))];
  const event = await gitHub.triggeringPull();
  const pull = inputs.pullRequest ?? event?.number;
  if (pull === undefined) throw withoutPull();
  const trigger = event?.number === pull ? event : undefined;
  const header = headerOf(inputs);
  const repository = () => gitHub.repository(repositoryAccess(inputs, context), context.signal);
  return {
    header,
    pull,
    content: fitted({
      header,
      plans: plans.map((plan) => ({ plan, fingerprint: knownFingerprint(plan) })),
      notes: inputs.notes,
      facts: factsOf(trigger, context),
    }),
    ours: trigger?.isFork ? { refused: fork } : await ourComments(header, pull, repository()),
  };
}

const fork = 'The pull request comes from a fork, and its runs may not comment.';

function plansIn(
  paths: readonly string[],
  files: FilesReader,
  { workspace }: Pick<Run, 'workspace'>,
): Promise<readonly Plan[]> {
  return Promise.all(
    paths.map(async (path) => {
      const result = parsePlan(await files.text(resolve(workspace, path)));
      if (result.ok) return result.value;
      throw new UserError({
        what: `${path} is not usable; nothing was posted.`,
        why: `As a plan, ${result.reason}.`,
        next: planFileAdvice,
      });
    }),
  );
}

const planFileAdvice = 'Give `plan-files` the path of the file `plan` in the `outputs-folder` of an action.';

/** Anybody can copy the marker into a comment. Only comments of the token's owner are ours. */
async function ourComments(header: string, pull: number, repository: CommentReader): Promise<Observation['ours']> {
  const comments = await repository.comments(pull);
  if ('refused' in comments) return comments;
  const marker = markerOf(header);
  return repository.owned(comments.filter(({ body }) => body.startsWith(marker)));
}

/** An abridged plan has the fingerprint of the whole one. */
function knownFingerprint(plan: Plan & { readonly omitted?: unknown; readonly fingerprint?: unknown }): string {
  if (plan.omitted === undefined) return fingerprintOf(plan);
  return typeof plan.fingerprint === 'string' && /^[0-9a-f]{64}$/.test(plan.fingerprint) ? plan.fingerprint : '';
}

function headerOf({ header, app, environment }: Inputs): string {
  return header ?? ([app, environment].filter((name) => name !== undefined).join(' in ') || 'Deployment');
}

function factsOf(trigger: TriggeringPull | undefined, { run }: Context): Report['facts'] {
  const commit = trigger?.headCommit ?? run.commit;
  return [
    ...(commit === '' ? [] : [['Commit', commitLink(commit, run.url)] as const]),
    ['Planned in', { text: 'this run', url: run.url }],
  ];
}

function withoutPull(): UserError {
  return new UserError({
    what: 'This run belongs to no pull request; nothing was posted.',
    next: 'Run this action in a workflow that starts on `pull_request`, or give `pull-request`.',
  });
}

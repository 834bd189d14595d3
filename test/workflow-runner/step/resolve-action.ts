import { join, relative } from 'node:path';
import type { JobState } from '../job/job-state.ts';
import { type ActionDefinition, loadAction } from '../parse/action-file.ts';
import { type ActionReference, parseActionReference } from '../parse/references.ts';
import type { Repository } from '../parse/repository.ts';
import { demandKnownAction } from '../run/enterprise-server.ts';
import type { FunctionStandIn } from '../stand-ins/stand-in.ts';
import { WorkflowError } from '../workflow-error.ts';
import type { ActionSource } from './frame.ts';

/** What a step's `uses` leads to. */
export type ResolvedAction =
  | { readonly kind: 'stand-in'; readonly standIn: FunctionStandIn }
  | { readonly kind: 'definition'; readonly definition: ActionDefinition; readonly source: ActionSource };

/** Finds the action of a `uses` that stands in a file of `from`; throws a WorkflowError when it leads nowhere. */
export function resolveAction(uses: string, from: Repository, job: JobState): ResolvedAction {
  const reference = parseActionReference(uses);
  demandKnownAction(uses, reference, job.plan.contexts.github);
  switch (reference.kind) {
    case 'docker':
      throw new WorkflowError(`'${uses}' is a Docker action, which this runner does not support.`);
    case 'self':
      return localAction(uses, from, reference.path, shaOf(job));
    case 'workspace':
      return localAction(uses, { name: callerName(job), folder: job.folders.workspace }, reference.path, shaOf(job));
    case 'repository':
      return repositoryAction(uses, reference, job);
  }
}

function repositoryAction(
  uses: string,
  reference: ActionReference & { kind: 'repository' },
  job: JobState,
): ResolvedAction {
  const name = [reference.repository, reference.path].filter((part) => part !== '').join('/');
  const standIn = job.runner.standIns[name];
  if (standIn !== undefined && 'main' in standIn) return { kind: 'stand-in', standIn };
  if (standIn !== undefined) {
    return localAction(uses, { name: reference.repository, folder: standIn.folder }, '', reference.ref);
  }
  const repository = job.runner.findRepository(reference.repository);
  if (repository !== undefined) return localAction(uses, repository, reference.path, reference.ref);
  throw new WorkflowError(`The action '${uses}' has no stand-in: add '${name}' to \`standIns\`.`);
}

function localAction(uses: string, repository: Repository, path: string, ref: string): ResolvedAction {
  const folder = join(repository.folder, path);
  if (relative(repository.folder, folder).startsWith('..')) {
    throw new WorkflowError(`'${uses}' leads out of its repository.`);
  }
  return { kind: 'definition', definition: loadAction(folder, uses), source: { folder, repository, ref } };
}

function shaOf(job: JobState): string {
  return String(job.plan.contexts.github.sha ?? '');
}

function callerName(job: JobState): string {
  return String(job.plan.contexts.github.repository ?? '');
}

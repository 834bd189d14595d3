import { WorkflowError } from '../workflow-error.ts';

/** Where the action of a step comes from. */
export type ActionReference =
  /** `$/path`: the repository of the file that holds the reference. */
  | { readonly kind: 'self'; readonly path: string }
  /** `./path`: whatever the job has put into its workspace. */
  | { readonly kind: 'workspace'; readonly path: string }
  /** `owner/name/path@ref` */
  | { readonly kind: 'repository'; readonly repository: string; readonly path: string; readonly ref: string }
  | { readonly kind: 'docker'; readonly image: string };

/** Where a reusable workflow comes from. */
export type WorkflowReference =
  | { readonly kind: 'self'; readonly path: string }
  | { readonly kind: 'repository'; readonly repository: string; readonly path: string; readonly ref: string };

/** Reads the `uses` of a step. */
export function parseActionReference(uses: string): ActionReference {
  if (uses.startsWith('docker://')) return { kind: 'docker', image: uses.slice('docker://'.length) };
  if (uses.startsWith('$/')) return { kind: 'self', path: pathWithoutRef(uses) };
  if (uses.startsWith('./')) return { kind: 'workspace', path: uses.slice(2) };
  return parseRepositoryReference(uses);
}

/** Reads the `uses` of a job; `./` and `$/` both mean the repository of the calling file. */
export function parseWorkflowReference(uses: string): WorkflowReference {
  const reference = parseSelfOrRepository(uses);
  if (!/^\.github\/workflows\/[^/]+\.ya?ml$/.test(reference.path)) {
    throw new WorkflowError(`'${uses}' is not a reusable workflow: it must be a .yml file in .github/workflows.`);
  }
  return reference;
}

function parseSelfOrRepository(uses: string): WorkflowReference {
  if (uses.startsWith('$/') || uses.startsWith('./')) return { kind: 'self', path: pathWithoutRef(uses) };
  return parseRepositoryReference(uses);
}

function pathWithoutRef(uses: string): string {
  if (uses.includes('@')) throw new WorkflowError(`'${uses}' names its own repository, so it must not have an @ref.`);
  return uses.slice(2);
}

function parseRepositoryReference(uses: string): ActionReference & { kind: 'repository' } {
  const match = /^(?<repository>[^/@\s]+\/[^/@\s]+)(?:\/(?<path>[^@\s]+))?@(?<ref>\S+)$/.exec(uses);
  const { repository, path = '', ref } = match?.groups ?? {};
  if (repository === undefined || ref === undefined) {
    throw new WorkflowError(`'${uses}' is not a reference: write owner/name@ref, $/path or ./path.`);
  }
  return { kind: 'repository', repository, path, ref };
}

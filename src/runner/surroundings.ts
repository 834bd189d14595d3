import { closeSync, openSync, statSync } from 'node:fs';
import { messageOf, UserError } from '../errors.ts';

/** What is amiss with the runner before anything begins, and ends nothing by itself; undefined where all is well. */
export function authorityWarning(environment: NodeJS.ProcessEnv): string | undefined {
  const { NODE_EXTRA_CA_CERTS: path } = environment;
  if (!path) return undefined;
  try {
    closeSync(openSync(path, 'r'));
    return undefined;
  } catch (error) {
    return `NODE_EXTRA_CA_CERTS names ${path}, which cannot be read (${messageOf(error)}): the step goes on without these authorities. Correct the path; it is that of a file on the runner.`;
  }
}

/** A UserError where the runner names a workspace that is not there. */
export function demandWorkspace({ GITHUB_WORKSPACE: path }: NodeJS.ProcessEnv): void {
  if (!path || statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new UserError({
    what: `There is no folder ${path} (GITHUB_WORKSPACE).`,
    why: 'The runner makes it before the first step, and a later one may have removed it.',
    next: 'Put actions/checkout before this step; in a container, mount the folder there.',
  });
}

import { resolve } from 'node:path';
import type { SshForward } from '../../../domain/ssh-forward.ts';
import { UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { ReadPorts } from '../../../lifecycle/ports.ts';
import type { Inputs } from '../contract.ts';

/** What a build may use of SSH, with absolute paths. */
export function sshForwards(
  { ssh }: Pick<Inputs, 'ssh'>,
  { workspace }: Pick<Context['run'], 'workspace'>,
): readonly SshForward[] {
  return ssh.map(({ id, paths }) => ({ id, paths: paths.map((path) => resolve(workspace, path)) }));
}

/** Throws a UserError for what is not there, before anything is built. */
export function demandSsh(
  forwards: readonly SshForward[],
  { unsetVariables, missingPaths }: Pick<ReadPorts['imageBuilder'], 'unsetVariables' | 'missingPaths'>,
): void {
  const twice = forwards.find(({ id }, index) => forwards.findIndex((other) => other.id === id) !== index);
  if (twice) throw new UserError({ what: `ssh names ${twice.id} twice; nothing was built.`, next: 'Give it once.' });
  const ofAgent = forwards.filter(({ paths }) => paths.length === 0);
  const [unset] = ofAgent.length > 0 ? unsetVariables(['SSH_AUTH_SOCK']) : [];
  const missing = missingPaths(forwards.flatMap(({ paths }) => paths));
  if (unset === undefined && missing.length === 0) return;
  throw new UserError({
    what: `What ssh names is not there; nothing was built.`,
    why:
      [
        ...(unset === undefined
          ? []
          : [`${unset} is not set, so there is no agent for ${ofAgent.map(({ id }) => id).join(', ')}`]),
        ...(missing.length === 0 ? [] : [`there is no ${missing.join(', ')}`]),
      ].join('; ') + '.',
    next: 'Start an agent with the key in an earlier step (webfactory/ssh-agent), or name its socket or the file of the key.',
  });
}

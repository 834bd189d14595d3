import type { RepositoryLogin } from '../../container/registry.ts';
import { ecrRegistryOf, type RepositoryAddress } from '../../domain/image-reference.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';

/** Signs in to the registry of a repository, with the login of its region; its passwords are masked. */
export async function signIn(
  { host, repository }: RepositoryAddress,
  { ecr }: Pick<ReadPorts, 'ecr'>,
  { signal, log }: Pick<Context, 'signal' | 'log'>,
): Promise<RepositoryLogin> {
  const after = async (expired: string | undefined, aborted: AbortSignal): Promise<RepositoryLogin> => {
    const login = await ecr.login(ecrRegistryOf(host)?.region, aborted, expired);
    log.mask(login.password);
    return { host, repository, ...login, renew: (renewSignal) => after(login.password, renewSignal) };
  };
  return after(undefined, signal);
}

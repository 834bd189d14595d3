import type { RepositoryAccess, RepositoryLogin } from '../../container/registry.ts';
import { ecrRegistryOf, type RepositoryAddress } from '../../domain/image-reference.ts';
import { isLoopback } from '../../domain/loopback-registry.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';

/** Signs in to the registry of a repository of ECR, with the login of its region; its passwords are masked. */
export async function signIn(
  { host, repository }: RepositoryAddress,
  { ecr }: Pick<ReadPorts, 'ecr'>,
  { signal, log }: Pick<Context, 'signal' | 'log'>,
): Promise<RepositoryLogin> {
  const after = async (expired: string | undefined, aborted: AbortSignal): Promise<RepositoryLogin> => {
    const { username, password } = await ecr.login(ecrRegistryOf(host)?.region, aborted, expired);
    log.mask(password);
    return { host, repository, username, password, renew: (renewSignal) => after(password, renewSignal) };
  };
  return after(undefined, signal);
}

/** How a repository anywhere is read: ECR's password goes to ECR only, and other registries are answered as they ask. */
export async function accessTo(
  { host, repository }: RepositoryAddress,
  ports: Pick<ReadPorts, 'ecr' | 'registry'>,
  context: Pick<Context, 'signal' | 'log'>,
): Promise<RepositoryAccess> {
  return (await isOfEcr(host, ports, context))
    ? signIn({ host, repository }, ports, context)
    : asAsked({ host, repository }, ports, context);
}

/** Without AWS: as the registry asks, with what this machine is signed in with. */
export async function asAsked(
  { host, repository }: RepositoryAddress,
  { registry }: Pick<ReadPorts, 'registry'>,
  { signal, log }: Pick<Context, 'signal' | 'log'>,
): Promise<RepositoryAccess> {
  const credentials = await registry.credentials(host, signal);
  if (credentials) log.mask(credentials.password);
  return { host, repository, credentials };
}

/** Its registries are told by their names; those of an emulator on this machine, by an ECR that names such a one as its own. */
async function isOfEcr(
  host: string,
  { ecr }: Pick<ReadPorts, 'ecr'>,
  { signal }: Pick<Context, 'signal'>,
): Promise<boolean> {
  if (ecrRegistryOf(host)) return true;
  return isLoopback(host) && isLoopback((await ecr.login(undefined, signal)).host);
}

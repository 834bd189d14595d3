import type { EcrReader } from '../../aws/ecr.ts';
import type { RemoteRepository } from '../../container/registry.ts';
import { ecrRegistryOf, parseRepositoryUri } from '../../domain/image-reference.ts';
import type { Context } from '../../lifecycle/context.ts';

/** Signs in to the registry that has this repository, with the login of its region; its passwords are masked. */
export async function signIn(
  uri: string,
  { ecr }: { readonly ecr: Pick<EcrReader, 'login'> },
  { signal, log }: Pick<Context, 'signal' | 'log'>,
): Promise<RemoteRepository> {
  const place = parseRepositoryUri(uri);
  if (!place.ok) throw new Error(`ECR gave the repository URI ${uri}: ${place.reason}.`);
  const { host, repository: name } = place.value;
  const after = async (expired: string | undefined, aborted: AbortSignal): Promise<RemoteRepository> => {
    const login = await ecr.login(ecrRegistryOf(host)?.region, aborted, expired);
    log.mask(login.password);
    return { host, name, ...login, renew: (renewSignal) => after(login.password, renewSignal) };
  };
  return after(undefined, signal);
}

import type { RepositoryAddress } from '../domain/image-reference.ts';

/** A repository, and the login that may use it. */
export interface RepositoryLogin extends RepositoryAddress {
  readonly username: string;
  readonly password: string;
  /** Signs in again, for when the password has expired; left out where that is not possible. */
  readonly renew?: (signal: AbortSignal) => Promise<RepositoryLogin>;
}

/** Which login replaced an expired one; requests that still hold the old one find it here. */
export interface Logins {
  current(login: RepositoryLogin): Promise<RepositoryLogin>;
  /** Signs in once for all requests whose login has expired. Only for logins that can be renewed. */
  renewed(expired: RepositoryLogin, signal: AbortSignal): Promise<RepositoryLogin>;
}

export function logins(): Logins {
  const successors = new WeakMap<RepositoryLogin, Promise<RepositoryLogin>>();
  const current = async (login: RepositoryLogin): Promise<RepositoryLogin> => {
    const successor = await successors.get(login);
    return successor ? current(successor) : login;
  };
  const renewed = async (expired: RepositoryLogin, signal: AbortSignal): Promise<RepositoryLogin> => {
    const successor = successors.get(expired) ?? expired.renew?.(signal) ?? Promise.resolve(expired);
    successors.set(expired, successor);
    return successor.catch((error) => {
      successors.delete(expired);
      throw error;
    });
  };
  return { current, renewed };
}

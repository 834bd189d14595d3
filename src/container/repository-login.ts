import type { RepositoryAddress } from '../domain/image-reference.ts';

/** What a registry, or who gives out its tokens, knows somebody by. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A repository of ECR, and the login that may use it. */
export interface RepositoryLogin extends RepositoryAddress, Credentials {
  /** Signs in again, for when the password has expired; left out where that is not possible. */
  readonly renew?: (signal: AbortSignal) => Promise<RepositoryLogin>;
}

/** A repository of any other registry: it says itself whether it wants a token, a password or nothing. */
export interface ChallengedRepository extends RepositoryAddress {
  /** Those of this machine for this registry; undefined: anybody's. */
  readonly credentials: Credentials | undefined;
}

export type RepositoryAccess = RepositoryLogin | ChallengedRepository;

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

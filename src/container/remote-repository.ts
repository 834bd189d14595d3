/** A repository as requests see it, with the permission to use it. */
export interface RemoteRepository {
  /** Host and port of the registry. */
  readonly host: string;
  /** `clinic/backend` */
  readonly name: string;
  readonly username: string;
  readonly password: string;
  /** Signs in again, for when the password has expired; left out where nobody can. */
  readonly renew?: (signal: AbortSignal) => Promise<RemoteRepository>;
}

/** Which login came in the place of an expired one; requests that go on with the old one find it here. */
export interface Logins {
  current(repository: RemoteRepository): Promise<RemoteRepository>;
  /** Signs in once for all requests whose login has expired. Only for repositories that can be renewed. */
  renewed(expired: RemoteRepository, signal: AbortSignal): Promise<RemoteRepository>;
}

export function logins(): Logins {
  const successors = new WeakMap<RemoteRepository, Promise<RemoteRepository>>();
  const current = async (repository: RemoteRepository): Promise<RemoteRepository> => {
    const successor = await successors.get(repository);
    return successor ? current(successor) : repository;
  };
  const renewed = async (expired: RemoteRepository, signal: AbortSignal): Promise<RemoteRepository> => {
    const successor = successors.get(expired) ?? expired.renew?.(signal) ?? Promise.resolve(expired);
    successors.set(expired, successor);
    return successor.catch((error) => {
      successors.delete(expired);
      throw error;
    });
  };
  return { current, renewed };
}

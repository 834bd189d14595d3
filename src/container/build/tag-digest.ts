import { parseDockerName } from '../../domain/docker-name.ts';
import { manifestMediaTypes } from '../../domain/image-manifest.ts';
import { isDigest, type RepositoryAddress } from '../../domain/image-reference.ts';
import { UserError } from '../../errors.ts';
import type { Clock } from '../../machine/clock.ts';
import { repositoryClients } from '../repository-client.ts';
import type { RepositoryAccess } from '../repository-login.ts';

/** Says how a repository is read: signed in, or as it asks. */
export type AccessTo = (address: RepositoryAddress, signal: AbortSignal) => Promise<RepositoryAccess>;

/** How registries are asked. */
export interface Asking {
  readonly accessTo: AccessTo;
  readonly clock: Clock;
}

/** A digest, or why it is not known. */
export type TagDigest =
  | { readonly digest: string; readonly why?: undefined }
  | { readonly digest?: undefined; readonly why: string };

/** Whatever a registry answers is looked at here. */
const answers = [200, 401, 403, 404, 429, 500, 502, 503, 504];

/**
 * The digest that an image's tag points to. A HEAD request does not count as a pull:
 * https://docs.docker.com/docker-hub/usage/pulls/
 */
export async function tagDigest(image: string, { accessTo, clock }: Asking, signal: AbortSignal): Promise<TagDigest> {
  const named = parseDockerName(image.lastIndexOf(':') > image.lastIndexOf('/') ? image : `${image}:latest`);
  if (!named.ok) return { why: named.reason };
  const { host, tag } = named.value;
  try {
    const client = repositoryClients({ clock })(await accessTo(named.value, signal));
    const headers = { accept: manifestMediaTypes.join(', ') };
    const path = `manifests/${tag}`;
    const response = await client.send({ method: 'HEAD', path, headers, expects: answers, doing: image }, signal);
    response.resume();
    const digest = String(response.headers['docker-content-digest']);
    if (response.statusCode === 200) return isDigest(digest) ? { digest } : { why: `${host} names no digest` };
    if (response.statusCode === 401 || response.statusCode === 403) return { why: `${host} asks for a login` };
    return { why: `${host} answers ${response.statusCode}` };
  } catch (error) {
    if (signal.aborted) return { why: `${host} does not answer in time` };
    // Unreachable: the build will say more about it.
    return {
      why: error instanceof UserError ? `${host}: ${error.parts.what.replace(/\.$/, '')}` : `${host} cannot be reached`,
    };
  }
}

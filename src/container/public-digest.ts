import { isRecord, manifestMediaTypes } from '../domain/image-manifest.ts';
import { isDigest } from '../domain/image-reference.ts';
import { isLoopback } from './registry-request.ts';

/**
 * The digest that an image's tag stands for, asked for without a login; undefined when the registry does not tell. A
 * HEAD request does not count as a pull: https://docs.docker.com/docker-hub/usage/pulls/
 */
export async function publicDigest(image: string, signal: AbortSignal): Promise<string | undefined> {
  const { host, path, tag } = located(image);
  const url = `${isLoopback(host) ? 'http' : 'https'}://${host}/v2/${path}/manifests/${tag}`;
  try {
    const first = await head(url, {}, signal);
    const token = first.status === 401 ? await anonymousToken(first.headers.get('www-authenticate') ?? '', signal) : '';
    const { status, headers } = token ? await head(url, { authorization: `Bearer ${token}` }, signal) : first;
    const digest = headers.get('docker-content-digest') ?? '';
    return status === 200 && isDigest(digest) ? digest : undefined;
  } catch {
    // Unreachable, too slow or no URL: whoever builds says more about it.
    return undefined;
  }
}

function head(url: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response> {
  return fetch(url, { method: 'HEAD', headers: { accept: manifestMediaTypes.join(', '), ...headers }, signal });
}

/** Source: https://distribution.github.io/distribution/spec/auth/token/ */
async function anonymousToken(challenge: string, signal: AbortSignal): Promise<string | undefined> {
  const parameter = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(challenge)?.[1];
  const realm = parameter('realm');
  if (!realm || !/^Bearer /i.test(challenge)) return undefined;
  const url = new URL(realm);
  for (const name of ['service', 'scope']) {
    const value = parameter(name);
    if (value !== undefined) url.searchParams.set(name, value);
  }
  const answer: unknown = await (await fetch(url, { signal })).json();
  const token = isRecord(answer) ? (answer['token'] ?? answer['access_token']) : undefined;
  return typeof token === 'string' ? token : undefined;
}

/** Where docker looks for an image: without a host at Docker Hub, and there without an owner among the official ones. */
function located(image: string): { readonly host: string; readonly path: string; readonly tag: string } {
  const [, first = '', rest] = /^([^/]+)(?:\/(.+))?$/.exec(image) ?? [];
  const isHost = rest !== undefined && /[.:]|^localhost$/.test(first);
  const name = isHost ? rest : image;
  const colon = name.lastIndexOf(':');
  const [path, tag] = colon > name.lastIndexOf('/') ? [name.slice(0, colon), name.slice(colon + 1)] : [name, 'latest'];
  if (isHost && first !== 'docker.io') return { host: first, path, tag };
  return { host: 'registry-1.docker.io', path: path.includes('/') ? path : `library/${path}`, tag };
}

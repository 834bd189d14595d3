import * as http from 'node:http';
import * as https from 'node:https';
import { imageLimits } from '../../domain/image-limits.ts';
import { manifestMediaTypes } from '../../domain/image-manifest.ts';
import { isDigest } from '../../domain/image-reference.ts';
import { isJsonObject, parseJson } from '../../domain/json.ts';
import { isLoopback } from '../loopback.ts';
import { wholeAnswer } from '../whole-answer.ts';

/**
 * The digest that an image's tag points to, asked for without a login; undefined when the registry does not answer. A
 * HEAD request does not count as a pull: https://docs.docker.com/docker-hub/usage/pulls/
 */
export async function publicDigest(image: string, signal: AbortSignal): Promise<string | undefined> {
  const { host, path, tag } = located(image);
  const url = `${isLoopback(host) ? 'http' : 'https'}://${host}/v2/${path}/manifests/${tag}`;
  try {
    const first = await head(url, {}, signal);
    const token =
      first.statusCode === 401 ? await anonymousToken(first.headers['www-authenticate'] ?? '', signal) : undefined;
    const { statusCode, headers } = token ? await head(url, { authorization: `Bearer ${token}` }, signal) : first;
    const digest = String(headers['docker-content-digest']);
    return statusCode === 200 && isDigest(digest) ? digest : undefined;
  } catch {
    // Unreachable, too slow or no URL: the build will say more about it.
    return undefined;
  }
}

async function head(url: string, headers: Readonly<Record<string, string>>, signal: AbortSignal) {
  const accept = manifestMediaTypes.join(', ');
  const response = await answer(url, { method: 'HEAD', headers: { accept, ...headers }, signal });
  return response.resume();
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
  const response = await answer(url.href, { method: 'GET', signal });
  const json = parseJson((await wholeAnswer(response, imageLimits.registryMessageBytes)).toString());
  const token = isJsonObject(json) ? (json['token'] ?? json['access_token']) : undefined;
  return typeof token === 'string' ? token : undefined;
}

function answer(url: string, options: http.RequestOptions): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = (url.startsWith('https:') ? https : http).request(url, options);
    outgoing.once('response', resolve).once('error', reject).end();
  });
}

/** Where docker finds an image: without a host at Docker Hub, and there without an owner among the official images. */
function located(image: string): { readonly host: string; readonly path: string; readonly tag: string } {
  const [, first = '', rest] = /^([^/]+)(?:\/(.+))?$/.exec(image) ?? [];
  const isHost = rest !== undefined && /[.:]|^localhost$/.test(first);
  const name = isHost ? rest : image;
  const colon = name.lastIndexOf(':');
  const [path, tag] = colon > name.lastIndexOf('/') ? [name.slice(0, colon), name.slice(colon + 1)] : [name, 'latest'];
  if (isHost && first !== 'docker.io') return { host: first, path, tag };
  return { host: 'registry-1.docker.io', path: path.includes('/') ? path : `library/${path}`, tag };
}

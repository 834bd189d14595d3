import { type ImageReference, parseImageReference } from './image-reference.ts';
import type { Result } from './result.ts';

/** Docker Hub, as names have it. */
const hub = 'docker.io';

/** Other names of Docker Hub. */
const hubAliases = ['index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com'];

/**
 * Parses an image as docker does: without a host it is at Docker Hub, and there without an owner among the official images.
 * Source: https://github.com/distribution/reference/blob/main/normalize.go
 */
export function parseDockerName(text: string): Result<ImageReference> {
  const [, first = '', rest] = /^([^/]+)(?:\/(.+))?$/s.exec(text) ?? [];
  const isHost = rest !== undefined && (/[.:]/.test(first) || first === 'localhost');
  const host = !isHost || hubAliases.includes(first) ? hub : first;
  const name = isHost ? rest : text;
  return parseImageReference(`${host}/${host === hub && !name.includes('/') ? `library/${name}` : name}`);
}

/** The host that speaks for a registry. */
export function apiHost(host: string): string {
  return host === hub ? 'registry-1.docker.io' : host;
}

import { parseDockerName } from './docker-name.ts';
import { isRemote, namesCommit, shownSource } from './remote-source.ts';
import type { Result } from './result.ts';

/** What stands behind a name in `FROM` and `COPY --from`. Source: https://docs.docker.com/reference/cli/docker/buildx/build/#build-context */
export type NamedContext = { readonly name: string } & (
  | { readonly kind: 'folder'; readonly path: string }
  /** An OCI layout; `reference` is `:tag` or `@sha256:…`, perhaps empty. */
  | { readonly kind: 'layout'; readonly path: string; readonly reference: string }
  | { readonly kind: 'image'; readonly image: string }
  /** A repository or an archive on another machine; `shown` is its address without what may be secret. */
  | { readonly kind: 'remote'; readonly source: string; readonly isKnown: boolean; readonly shown: string }
);

export function parseNamedContext(name: string, value: string): Result<NamedContext> {
  if (referenceOf(name) === undefined) return { ok: false, reason: `"${name}" is no name of an image or a stage` };
  const [, scheme, rest = ''] = /^(docker-image|oci-layout):\/\/(.*)$/.exec(value) ?? [];
  if (scheme === undefined && isRemote(value))
    return {
      ok: true,
      value: { name, kind: 'remote', source: value, isKnown: namesCommit(value), shown: shownSource(value) },
    };
  if (scheme === undefined)
    return value === ''
      ? { ok: false, reason: `${name} has no source` }
      : { ok: true, value: { name, kind: 'folder', path: value } };
  if (rest === '') return { ok: false, reason: `${name} has nothing behind ${scheme}://` };
  if (scheme === 'docker-image') return { ok: true, value: { name, kind: 'image', image: rest } };
  const [, path = rest, reference = ''] = /^(.*?)(@sha256:[0-9a-f]{64}|:[\w][\w.-]*)$/.exec(rest) ?? [];
  return { ok: true, value: { name, kind: 'layout', path, reference } };
}

/** Whether an image of a Dockerfile is replaced by one of these: names are compared as whole references, `latest` without a tag. */
export function isReplaced(image: string, names: ReadonlySet<string>): boolean {
  const reference = referenceOf(image);
  return reference !== undefined && [...names].some((name) => referenceOf(name) === reference);
}

function referenceOf(name: string): string | undefined {
  const hasTag = name.includes('@') || name.lastIndexOf(':') > name.lastIndexOf('/');
  const parsed = parseDockerName(hasTag ? name : `${name}:latest`);
  if (!parsed.ok) return undefined;
  const { host, repository, tag = '', digest = '' } = parsed.value;
  return [host, repository, tag, digest].join(' ');
}

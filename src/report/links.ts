import { parseImageReference } from '../domain/image-reference.ts';
import { imageConsoleUrl } from '../domain/service-url.ts';
import type { Cell, Span } from './report.ts';

/** As tags of images name a commit. */
const hexDigits = 12;

/** The first characters of a commit or a digest, and the number of a build of the commit. */
export function short(hash: string): string {
  const [, hex, build = ''] = /^([0-9a-f]{40,64})(\.\d+)?$/.exec(hash) ?? [];
  return hex === undefined ? hash : hex.slice(0, hexDigits) + build;
}

/** A text with its address, or the text alone where it leads nowhere. */
export function linked(text: string, url: string | undefined): Span {
  return url === undefined || url === '' ? text : { text, url };
}

/** A commit as its page on GitHub; `run` is the address of a run of the repository. */
export function commitLink(commit: string, run: string): Span {
  const repository = repositoryOf(run);
  return isCommit(commit) ? linked(short(commit), repository && `${repository}/commit/${commit}`) : commit;
}

/** From one commit to another, with what differs between them; names that are no commits stay as they are. */
export function releasePath(from: string | undefined, to: string, run: string): Cell {
  if (from === undefined || from === to) return commitLink(to, run);
  const repository = repositoryOf(run);
  const compare = isCommit(from) && isCommit(to) && repository && `${repository}/compare/${from}...${to}`;
  const path = [commitLink(from, run), ' → ', commitLink(to, run)];
  return compare ? [...path, ' (', { text: 'what differs', url: compare }, ')'] : path;
}

/** An image by its tag or the beginning of its digest, with its page in the console of ECR. */
export function imageLink(reference: string): Span {
  const parsed = parseImageReference(reference);
  return parsed.ok ? linked(shortImage(reference), imageConsoleUrl(parsed.value)) : reference;
}

/** `clinic@sha256:0123456789ab`: without the registry, and with the beginning of the digest. */
export function shortImage(reference: string): string {
  const parsed = parseImageReference(reference);
  if (!parsed.ok) return reference;
  const { repository, tag, digest } = parsed.value;
  const hash = digest?.slice('sha256:'.length, 'sha256:'.length + hexDigits);
  return `${repository}${tag === undefined ? '' : `:${tag}`}${hash === undefined ? '' : `@sha256:${hash}`}`;
}

/** Somebody on GitHub; the name of an app has no page. */
export function personLink(name: string, run: string): Span {
  const [, server] = /^(https?:\/\/[^/]+)\//.exec(run) ?? [];
  return linked(
    name,
    server !== undefined && /^[A-Za-z0-9][A-Za-z0-9-]*$/.test(name) ? `${server}/${name}` : undefined,
  );
}

function isCommit(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}

function repositoryOf(run: string): string | undefined {
  return /^(https?:\/\/[^/]+\/[^/]+\/[^/]+)\/actions\/runs\//.exec(run)?.[1];
}

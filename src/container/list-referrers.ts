import { imageLimits } from '../domain/image-limits.ts';
import { type Descriptor, mediaTypes, parseManifest } from '../domain/image-manifest.ts';
import { referenceText } from '../domain/image-reference.ts';
import { referrersTag } from '../domain/referrer.ts';
import { UserError } from '../errors.ts';
import { readManifest } from './remote-image.ts';
import type { RepositoryClient } from './repository-client.ts';
import { retried } from './retry.ts';
import { wholeAnswer } from './whole-answer.ts';

/** The descriptors of what refers to a manifest by naming it as its subject. */
export type ListReferrers = (subject: string, signal: AbortSignal) => Promise<readonly Descriptor[]>;

/**
 * Asks a registry by its API, or, where its first answer says that there is none, by the tag that stands in for it. Once there was
 * a list, another answer is a failure: what it would have told must not be left out.
 */
export function referrersLister(client: RepositoryClient): ListReferrers {
  let api: 'unknown' | 'there' | 'absent' = 'unknown';
  return async (subject, signal) => {
    if (api === 'absent') return listByTag(client, subject, signal);
    const listed = await listByApi(client, subject, signal);
    if (listed) {
      api = 'there';
      return listed;
    }
    if (api === 'there') throw noList(client, subject);
    api = 'absent';
    return listByTag(client, subject, signal);
  };
}

/** What registries without the API answer. */
const withoutApi = [400, 404, 405, 406];

/** Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers */
async function listByApi(
  client: RepositoryClient,
  subject: string,
  signal: AbortSignal,
): Promise<readonly Descriptor[] | undefined> {
  const doing = `Reading the referrers of ${referenceIn(client, subject)}`;
  const found: Descriptor[] = [];
  let pages = 0;
  for (let path: string | undefined = `referrers/${subject}`; path !== undefined; ) {
    const request = {
      method: 'GET',
      path,
      headers: { accept: mediaTypes.ociIndex },
      expects: [200, ...withoutApi],
      doing,
    } as const;
    const page = await retried(doing, client, signal, async () => {
      const { statusCode, headers, ...response } = await answerOf(client, request, signal);
      const isList = statusCode === 200 && headers['content-type']?.startsWith(mediaTypes.ociIndex);
      return isList ? { text: response.text, next: nextPage(headers.link) } : undefined;
    });
    if (!page && pages > 0) throw noList(client, subject);
    if (!page) return undefined;
    found.push(...manifestsIn(page.text, doing));
    // A page may be empty and name another one, for ever.
    pages++;
    if (Math.max(found.length, pages) > imageLimits.referrers)
      throw tooManyReferrers(
        referenceIn(client, subject),
        `${imageLimits.referrers} referrers, or as many pages of them`,
      );
    path = page.next;
  }
  return found;
}

async function answerOf(
  client: RepositoryClient,
  request: Parameters<RepositoryClient['send']>[0],
  signal: AbortSignal,
) {
  const response = await client.send(request, signal);
  const content = await wholeAnswer(response, imageLimits.manifestBytes);
  return { statusCode: response.statusCode, headers: response.headers, text: content.toString() };
}

/** The path of the next page, at the same host whatever the link says: the login is for no other. Source: RFC 8288. */
function nextPage(link: string | string[] | undefined): string | undefined {
  const [, target] = /^\s*<([^<>]*)>\s*;[^<>]*\brel="?next\b/i.exec([link].flat().join()) ?? [];
  if (target === undefined || !URL.canParse(target, 'http://registry')) return undefined;
  const { pathname, search } = new URL(target, 'http://registry');
  return `${pathname}${search}`;
}

async function listByTag(
  client: RepositoryClient,
  subject: string,
  signal: AbortSignal,
): Promise<readonly Descriptor[]> {
  const stored = await readManifest(client, referrersTag(subject), signal);
  return stored ? manifestsIn(stored.text, `Reading the referrers of ${referenceIn(client, subject)}`) : [];
}

function manifestsIn(text: string, doing: string): readonly Descriptor[] {
  const list = parseManifest(text, mediaTypes.ociIndex);
  if (list.ok && list.value.kind === 'index') return list.value.manifests;
  throw new UserError({ what: `${doing} failed.`, why: `Of their list, ${list.ok ? 'it is no index' : list.reason}.` });
}

function noList(client: RepositoryClient, subject: string): UserError {
  return new UserError({
    what: `The referrers of ${referenceIn(client, subject)} could not be read whole; nothing was copied.`,
    why: 'The registry gave a list before, and then another answer.',
    next: 'Run the job again, or leave out copy-referrers.',
  });
}

export function tooManyReferrers(image: string, limit: string): UserError {
  return new UserError({
    what: `The image ${image} cannot be copied with its referrers.`,
    why: `It has more than ${limit}.`,
    next: 'Remove old signatures and attestations, or leave out copy-referrers.',
  });
}

export function referenceIn({ host, repository }: RepositoryClient, digest: string): string {
  return referenceText({ host, repository, digest });
}

import { partitionOf } from './partition.ts';
import type { Result } from './result.ts';

/** Where a repository is. */
export interface RepositoryAddress {
  /** Host and port of the registry: `111111111111.dkr.ecr.eu-west-1.amazonaws.com`. */
  readonly host: string;
  /** `clinic/backend` */
  readonly repository: string;
}

/** An image in a registry, by tag or digest (or both). */
export interface ImageReference extends RepositoryAddress {
  readonly tag?: string;
  /** `sha256:` and 64 hex digits */
  readonly digest?: string;
}

/** A private ECR registry: one per account and region. */
export interface EcrRegistry {
  /** 12 digits */
  readonly accountId: string;
  readonly region: string;
}

const component = '[a-z0-9]+(?:[._-]+[a-z0-9]+)*';
const repositoryPattern = new RegExp(`^${component}(?:/${component})*$`);
const hostPattern = /^(?:localhost|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(?::\d+)?$|^localhost:\d+$|^[A-Za-z0-9-]+:\d+$/;
const ecrHostPattern = /^(\d{12})\.dkr(\.|-)ecr(?:-fips)?\.([a-z]+(?:-[a-z]+)+-\d+)\.([a-z0-9.-]+)$/;

/** Parses `host/repository:tag`, `host/repository@sha256:…` or both. */
export function parseImageReference(text: string): Result<ImageReference> {
  const at = text.indexOf('@');
  const [name, digest] = at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
  const colon = name.indexOf(':', name.lastIndexOf('/'));
  const tag = colon < 0 ? undefined : name.slice(colon + 1);
  const uri = parseRepositoryUri(colon < 0 ? name : name.slice(0, colon));
  if (!uri.ok) return uri;
  if (digest !== undefined && !isDigest(digest))
    return { ok: false, reason: 'behind its @ there is no digest (sha256: and 64 hex digits)' };
  if (tag !== undefined && !isTag(tag)) return { ok: false, reason: `"${tag}" is no tag` };
  if (tag === undefined && digest === undefined) return { ok: false, reason: 'it has neither a digest nor a tag' };
  return { ok: true, value: { ...uri.value, ...(tag ? { tag } : {}), ...(digest ? { digest } : {}) } };
}

/** Parses `host/repository`, as DescribeRepositories gives it. */
export function parseRepositoryUri(text: string): Result<RepositoryAddress> {
  const slash = text.indexOf('/');
  const [host, repository] = [text.slice(0, slash), text.slice(slash + 1)];
  if (slash < 0 || !hostPattern.test(host))
    return { ok: false, reason: 'it does not begin with the host of a registry' };
  const name = parseRepositoryName(repository);
  return name.ok ? { ok: true, value: { host, repository } } : name;
}

/** A repository's name as ECR takes it. Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export function parseRepositoryName(text: string): Result<string> {
  if (text.length < 2 || text.length > 256) return { ok: false, reason: 'a repository name has 2 to 256 characters' };
  return repositoryPattern.test(text)
    ? { ok: true, value: text }
    : { ok: false, reason: 'a repository name holds lower-case letters, digits and single . _ - / between them' };
}

/** A tag as the OCI distribution specification takes it: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
export function parseTag(text: string): Result<string> {
  return isTag(text)
    ? { ok: true, value: text }
    : {
        ok: false,
        reason: 'a tag holds up to 128 letters, digits and . _ - and begins with a letter, a digit or _',
      };
}

/**
 * The account and region behind a registry's host, or undefined when it is no private ECR registry: its domain is that of its
 * region's partition. Source: https://docs.aws.amazon.com/general/latest/gr/ecr.html
 */
export function ecrRegistryOf(host: string): EcrRegistry | undefined {
  const [, accountId, separator, region, domain] = ecrHostPattern.exec(host) ?? [];
  if (!accountId || !region) return undefined;
  const { dnsSuffix, dualStackSuffix } = partitionOf(region);
  return domain === (separator === '.' ? dnsSuffix : dualStackSuffix) ? { accountId, region } : undefined;
}

export function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}

function isTag(text: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(text);
}

/** The repository of an image, as tools and people write it. */
export function repositoryText({ host, repository }: RepositoryAddress): string {
  return `${host}/${repository}`;
}

/** An image, as tools and people write it. */
export function referenceText({ host, repository, tag, digest }: ImageReference): string {
  return `${repositoryText({ host, repository })}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
}

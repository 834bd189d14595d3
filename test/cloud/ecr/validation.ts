import { ecrErrors } from './errors.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
const namePattern = '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*';
const tagPattern = '[a-zA-Z0-9-_.]+';

/** Throws InvalidParameterException unless the name is one that a repository can have. */
export function requireRepositoryName(name: unknown): void {
  requireLength('repositoryName', name, 2, 256);
  requirePattern('repositoryName', name, namePattern);
}

export function requireTag(tag: unknown): void {
  requireLength('imageTag', tag, 1, 300);
  requirePattern('imageTag', tag, tagPattern);
}

export function requireDigest(member: string, digest: unknown): void {
  requirePattern(member, digest, 'sha256:[a-f0-9]{64}');
}

export function requireCount(member: string, list: readonly unknown[] | undefined, maximum: number): void {
  if (!list || list.length < 1)
    throw ecrErrors.invalidParameter(member, 'Member must have length greater than or equal to 1');
  if (list.length > maximum)
    throw ecrErrors.invalidParameter(member, `Member must have length less than or equal to ${maximum}`);
}

function requireLength(member: string, value: unknown, minimum: number, maximum: number): void {
  if (typeof value !== 'string') throw ecrErrors.invalidParameter(member, 'must not be null');
  if (value.length < minimum)
    throw ecrErrors.invalidParameter(member, `must have length greater than or equal to ${minimum}`);
  if (value.length > maximum)
    throw ecrErrors.invalidParameter(member, `must have length less than or equal to ${maximum}`);
}

function requirePattern(member: string, value: unknown, pattern: string): void {
  if (typeof value !== 'string' || !new RegExp(`^(?:${pattern})$`).test(value))
    throw ecrErrors.invalidParameter(member, `must satisfy regular expression '${pattern}'`);
}

import type { ImageId, RepositoryId } from './vocabulary.ts';

export function apiImageId(id: ImageId) {
  return 'tag' in id ? { imageTag: id.tag } : { imageDigest: id.digest };
}

export function inRepository(id: RepositoryId) {
  return { ...inRegistry(id), repositoryName: id.name };
}

export function inRegistry({ accountId }: RepositoryId) {
  return accountId === undefined ? {} : { registryId: accountId };
}

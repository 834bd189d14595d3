import type {
  CreateRepositoryRequest,
  DescribeRepositoriesRequest,
  PutImageTagMutabilityRequest,
  Repository as RepositoryView,
} from '@aws-sdk/client-ecr';
import type { Operations } from '../core/json-service.ts';
import type { Access, CallContext } from '../core/service.ts';
import { type RepositoryInput, registryAccess, repositoryAccess } from './access.ts';
import { ecrErrors } from './errors.ts';
import { ecrPage } from './paging.ts';
import type { EcrParts } from './parts.ts';
import { type Registry, type Repository, repositoryArn } from './state.ts';
import { requireRepositoryName } from './validation.ts';

type Wish = Pick<
  CreateRepositoryRequest,
  | 'repositoryName'
  | 'imageTagMutability'
  | 'imageTagMutabilityExclusionFilters'
  | 'imageScanningConfiguration'
  | 'encryptionConfiguration'
  | 'tags'
>;

/** Makes a repository in a registry, as CreateRepository does. */
export function createRepository(registry: Registry, wish: Wish, now: Date): Repository {
  const name = wish.repositoryName ?? '';
  requireRepositoryName(wish.repositoryName);
  if (registry.repositories.has(name)) throw ecrErrors.repositoryExists(name, registry.accountId);
  requireFitting(wish.imageTagMutability ?? 'MUTABLE', wish.imageTagMutabilityExclusionFilters ?? []);
  const repository: Repository = {
    name,
    accountId: registry.accountId,
    region: registry.region,
    arn: repositoryArn(registry.region, registry.accountId, name),
    uri: `${registry.host}/${name}`,
    createdAt: now,
    encryption: wish.encryptionConfiguration ?? { encryptionType: 'AES256' },
    mutability: wish.imageTagMutability ?? 'MUTABLE',
    exclusionFilters: wish.imageTagMutabilityExclusionFilters ?? [],
    scanOnPush: wish.imageScanningConfiguration?.scanOnPush ?? false,
    resourceTags: new Map((wish.tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? ''])),
    images: new Map(),
    tags: new Map(),
    layers: new Map(),
  };
  registry.repositories.set(name, repository);
  return repository;
}

export function repositoryOperations({ registries, pageSize }: EcrParts): Operations {
  const on = (action: string) => (input: RepositoryInput, context: CallContext) =>
    repositoryAccess(action, registries, input, context);
  const find = (input: RepositoryInput, context: CallContext) =>
    registries.repository(input.registryId ?? context.accountId, context.region, input.repositoryName);
  return {
    CreateRepository: {
      access: (input: CreateRepositoryRequest & RepositoryInput, context) => [
        ...on('CreateRepository')(input, context),
        ...(input.tags?.length ? on('TagResource')(input, context) : []),
        ...keyAccess(input),
      ],
      perform: async (input: CreateRepositoryRequest & RepositoryInput, context) => {
        const registry = await registries.open(input.registryId ?? context.accountId, context.region);
        return { repository: view(createRepository(registry, input, context.now)) };
      },
    },
    DescribeRepositories: {
      access: (input: DescribeRepositoriesRequest, context) => {
        const names = input.repositoryNames ?? [];
        const registryId = input.registryId ?? context.accountId;
        return (names.length > 0 ? names : ['*']).flatMap((repositoryName) =>
          on('DescribeRepositories')({ registryId, repositoryName }, context),
        );
      },
      perform: async (input: DescribeRepositoriesRequest, context) => {
        const registry = await registries.open(input.registryId ?? context.accountId, context.region);
        const named = input.repositoryNames?.map((name) =>
          registries.repository(registry.accountId, registry.region, name),
        );
        const all = named ?? [...registry.repositories.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
        const { items, nextToken } = ecrPage(all, ({ name }) => name, input, { defaultSize: pageSize });
        return { repositories: items.map(view), nextToken };
      },
    },
    DeleteRepository: {
      access: on('DeleteRepository'),
      perform: async (input: RepositoryInput & { readonly force?: boolean }, context) => {
        const repository = find(input, context);
        if (repository.images.size > 0 && !input.force)
          throw ecrErrors.repositoryNotEmpty(repository.name, repository.accountId);
        const registry = await registries.open(repository.accountId, repository.region);
        registry.repositories.delete(repository.name);
        return { repository: view(repository) };
      },
    },
    PutImageTagMutability: {
      access: on('PutImageTagMutability'),
      perform: (input: PutImageTagMutabilityRequest & RepositoryInput, context) => {
        const repository = find(input, context);
        const filters = input.imageTagMutabilityExclusionFilters ?? [];
        requireFitting(input.imageTagMutability ?? 'MUTABLE', filters);
        repository.mutability = input.imageTagMutability ?? 'MUTABLE';
        repository.exclusionFilters = filters;
        return {
          ...names(repository),
          imageTagMutability: repository.mutability,
          ...(filters.length > 0 ? { imageTagMutabilityExclusionFilters: filters } : {}),
        };
      },
    },
    PutImageScanningConfiguration: {
      access: on('PutImageScanningConfiguration'),
      perform: (
        input: RepositoryInput & { readonly imageScanningConfiguration: { readonly scanOnPush?: boolean } },
        context,
      ) => {
        const repository = find(input, context);
        repository.scanOnPush = input.imageScanningConfiguration.scanOnPush ?? false;
        return { ...names(repository), imageScanningConfiguration: { scanOnPush: repository.scanOnPush } };
      },
    },
    DescribeRegistry: {
      access: () => registryAccess('DescribeRegistry'),
      perform: (_input, { accountId }) => ({ registryId: accountId, replicationConfiguration: { rules: [] } }),
    },
  };
}

/** ECR makes a grant on the key in the caller's name: https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html */
function keyAccess({ encryptionConfiguration }: CreateRepositoryRequest): readonly Access[] {
  const key = encryptionConfiguration?.kmsKey;
  return key ? ['kms:CreateGrant', 'kms:DescribeKey'].map((action) => ({ action, resource: key })) : [];
}

/** The two members by which most answers name the repository. */
export function names(repository: Repository): { readonly registryId: string; readonly repositoryName: string } {
  return { registryId: repository.accountId, repositoryName: repository.name };
}

function view(repository: Repository): RepositoryView {
  return {
    repositoryArn: repository.arn,
    registryId: repository.accountId,
    repositoryName: repository.name,
    repositoryUri: repository.uri,
    createdAt: repository.createdAt,
    imageTagMutability: repository.mutability,
    ...(repository.exclusionFilters.length > 0
      ? { imageTagMutabilityExclusionFilters: [...repository.exclusionFilters] }
      : {}),
    imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
    encryptionConfiguration: repository.encryption,
  };
}

/** Filters belong to the two `_WITH_EXCLUSION` modes, which need one to five of them. */
function requireFitting(
  mutability: string,
  filters: readonly { readonly filterType?: string | undefined; readonly filter?: string | undefined }[],
): void {
  const modes = ['MUTABLE', 'IMMUTABLE', 'MUTABLE_WITH_EXCLUSION', 'IMMUTABLE_WITH_EXCLUSION'];
  if (!modes.includes(mutability))
    throw ecrErrors.invalidParameter('imageTagMutability', `must satisfy enum value set: [${modes.join(', ')}]`);
  const excluding = mutability.endsWith('_WITH_EXCLUSION');
  if (excluding !== filters.length > 0 || filters.length > 5)
    throw ecrErrors.invalidParameter(
      'imageTagMutabilityExclusionFilters',
      excluding && filters.length === 0
        ? `ImageTagMutabilityExclusionFilters can't be null when imageTagMutability is set as ${mutability}`
        : `must be 1 to 5 filters, and only with a mutability that has exclusions, not with ${mutability}`,
    );
  for (const { filter } of filters)
    if (!/^[0-9a-zA-Z._*-]{1,128}$/.test(filter ?? '') || (filter?.split('*').length ?? 0) > 3)
      throw ecrErrors.invalidParameter('filter', "must satisfy regular expression '^[0-9a-zA-Z._*-]{1,128}'");
}

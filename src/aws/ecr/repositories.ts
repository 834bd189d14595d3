import { parseRepositoryUri, type RepositoryAddress } from '../../domain/image-reference.ts';
import { awsErrorName, explained, isAccessDenied } from '../client.ts';
import {
  type ApiRepository,
  CreateRepositoryCommand,
  DescribeRepositoriesCommand,
  DescribeRepositoryCreationTemplatesCommand,
  type ECRClient,
  GetAuthorizationTokenCommand,
  GetLifecyclePolicyCommand,
  PutLifecyclePolicyCommand,
} from './api.ts';
import { inRegistry, inRepository } from './ids.ts';
import type { CreationTemplate, Repository, RepositoryId, RepositorySettings } from './vocabulary.ts';

/** The repository, if there is one. */
export async function findRepository(
  client: ECRClient,
  id: RepositoryId,
  abortSignal: AbortSignal,
): Promise<Repository | undefined> {
  const command = new DescribeRepositoriesCommand({ ...inRegistry(id), repositoryNames: [id.name] });
  try {
    const { repositories = [] } = await client.send(command, { abortSignal });
    return repositories[0] && repositoryOf(repositories[0]);
  } catch (error) {
    if (awsErrorName(error) === 'RepositoryNotFoundException') return undefined;
    throw explained(error, `Reading the repository ${id.name}`);
  }
}

/** Where a repository of this name is, or will be. */
export async function repositoryAddress(
  client: ECRClient,
  id: RepositoryId,
  abortSignal: AbortSignal,
): Promise<RepositoryAddress> {
  const command = new GetAuthorizationTokenCommand(id.accountId === undefined ? {} : { registryIds: [id.accountId] });
  const { authorizationData = [] } = await client.send(command, { abortSignal }).catch((error) => {
    throw explained(error, `Reading the registry of ${id.name}`);
  });
  return { host: new URL(authorizationData[0]?.proxyEndpoint ?? '').host, repository: id.name };
}

/** Of the templates that cover a name, the one with the longest prefix decides. */
export async function findTemplate(
  client: ECRClient,
  name: string,
  abortSignal: AbortSignal,
): Promise<CreationTemplate | 'unknown' | undefined> {
  const parts = name.split('/');
  const prefixes = [...parts.keys()].map((count) => parts.slice(0, count).join('/') || 'ROOT').toReversed();
  try {
    const command = new DescribeRepositoryCreationTemplatesCommand({ prefixes });
    const { repositoryCreationTemplates = [] } = await client.send(command, { abortSignal });
    const onPush = repositoryCreationTemplates.filter(({ appliedFor }) => appliedFor?.includes('CREATE_ON_PUSH'));
    const prefix = prefixes.find((candidate) => onPush.some((template) => template.prefix === candidate));
    return prefix === undefined ? undefined : { prefix };
  } catch (error) {
    if (isAccessDenied(error)) return 'unknown';
    throw explained(error, `Reading the repository creation templates for ${name}`);
  }
}

/** Creates a repository that scans what is pushed. `exists` means: another run did so first. */
export async function createRepository(
  client: ECRClient,
  id: RepositoryId,
  { kmsKey, mutability }: RepositorySettings,
  abortSignal: AbortSignal,
): Promise<Repository | 'exists'> {
  const command = new CreateRepositoryCommand({
    ...inRepository(id),
    imageTagMutability: mutability,
    imageScanningConfiguration: { scanOnPush: true },
    ...(kmsKey === undefined ? {} : { encryptionConfiguration: { encryptionType: 'KMS', kmsKey } }),
  });
  try {
    const { repository } = await client.send(command, { abortSignal });
    return repositoryOf(repository ?? {});
  } catch (error) {
    if (awsErrorName(error) === 'RepositoryAlreadyExistsException') return 'exists';
    throw explained(error, `Creating the repository ${id.name}`);
  }
}

/** The text of a repository's lifecycle policy, if it has one. */
export async function findLifecyclePolicy(
  client: ECRClient,
  id: RepositoryId,
  abortSignal: AbortSignal,
): Promise<string | undefined> {
  try {
    return (await client.send(new GetLifecyclePolicyCommand(inRepository(id)), { abortSignal })).lifecyclePolicyText;
  } catch (error) {
    if (awsErrorName(error) === 'LifecyclePolicyNotFoundException') return undefined;
    throw explained(error, `Reading the lifecycle policy of ${id.name}`);
  }
}

export async function putLifecyclePolicy(
  client: ECRClient,
  id: RepositoryId,
  policy: string,
  abortSignal: AbortSignal,
): Promise<void> {
  const command = new PutLifecyclePolicyCommand({ ...inRepository(id), lifecyclePolicyText: policy });
  await client.send(command, { abortSignal }).catch((error) => {
    throw explained(error, `Setting the lifecycle policy of the repository ${id.name}`);
  });
}

function repositoryOf(repository: ApiRepository): Repository {
  const { repositoryName = '', repositoryUri = '', repositoryArn = '', registryId = '' } = repository;
  const exclusions = (repository.imageTagMutabilityExclusionFilters ?? []).flatMap(({ filter }) => filter ?? []);
  return {
    name: repositoryName,
    address: addressOf(repositoryUri),
    arn: repositoryArn,
    accountId: registryId,
    mutability: { mode: repository.imageTagMutability ?? 'MUTABLE', exclusions },
    scanOnPush: repository.imageScanningConfiguration?.scanOnPush ?? false,
    kmsKey: repository.encryptionConfiguration?.kmsKey,
  };
}

function addressOf(uri: string): RepositoryAddress {
  const address = parseRepositoryUri(uri);
  if (address.ok) return address.value;
  throw new Error(`ECR gave the repository URI ${uri}: ${address.reason}.`);
}

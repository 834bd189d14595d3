import type {
  CreateRepositoryCreationTemplateRequest,
  DescribeRepositoryCreationTemplatesRequest,
  RepositoryCreationTemplate,
} from '@aws-sdk/client-ecr';
import { AwsError } from '../core/errors.ts';
import type { Operations } from '../core/json-service.ts';
import { registryAccess } from './access.ts';
import { ecrPage } from './paging.ts';
import type { EcrParts } from './parts.ts';
import { createRepository } from './repository-operations.ts';
import type { Registry, Repository } from './state.ts';

/** Repository creation templates: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates.html */
export function templateOperations({ registries, pageSize }: EcrParts): Operations {
  return {
    CreateRepositoryCreationTemplate: {
      access: () => registryAccess('CreateRepositoryCreationTemplate'),
      perform: async (input: CreateRepositoryCreationTemplateRequest, { accountId, region, now }) => {
        const { templates } = await registries.open(accountId, region);
        const prefix = input.prefix ?? '';
        if (templates.has(prefix))
          throw new AwsError('TemplateAlreadyExistsException', `A template for the prefix '${prefix}' already exists.`);
        templates.set(prefix, { ...input, createdAt: now, updatedAt: now });
        return { registryId: accountId, repositoryCreationTemplate: templates.get(prefix) };
      },
    },
    DescribeRepositoryCreationTemplates: {
      access: () => registryAccess('DescribeRepositoryCreationTemplates'),
      perform: async (input: DescribeRepositoryCreationTemplatesRequest, { accountId, region }) => {
        const { templates } = await registries.open(accountId, region);
        const wanted = [...templates.values()].filter(({ prefix = '' }) => input.prefixes?.includes(prefix) ?? true);
        const page = ecrPage(wanted, ({ prefix = '' }) => prefix, input, { defaultSize: pageSize });
        return { registryId: accountId, repositoryCreationTemplates: page.items, nextToken: page.nextToken };
      },
    },
  };
}

/** The template by which a push makes a repository that is not there: of those that cover its name, the one with the longest prefix. */
export function templateOfPush(registry: Registry, name: string): RepositoryCreationTemplate | undefined {
  return [...registry.templates.values()]
    .filter((candidate) => covers(candidate, name))
    .toSorted((a, b) => specificity(b) - specificity(a))
    .find(({ appliedFor }) => appliedFor?.includes('CREATE_ON_PUSH'));
}

export function createFromTemplate(
  template: RepositoryCreationTemplate,
  registry: Registry,
  name: string,
  now: Date,
): Repository {
  const { imageTagMutability, imageTagMutabilityExclusionFilters, encryptionConfiguration, resourceTags } = template;
  const repository = createRepository(
    registry,
    {
      repositoryName: name,
      imageTagMutability,
      imageTagMutabilityExclusionFilters,
      encryptionConfiguration,
      tags: resourceTags,
    },
    now,
  );
  if (template.lifecyclePolicy !== undefined) repository.lifecyclePolicy = template.lifecyclePolicy;
  if (template.repositoryPolicy !== undefined) repository.policy = template.repositoryPolicy;
  return repository;
}

/** A prefix ends at a slash, which is not written; ROOT stands for every repository that no other template covers. */
function covers({ prefix = '' }: RepositoryCreationTemplate, name: string): boolean {
  return prefix === 'ROOT' || name.startsWith(`${prefix}/`);
}

function specificity({ prefix = '' }: RepositoryCreationTemplate): number {
  return prefix === 'ROOT' ? 0 : prefix.length;
}

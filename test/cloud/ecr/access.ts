import type { Access, CallContext } from '../core/service.ts';
import type { Registries } from './registries.ts';
import { repositoryArn } from './state.ts';

/** What names a repository in an ECR call; without `registryId` it is the caller's own registry. */
export interface RepositoryInput {
  readonly registryId?: string;
  readonly repositoryName: string;
}

/** The access that a call on one repository needs; a repository policy can give it to another account. */
export function repositoryAccess(
  action: string,
  registries: Registries,
  input: RepositoryInput,
  context: Pick<CallContext, 'accountId' | 'region'>,
): readonly Access[] {
  const accountId = input.registryId ?? context.accountId;
  const repository = registries.find(accountId, context.region, input.repositoryName);
  return [
    {
      action: `ecr:${action}`,
      resource: repositoryArn(context.region, accountId, input.repositoryName),
      resourceAccountId: accountId,
      ...(repository?.policy ? { resourcePolicy: JSON.parse(repository.policy) } : {}),
      ...(repository ? { conditions: tagConditions(repository.resourceTags) } : {}),
    },
  ];
}

function tagConditions(tags: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...tags].map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}

/** The access of a call that concerns a whole registry: such actions know no resource but `*`. */
export function registryAccess(action: string): readonly Access[] {
  return [{ action: `ecr:${action}`, resource: '*' }];
}

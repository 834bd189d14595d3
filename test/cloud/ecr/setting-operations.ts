import type { GetAuthorizationTokenRequest, Tag } from '@aws-sdk/client-ecr';
import { AwsError } from '../core/errors.ts';
import type { Operations } from '../core/json-service.ts';
import type { Access, CallContext } from '../core/service.ts';
import { type RepositoryInput, registryAccess, repositoryAccess } from './access.ts';
import { ecrErrors } from './errors.ts';
import type { EcrParts } from './parts.ts';
import { names } from './repository-operations.ts';
import type { Repository } from './state.ts';

/** Tokens, policies, tags and account settings. */
export function settingOperations({ registries, tokens }: EcrParts): Operations {
  const on = (action: string) => (input: RepositoryInput, context: CallContext) =>
    repositoryAccess(action, registries, input, context);
  const find = (input: RepositoryInput, context: CallContext) =>
    registries.repository(input.registryId ?? context.accountId, context.region, input.repositoryName);
  return {
    GetAuthorizationToken: {
      access: () => registryAccess('GetAuthorizationToken'),
      perform: async (input: GetAuthorizationTokenRequest, { accountId, region, caller, now }) => {
        const registryIds = input.registryIds?.length ? input.registryIds : [accountId];
        const { authorizationToken, expiresAt } = tokens.issue(caller, region, now);
        const hosts = await Promise.all(registryIds.map(async (id) => (await registries.open(id, region)).host));
        return {
          authorizationData: hosts.map((host) => ({ authorizationToken, expiresAt, proxyEndpoint: `http://${host}` })),
        };
      },
    },
    GetLifecyclePolicy: {
      access: on('GetLifecyclePolicy'),
      perform: (input: RepositoryInput, context) => {
        const repository = find(input, context);
        if (repository.lifecyclePolicy === undefined) throw noPolicy('Lifecycle', repository);
        return { ...names(repository), lifecyclePolicyText: repository.lifecyclePolicy, lastEvaluatedAt: context.now };
      },
    },
    PutLifecyclePolicy: {
      access: on('PutLifecyclePolicy'),
      perform: (input: RepositoryInput & { readonly lifecyclePolicyText: string }, context) => {
        const repository = find(input, context);
        requireRules(input.lifecyclePolicyText);
        repository.lifecyclePolicy = input.lifecyclePolicyText;
        return { ...names(repository), lifecyclePolicyText: input.lifecyclePolicyText };
      },
    },
    GetRepositoryPolicy: {
      access: on('GetRepositoryPolicy'),
      perform: (input: RepositoryInput, context) => {
        const repository = find(input, context);
        if (repository.policy === undefined) throw noPolicy('Repository', repository);
        return { ...names(repository), policyText: repository.policy };
      },
    },
    SetRepositoryPolicy: {
      access: on('SetRepositoryPolicy'),
      perform: (input: RepositoryInput & { readonly policyText: string }, context) => {
        const repository = find(input, context);
        requireJson('PolicyText', input.policyText, 'Invalid repository policy provided');
        repository.policy = input.policyText;
        return { ...names(repository), policyText: input.policyText };
      },
    },
    DeleteRepositoryPolicy: {
      access: on('DeleteRepositoryPolicy'),
      perform: (input: RepositoryInput, context) => {
        const repository = find(input, context);
        const policyText = repository.policy;
        if (policyText === undefined) throw noPolicy('Repository', repository);
        delete repository.policy;
        return { ...names(repository), policyText };
      },
    },
    GetAccountSetting: {
      access: () => registryAccess('GetAccountSetting'),
      perform: async (input: { readonly name: string }, { accountId, region }) => {
        const settings = (await registries.open(accountId, region)).accountSettings;
        return { name: input.name, value: settings.get(input.name) ?? defaultSetting(input.name) };
      },
    },
    PutAccountSetting: {
      access: () => registryAccess('PutAccountSetting'),
      perform: async (input: { readonly name: string; readonly value: string }, { accountId, region }) => {
        if (!accountSettings[input.name]?.includes(input.value))
          throw ecrErrors.invalidParameter('value', `${input.value} is no value of the account setting ${input.name}`);
        (await registries.open(accountId, region)).accountSettings.set(input.name, input.value);
        return { name: input.name, value: input.value };
      },
    },
    ListTagsForResource: {
      access: (input: ByArn, context) => onArn('ListTagsForResource', registries, input, context),
      perform: (input: ByArn, context) => ({
        tags: [...find(byArn(input.resourceArn), context).resourceTags].map(([Key, Value]) => ({ Key, Value })),
      }),
    },
    TagResource: {
      access: (input: ByArn, context) => onArn('TagResource', registries, input, context),
      perform: (input: ByArn & { readonly tags: readonly Tag[] }, context) => {
        const { resourceTags } = find(byArn(input.resourceArn), context);
        for (const { Key, Value } of input.tags) resourceTags.set(Key ?? '', Value ?? '');
      },
    },
    UntagResource: {
      access: (input: ByArn, context) => onArn('UntagResource', registries, input, context),
      perform: (input: ByArn & { readonly tagKeys: readonly string[] }, context) => {
        const { resourceTags } = find(byArn(input.resourceArn), context);
        for (const key of input.tagKeys) resourceTags.delete(key);
      },
    },
  };
}

interface ByArn {
  readonly resourceArn: string;
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutAccountSetting.html; the first value is the default. */
const accountSettings: Readonly<Record<string, readonly string[]>> = {
  BASIC_SCAN_TYPE_VERSION: ['AWS_NATIVE'],
  REGISTRY_POLICY_SCOPE: ['V2'],
  BLOB_MOUNTING: ['DISABLED', 'ENABLED'],
};

function defaultSetting(name: string): string {
  const [value] = accountSettings[name] ?? [];
  if (value === undefined) throw ecrErrors.invalidParameter('name', `${name} is no account setting`);
  return value;
}

function onArn(
  action: string,
  registries: EcrParts['registries'],
  input: ByArn,
  context: CallContext,
): readonly Access[] {
  return repositoryAccess(action, registries, byArn(input.resourceArn), context);
}

function byArn(arn: string): Required<RepositoryInput> {
  const [, , , , registryId = '', resource = ''] = arn.split(':');
  if (!resource.startsWith('repository/'))
    throw ecrErrors.invalidParameter('resourceArn', 'must be the ARN of a repository');
  return { registryId, repositoryName: resource.slice('repository/'.length) };
}

function noPolicy(kind: 'Lifecycle' | 'Repository', { name, accountId }: Repository): AwsError {
  return new AwsError(
    `${kind}PolicyNotFoundException`,
    `${kind} policy does not exist for the repository with name '${name}' in the registry with id '${accountId}'`,
  );
}

function requireJson(member: string, text: string, message: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw ecrErrors.invalidParameter(member, message);
  }
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html */
function requireRules(text: string): void {
  const member = 'LifecyclePolicyText';
  const failure = 'Lifecycle policy validation failure: ';
  const policy = requireJson(member, text, `${failure}Could not map policyString into LifecyclePolicy.`);
  const { rules } = policy as { readonly rules?: readonly { readonly rulePriority?: number }[] };
  if (!rules) throw ecrErrors.invalidParameter(member, `${failure}object has missing required properties (["rules"])`);
  const priorities = rules.map(({ rulePriority }) => rulePriority);
  if (priorities.length === 0 || new Set(priorities).size < priorities.length || priorities.includes(undefined))
    throw ecrErrors.invalidParameter(member, `${failure}there must be rules, each with a priority of its own`);
}

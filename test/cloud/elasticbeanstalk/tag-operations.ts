import { AwsError } from '../core/errors.ts';
import type { Operations } from '../core/json-service.ts';
import type { Environment } from './state.ts';
import type { Store } from './store.ts';
import { list } from './views.ts';

export interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

interface ByArn {
  readonly ResourceArn?: string;
}

interface Update extends ByArn {
  readonly TagsToAdd?: readonly Tag[];
  readonly TagsToRemove?: readonly string[];
}

/** The tags of environments. https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_UpdateTagsForResource.html */
export function tagOperations(store: Store): Operations {
  return {
    ListTagsForResource: {
      access: ({ ResourceArn = '' }: ByArn) => [
        { action: 'elasticbeanstalk:ListTagsForResource', resource: ResourceArn },
      ],
      perform: ({ ResourceArn }: ByArn) => ({
        ResourceArn,
        ResourceTags: list([...tagged(store, ResourceArn).tags].map(([Key, Value]) => ({ Key, Value }))),
      }),
    },
    UpdateTagsForResource: {
      // There is no action of the call's name: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.iam.policies.actions.html
      access: ({ ResourceArn = '', TagsToAdd = [], TagsToRemove = [] }: Update) => [
        ...(TagsToAdd.length > 0 ? [{ action: 'elasticbeanstalk:AddTags', resource: ResourceArn }] : []),
        ...(TagsToRemove.length > 0 ? [{ action: 'elasticbeanstalk:RemoveTags', resource: ResourceArn }] : []),
      ],
      perform({ ResourceArn, TagsToAdd = [], TagsToRemove = [] }: Update) {
        const { tags } = tagged(store, ResourceArn);
        for (const key of TagsToRemove) tags.delete(key);
        for (const { Key = '', Value = '' } of TagsToAdd) tags.set(Key, Value);
      },
    },
  };
}

function tagged(store: Store, arn: string | undefined): Environment {
  const found = store.all().findLast((environment) => environment.arn === arn);
  if (found) return found;
  throw new AwsError('ResourceNotFoundException', `Resource ${arn} not found.`);
}

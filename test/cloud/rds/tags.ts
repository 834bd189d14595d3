import { AwsError } from '../core/errors.ts';
import type { Operation } from '../core/json-service.ts';
import type { XmlValue } from '../core/xml.ts';
import { identifierIn, type Place, type Regions } from './state.ts';

export interface TagsInput {
  readonly Tags?: { readonly Tag?: readonly { readonly Key?: string; readonly Value?: string }[] };
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ListTagsForResource.html */
export function listTags(regions: Regions): Operation<{ readonly ResourceName: string }> {
  return {
    access: ({ ResourceName }) => [{ action: 'rds:ListTagsForResource', resource: ResourceName }],
    perform: ({ ResourceName }, place) => ({ TagList: tagList(tagsOf(regions, place, ResourceName)) }),
  };
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_AddTagsToResource.html */
export function addTags(regions: Regions): Operation<TagsInput & { readonly ResourceName: string }> {
  return {
    access: ({ ResourceName }) => [{ action: 'rds:AddTagsToResource', resource: ResourceName }],
    perform(input, place) {
      const tags = tagsOf(regions, place, input.ResourceName);
      for (const [key, value] of tagsFrom(input)) tags.set(key, value);
    },
  };
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RemoveTagsFromResource.html */
export function removeTags(
  regions: Regions,
): Operation<{ readonly ResourceName: string; readonly TagKeys?: readonly string[] }> {
  return {
    access: ({ ResourceName }) => [{ action: 'rds:RemoveTagsFromResource', resource: ResourceName }],
    perform({ ResourceName, TagKeys = [] }, place) {
      const tags = tagsOf(regions, place, ResourceName);
      for (const key of TagKeys) tags.delete(key);
    },
  };
}

/** The tags in a request, at most 50, none of which may be AWS's own. */
export function tagsFrom({ Tags }: TagsInput): Map<string, string> {
  const tags = new Map((Tags?.Tag ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
  if (tags.size > 50) throw new AwsError('InvalidParameterValue', 'The number of tags exceeds the limit of 50.');
  for (const key of tags.keys())
    if (key === '' || key.length > 128 || /^(aws|rds):/i.test(key))
      throw new AwsError('InvalidParameterValue', `Invalid tag key ${key}.`);
  return tags;
}

export function tagList(tags: ReadonlyMap<string, string>): XmlValue {
  return { Tag: [...tags].map(([Key, Value]) => ({ Key, Value })) };
}

function tagsOf(regions: Regions, place: Place, arn: string): Map<string, string> {
  const type = /^arn:aws:rds:[^:]*:\d*:(db|cluster|snapshot):/.exec(arn)?.[1];
  const { instances, clusters, snapshots } = regions(place);
  const identifier = identifierIn(arn);
  switch (type) {
    case 'db':
      return existing('DBInstanceNotFound', arn, instances.get(identifier));
    case 'cluster':
      return existing('DBClusterNotFoundFault', arn, clusters.get(identifier));
    case 'snapshot':
      return existing('DBSnapshotNotFound', arn, snapshots.get(identifier));
    default:
      throw new AwsError(
        'InvalidParameterValue',
        `The specified resource name does not match an RDS resource in this region.`,
      );
  }
}

function existing(
  code: string,
  arn: string,
  resource: { readonly arn: string; readonly tags: Map<string, string> } | undefined,
): Map<string, string> {
  if (resource?.arn !== arn) throw new AwsError(code, `Could not find resource ${arn}.`, 404);
  return resource.tags;
}

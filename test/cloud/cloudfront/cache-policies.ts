import { AwsError } from '../core/errors.ts';
import type { CachePolicies } from './policies.ts';
import type { RestOperation } from './rest-xml.ts';

/** GetCachePolicy, for AWS's own policies and those that a test added; these belong to every account here. */
export function cachePolicyOperations(policies: CachePolicies): readonly RestOperation[] {
  return [
    {
      operation: 'GetCachePolicy',
      method: 'GET',
      path: '/2020-05-31/cache-policy/*',
      access: ({ names: [id = ''] }, { accountId }) => [
        { action: 'cloudfront:GetCachePolicy', resource: `arn:aws:cloudfront::${accountId}:cache-policy/${id}` },
      ],
      perform({ names: [id = ''] }) {
        const policy = policies.get(id);
        if (!policy) throw new AwsError('NoSuchCachePolicy', 'The cache policy does not exist.', 404);
        return { root: 'CachePolicy', value: { Id: id, LastModifiedTime: new Date(0), CachePolicyConfig: policy } };
      },
    },
  ];
}

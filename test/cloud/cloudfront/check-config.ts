import type { CacheBehavior, DefaultCacheBehavior, DistributionConfig } from '@aws-sdk/client-cloudfront';
import { AwsError } from '../core/errors.ts';
import { withDefaults } from './with-defaults.ts';

/** A document as a configuration with CloudFront's defaults filled in; throws the documented errors. */
export function checkConfig(document: Readonly<Record<string, unknown>>): DistributionConfig {
  const config = document as unknown as DistributionConfig;
  for (const name of ['CallerReference', 'Origins', 'DefaultCacheBehavior', 'Enabled'] as const)
    if (config[name] === undefined) throw new AwsError('InvalidArgument', `The parameter ${name} is required.`);
  checkQuantities(config);
  checkOrigins(config);
  return withDefaults(config);
}

/** Every list says how many items it has; throws InconsistentQuantities where that is not so. */
export function checkQuantities(value: unknown): void {
  if (typeof value !== 'object' || value === null || value instanceof Date) return;
  const { Quantity, Items } = value as { readonly Quantity?: unknown; readonly Items?: unknown };
  if (typeof Quantity === 'number' && Quantity !== (Array.isArray(Items) ? Items.length : 0))
    throw new AwsError('InconsistentQuantities', "The value of Quantity and the size of Items don't match.");
  for (const child of Object.values(value)) checkQuantities(child);
}

function checkOrigins({ Origins, OriginGroups, DefaultCacheBehavior, CacheBehaviors }: DistributionConfig): void {
  const origins = Origins?.Items ?? [];
  const groups = OriginGroups?.Items ?? [];
  if (origins.length === 0) throw new AwsError('InvalidArgument', 'The parameter Origins must have at least one item.');
  const behaviors: readonly (DefaultCacheBehavior | CacheBehavior | undefined)[] = [
    DefaultCacheBehavior,
    ...(CacheBehaviors?.Items ?? []),
  ];
  const members = groups.flatMap(({ Members }) => Members?.Items ?? []);
  const targets = [...origins, ...groups].map(({ Id }) => Id);
  if (
    behaviors.some((behavior) => !targets.includes(behavior?.TargetOriginId)) ||
    members.some(({ OriginId }) => !origins.some(({ Id }) => Id === OriginId))
  )
    throw new AwsError('NoSuchOrigin', 'One or more of your origins or origin groups do not exist.', 404);
}

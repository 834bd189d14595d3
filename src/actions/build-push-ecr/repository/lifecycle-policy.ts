/**
 * The lifecycle policy of a repository that we create. Only images without any tag expire: one that runs somewhere is
 * deployed by digest, so no count or age of tagged images says that it is not needed any more.
 * Format: https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export const lifecyclePolicy = JSON.stringify({
  rules: [expiry(1, 'Images that lost their last tag', 'untagged', 30)],
});

/** The lifecycle policy of a build cache that we create: what no build has pushed again for a month costs more than it saves. */
export const cacheLifecyclePolicy = JSON.stringify({
  rules: [expiry(1, 'Caches that a newer one has replaced', 'untagged', 1), expiry(2, 'Old caches', 'any', 30)],
});

function expiry(rulePriority: number, description: string, tagStatus: 'untagged' | 'any', days: number) {
  return {
    rulePriority,
    description,
    selection: { tagStatus, countType: 'sinceImagePushed', countUnit: 'days', countNumber: days },
    action: { type: 'expire' },
  };
}

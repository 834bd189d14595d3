/**
 * The lifecycle policy of a repository that we create. Only images without any tag expire: one that runs somewhere is
 * deployed by digest, so no count or age of tagged images says that it is not needed any more.
 * Format: https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export const lifecyclePolicy = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      description: 'Images that lost their last tag',
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 30 },
      action: { type: 'expire' },
    },
  ],
});

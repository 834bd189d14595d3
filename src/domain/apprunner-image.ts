import { ecrRegistryOf, type ImageReference, referenceText } from './image-reference.ts';
import { partitionOf } from './partition.ts';

/**
 * An image as App Runner takes it: by digest or by tag, not both, and by ECR's IPv4 host.
 * Source: https://docs.aws.amazon.com/apprunner/latest/api/API_ImageRepository.html
 */
export function appRunnerImage({ host, repository, tag, digest }: ImageReference): string {
  const registry = ecrRegistryOf(host);
  return referenceText({
    host: registry
      ? `${registry.accountId}.dkr.ecr.${registry.region}.${partitionOf(registry.region).dnsSuffix}`
      : host,
    repository,
    ...(digest ? { digest } : tag ? { tag } : {}),
  });
}

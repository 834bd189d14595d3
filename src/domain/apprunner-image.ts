import { ecrRegistryOf, parseImageReference, referenceText } from './image-reference.ts';

/**
 * An image as App Runner takes it: by digest or by tag, not both, and by ECR's IPv4 host.
 * Source: https://docs.aws.amazon.com/apprunner/latest/api/API_ImageRepository.html
 */
export function appRunnerImage(text: string): string {
  const reference = parseImageReference(text);
  if (!reference.ok) return text;
  const { host, repository, tag, digest } = reference.value;
  const registry = host.endsWith('.on.aws') ? ecrRegistryOf(host) : undefined;
  return referenceText({
    host: registry ? `${registry.accountId}.dkr.ecr.${registry.region}.amazonaws.com` : host,
    repository,
    ...(digest ? { digest } : tag ? { tag } : {}),
  });
}

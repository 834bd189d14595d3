import { arnOf } from './arn.ts';
import { ecrRegistryOf, type ImageReference } from './image-reference.ts';
import { partitionNamed, partitionOf } from './partition.ts';

/** The origin of a host that App Runner names: HTTPS, except for an emulator on this machine. */
export function serviceOrigin(host: string): string {
  return `${/^(localhost|127\.|\[::1\])/.test(host) ? 'http' : 'https'}://${host}`;
}

/** The page of a service in AWS's console, from its ARN. */
export function consoleUrl(serviceArn: string): string {
  const { region, domain } = partsOf(serviceArn);
  return `https://${region}.console.${domain}/apprunner/home?region=${region}#/services/dashboard?service_arn=${encodeURIComponent(serviceArn)}`;
}

/** A page of an Elastic Beanstalk environment in AWS's console, from its ARN and id. */
export function environmentConsoleUrl(arn: string, id: string, page: 'dashboard' | 'logs'): string {
  const { region, domain } = partsOf(arn);
  return `https://${region}.console.${domain}/elasticbeanstalk/home?region=${region}#/environment/${page}?environmentId=${id}`;
}

/** The page of a service of an ECS cluster in AWS's console, from its ARN. */
export function ecsConsoleUrl(serviceArn: string): string {
  const { region, domain } = partsOf(serviceArn);
  const [, cluster = '', name = ''] = serviceArn.split('/');
  return `https://${region}.console.${domain}/ecs/v2/clusters/${cluster}/services/${name}/deployments?region=${region}`;
}

/** The page of a log group in AWS's console; CloudWatch wants its name encoded twice, with $ for %. */
export function logsUrl(arn: string, group: string): string {
  const { region, domain } = partsOf(arn);
  const name = encodeURIComponent(encodeURIComponent(group)).replaceAll('%', '$');
  return `https://${region}.console.${domain}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${name}`;
}

/** The page of an image in the console of ECR; undefined where it has no digest, or is in another registry. */
export function imageConsoleUrl({ host, repository, digest }: ImageReference): string | undefined {
  const registry = ecrRegistryOf(host);
  if (!registry || digest === undefined) return undefined;
  const { accountId, region } = registry;
  const domain = partitionOf(region).consoleDomain ?? usualDomain;
  return `https://${region}.console.${domain}/ecr/repositories/private/${accountId}/${repository}/_/image/${digest}/details?region=${region}`;
}

const usualDomain = 'aws.amazon.com';

function partsOf(arn: string): { readonly region: string; readonly domain: string } {
  const { partition = 'aws', region = '' } = arnOf(arn) ?? {};
  return { region, domain: partitionNamed(partition).consoleDomain ?? usualDomain };
}

import type {
  CreateServiceRequest,
  HealthCheckConfiguration,
  ImageRepository,
  InstanceConfiguration,
  NetworkConfiguration,
  SourceConfiguration,
  UpdateServiceRequest,
} from '@aws-sdk/client-apprunner';
import { AwsError } from '../core/errors.ts';
import { parseReference } from '../ecr/pull.ts';
import type { ServiceConfiguration } from './state.ts';

/** What decides defaults besides the input: whose service it is, and whose registry a host stands for. */
export interface ConfigurationContext {
  readonly accountId: string;
  readonly region: string;
  registryAccount(host: string): string | undefined;
}

type Input = Omit<CreateServiceRequest, 'ServiceName'> | Omit<UpdateServiceRequest, 'ServiceArn'>;

/**
 * The configuration that an input asks for. A structure left out keeps what was there; one that is sent replaces it
 * whole, and members it leaves out take the documented defaults.
 */
export function configurationOf(
  input: Input,
  before: ServiceConfiguration | undefined,
  context: ConfigurationContext,
): ServiceConfiguration {
  const source = input.SourceConfiguration ? sourceOf(input.SourceConfiguration, context) : before?.source;
  if (!source) throw invalid('SourceConfiguration is required.');
  return {
    source,
    instance: input.InstanceConfiguration || !before ? instanceOf(input.InstanceConfiguration ?? {}) : before.instance,
    healthCheck:
      input.HealthCheckConfiguration || !before
        ? healthCheckOf(input.HealthCheckConfiguration ?? {})
        : before.healthCheck,
    network: input.NetworkConfiguration || !before ? networkOf(input.NetworkConfiguration ?? {}) : before.network,
    observability: input.ObservabilityConfiguration ?? before?.observability ?? { ObservabilityEnabled: false },
    autoScalingConfigurationArn:
      input.AutoScalingConfigurationArn ?? before?.autoScalingConfigurationArn ?? defaultAutoScalingArn(context),
  };
}

export function defaultAutoScalingArn({
  region,
  accountId,
}: {
  readonly region: string;
  readonly accountId: string;
}): string {
  return `arn:aws:apprunner:${region}:${accountId}:autoscalingconfiguration/DefaultConfiguration/1/00000000000000000000000000000001`;
}

export function invalid(message: string): AwsError {
  return new AwsError('InvalidRequestException', message);
}

function sourceOf(input: SourceConfiguration, context: ConfigurationContext): SourceConfiguration {
  if (input.CodeRepository && input.ImageRepository)
    throw invalid('Exactly one of CodeRepository and ImageRepository must be given.');
  if (!input.ImageRepository) throw invalid('The local cloud runs images only: give an ImageRepository.');
  const { ImageConfiguration: image = {}, ...repository } = input.ImageRepository;
  const registryAccount = requireIdentifier(repository, context);
  if (!input.AuthenticationConfiguration?.AccessRoleArn)
    throw invalid('AccessRoleArn is required for an image in a private ECR repository.');
  requireImageConfiguration(image);
  const crossAccount = registryAccount !== context.accountId;
  if (crossAccount && input.AutoDeploymentsEnabled)
    throw invalid("App Runner doesn't support automatic deployments for an image in another account's repository.");
  return {
    ImageRepository: { ...repository, ImageConfiguration: { ...image, Port: image.Port ?? '8080' } },
    AutoDeploymentsEnabled: input.AutoDeploymentsEnabled ?? !crossAccount,
    AuthenticationConfiguration: input.AuthenticationConfiguration,
  };
}

/** The account of the image's registry. Of another region's registry only the deployment learns, as in AWS. */
function requireIdentifier(
  repository: Omit<ImageRepository, 'ImageConfiguration'>,
  context: ConfigurationContext,
): string {
  if (repository.ImageRepositoryType !== 'ECR')
    throw invalid('The local cloud has no ECR Public: ImageRepositoryType must be ECR.');
  const reference = parseReference(repository.ImageIdentifier ?? '');
  const account = reference && context.registryAccount(reference.host);
  if (!account) throw invalid(`ImageIdentifier ${repository.ImageIdentifier} names no ECR repository.`);
  return account;
}

function requireImageConfiguration(image: NonNullable<ImageRepository['ImageConfiguration']>): void {
  if (!/^\d{1,5}$/.test(image.Port ?? '8080')) throw invalid(`Port ${image.Port} is not a port number.`);
  const names = [
    ...Object.keys(image.RuntimeEnvironmentVariables ?? {}),
    ...Object.keys(image.RuntimeEnvironmentSecrets ?? {}),
  ];
  const reserved = names.find((name) => name.startsWith('AWSAPPRUNNER'));
  if (reserved) throw invalid(`Environment variable ${reserved}: names that begin with AWSAPPRUNNER are reserved.`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw invalid(`Environment variable ${twice} is given as a variable and as a secret.`);
}

/** https://docs.aws.amazon.com/apprunner/latest/api/API_InstanceConfiguration.html */
const memoryByCpu: Readonly<Record<string, readonly string[]>> = {
  '256': ['512', '1024'],
  '512': ['1024'],
  '1024': ['2048', '3072', '4096'],
  '2048': ['4096', '6144'],
  '4096': ['8192', '10240', '12288'],
};

function instanceOf(input: InstanceConfiguration): InstanceConfiguration {
  const Cpu = units(input.Cpu ?? '1024', 'vCPU');
  const Memory = units(input.Memory ?? '2048', 'GB');
  const allowed = memoryByCpu[Cpu];
  if (!allowed) throw invalid(`Cpu ${input.Cpu} is none of 256, 512, 1024, 2048, 4096.`);
  if (!allowed.includes(Memory))
    throw invalid(`Memory ${input.Memory} does not go with Cpu ${input.Cpu}: use ${allowed.join(', ')}.`);
  return { ...(input.InstanceRoleArn ? { InstanceRoleArn: input.InstanceRoleArn } : {}), Cpu, Memory };
}

/** `1 vCPU` is 1024 and `2 GB` is 2048. */
function units(text: string, unit: 'vCPU' | 'GB'): string {
  const amount = new RegExp(`^([\\d.]+) ${unit}$`).exec(text)?.[1];
  return amount === undefined ? text : String(Number(amount) * 1024);
}

function healthCheckOf(input: HealthCheckConfiguration): Required<HealthCheckConfiguration> {
  const complete = {
    Protocol: input.Protocol ?? 'TCP',
    Path: input.Path ?? '/',
    Interval: input.Interval ?? 5,
    Timeout: input.Timeout ?? 2,
    HealthyThreshold: input.HealthyThreshold ?? 1,
    UnhealthyThreshold: input.UnhealthyThreshold ?? 5,
  };
  for (const name of ['Interval', 'Timeout', 'HealthyThreshold', 'UnhealthyThreshold'] as const)
    if (!(complete[name] >= 1 && complete[name] <= 20)) throw invalid(`${name} must be between 1 and 20.`);
  if (complete.Protocol !== 'TCP' && complete.Protocol !== 'HTTP') throw invalid('Protocol must be TCP or HTTP.');
  if (!complete.Path.startsWith('/')) throw invalid('Path must begin with a slash.');
  return complete;
}

function networkOf(input: NetworkConfiguration): NetworkConfiguration {
  const egress = input.EgressConfiguration ?? { EgressType: 'DEFAULT' };
  if (egress.EgressType === 'VPC' && !egress.VpcConnectorArn)
    throw invalid('VpcConnectorArn is required for egress VPC.');
  return {
    EgressConfiguration: egress,
    IngressConfiguration: input.IngressConfiguration ?? { IsPubliclyAccessible: true },
    IpAddressType: input.IpAddressType ?? 'IPV4',
  };
}

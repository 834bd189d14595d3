import type { Service, ServiceConfiguration } from '../../aws/apprunner.ts';
import type { Found } from '../../deployment/presence.ts';
import { memoryChoices } from '../../domain/apprunner-size.ts';
import { type Arn, arnOf } from '../../domain/arn.ts';
import { ecrRegistryOf, parseImageReference } from '../../domain/image-reference.ts';
import type { Inputs } from './contract.ts';
import { readinessOf } from './state-table.ts';

/** Everything for which App Runner would refuse the configuration, or fail to deploy it. */
export function problems(inputs: Inputs, { service }: Found<Service>, wanted: ServiceConfiguration): readonly string[] {
  const arn = service && arnOf(service.arn);
  return [
    ...stateProblems(inputs, service),
    ...encryptionProblems(inputs, service),
    ...sizeProblems(wanted),
    ...accountProblems(inputs, arn),
    ...ingressProblems(inputs, wanted),
    ...roleProblems(wanted, arn),
  ];
}

function stateProblems({ onPaused }: Inputs, service: Service | undefined): readonly string[] {
  if (!service) return [];
  if (service.described.SourceConfiguration?.CodeRepository)
    return [
      `The App Runner service ${service.name} is built from source code, and App Runner cannot change that: create another one.`,
    ];
  const readiness = readinessOf(service.status);
  if (readiness === 'stuck')
    return [
      `The App Runner service ${service.name} could not be deleted, and cannot be deployed to: delete it in the console (a VPC ingress connection may hold it), then run again with \`create: true\`.`,
    ];
  if (readiness === 'paused' && onPaused === 'fail')
    return [
      `The App Runner service ${service.name} is paused, and no new version can be deployed before it is resumed: resume it, or let on-paused be \`resume\`.`,
    ];
  return [];
}

function encryptionProblems({ kmsKey, awsRegion }: Inputs, service: Service | undefined): readonly string[] {
  const present = service?.configuration.kmsKey;
  if (kmsKey === undefined || kmsKey === present) return [];
  if (!service) {
    const region = arnOf(kmsKey)?.region;
    return awsRegion && region !== awsRegion ? [`kms-key is in ${region}, and the service is in ${awsRegion}.`] : [];
  }
  return [
    `The encryption of an App Runner service is chosen when it is created: ${service.name} uses ${present ?? 'a key of AWS'}, not ${kmsKey}. Leave \`kms-key\` out, or create another service with it.`,
  ];
}

/** A new service has 1 vCPU and 2 GB unless told otherwise. */
function sizeProblems({ cpu = '1024', memory = '2048' }: ServiceConfiguration): readonly string[] {
  const choices = memoryChoices(cpu);
  return choices.includes(memory)
    ? []
    : [
        `App Runner has no instance with ${cpu} CPU units and ${memory} MB: with cpu ${cpu}, memory may be ${choices.join(', ')} (MB).`,
      ];
}

/** What a service refers to is in its account, and in its region where it has one. */
function accountProblems(inputs: Inputs, service: Arn | undefined): readonly string[] {
  const account = service?.account ?? inputs.expectedAccountId;
  const region = service?.region ?? inputs.awsRegion;
  const companions = [
    ['access-role', inputs.accessRole, 'role/'],
    ['instance-role', inputs.instanceRole, 'role/'],
    ['vpc-connector', inputs.vpcConnector, 'vpcconnector/'],
    ['auto-scaling-configuration', inputs.autoScalingConfiguration, 'autoscalingconfiguration/'],
    ['web-acl', inputs.webAcl, 'regional/webacl/'],
    ['observability-configuration', inputs.observabilityConfiguration, 'observabilityconfiguration/'],
  ] as const;
  return companions.flatMap(([name, arn, kind]) => {
    if (arn === undefined || arn === 'off') return [];
    return [
      ...(arn.resource.startsWith(kind) ? [] : [`${name} is no ARN of the right kind (:${kind}): ${arn.text}.`]),
      ...(account && arn.account && arn.account !== account
        ? [`${name} is of the account ${arn.account}, and the service is in ${account}.`]
        : []),
      ...(region && arn.region && arn.region !== region
        ? [`${name} is in ${arn.region}, and the service is in ${region}.`]
        : []),
    ];
  });
}

function ingressProblems({ vpcId, vpcEndpointId }: Inputs, { ingress }: ServiceConfiguration): readonly string[] {
  if (vpcId === undefined && vpcEndpointId === undefined) return [];
  return [
    ...(vpcId === undefined || vpcEndpointId === undefined
      ? ['`vpc-id` and `vpc-endpoint-id` go together: give both.']
      : []),
    ...(ingress === 'private'
      ? []
      : ['The service is public, and `vpc-endpoint-id` is for private ones: let `ingress` be `private`.']),
  ];
}

function roleProblems(
  { image, accessRole, instanceRole, secrets, autoDeployments }: ServiceConfiguration,
  service: Arn | undefined,
): readonly string[] {
  const reference = parseImageReference(image);
  if (!reference.ok) return [];
  const { host } = reference.value;
  const registry = ecrRegistryOf(host);
  const foreign = registry && service && registry.accountId !== service.account;
  return [
    ...(host !== 'public.ecr.aws' && accessRole === undefined
      ? ['App Runner needs a role to pull from a private repository: give `access-role`.']
      : []),
    ...(Object.keys(secrets).length > 0 && instanceRole === undefined
      ? ['App Runner reads secrets with the role of the running service: give `instance-role`.']
      : []),
    ...(foreign && autoDeployments === 'true'
      ? [
          "App Runner cannot deploy by itself what is pushed to another account's repository: let auto-deployments be `false`.",
        ]
      : []),
  ];
}

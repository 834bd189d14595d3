import type { ServiceConfiguration } from '../../aws/apprunner.ts';
import { imageProblems } from '../../deployment/image.ts';
import { roleTrustProblems } from '../../deployment/roles.ts';
import { variableProblems } from '../../deployment/variables.ts';
import { memoryChoices } from '../../domain/apprunner-size.ts';
import { ecrRegistryOf, parseImageReference } from '../../domain/image-reference.ts';
import type { Inputs } from './contract.ts';
import type { Observation } from './observe.ts';
import { readinessOf } from './state-table.ts';

/** Everything for which App Runner would refuse the configuration, or fail to deploy it. */
export function problemsOf(
  inputs: Inputs,
  { service, image, roles }: Observation,
  wanted: ServiceConfiguration,
): readonly string[] {
  return [
    ...stateProblems(inputs, service),
    ...variableProblems(inputs, 'AWSAPPRUNNER'),
    ...imageProblems(wanted.image, image, { platform: 'linux/amd64', index: true, sameRegion: true }),
    ...sizeProblems(wanted),
    ...accountProblems(inputs, service?.arn),
    ...roleProblems(wanted, service?.arn),
    ...roleTrustProblems(roles),
  ];
}

function stateProblems({ onPaused }: Inputs, service: Observation['service']): readonly string[] {
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
function accountProblems(inputs: Inputs, serviceArn: string | undefined): readonly string[] {
  const [, , , region, account] = serviceArn?.split(':') ?? [];
  const expected = { account: account ?? inputs.expectedAccountId, region: region ?? inputs.awsRegion };
  const companions = [
    ['access-role', inputs.accessRole, ':role/'],
    ['instance-role', inputs.instanceRole, ':role/'],
    ['vpc-connector', inputs.vpcConnector, ':vpcconnector/'],
    ['auto-scaling-configuration', inputs.autoScalingConfiguration, ':autoscalingconfiguration/'],
    ['observability-configuration', inputs.observabilityConfiguration, ':observabilityconfiguration/'],
  ] as const;
  return companions.flatMap(([name, arn, kind]) => {
    if (arn === undefined || arn === 'off') return [];
    const [, , , itsRegion, itsAccount] = arn.split(':');
    return [
      ...(arn.includes(kind) ? [] : [`${name} is no ARN of the right kind (${kind}): ${arn}.`]),
      ...(expected.account && itsAccount && itsAccount !== expected.account
        ? [`${name} is of the account ${itsAccount}, and the service is in ${expected.account}.`]
        : []),
      ...(expected.region && itsRegion && itsRegion !== expected.region
        ? [`${name} is in ${itsRegion}, and the service is in ${expected.region}.`]
        : []),
    ];
  });
}

function roleProblems(
  { image, accessRole, instanceRole, secrets, autoDeployments }: ServiceConfiguration,
  serviceArn: string | undefined,
): readonly string[] {
  const reference = parseImageReference(image);
  if (!reference.ok) return [];
  const { host } = reference.value;
  const registry = ecrRegistryOf(host);
  const foreign = registry && serviceArn && registry.accountId !== serviceArn.split(':')[4];
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

import type { ExpressConfiguration } from '../../aws/ecs.ts';
import { imageProblems } from '../../deployment/image.ts';
import { roleTrustProblems } from '../../deployment/roles.ts';
import { variableProblems } from '../../deployment/variables.ts';
import { goWith, memoryChoices } from '../../domain/fargate-size.ts';
import type { Inputs } from './contract.ts';
import type { Observation } from './observe.ts';

/** Everything for which ECS would refuse the configuration, or fail to deploy it. */
export function problemsOf(
  inputs: Inputs,
  { service, revision, image, roles }: Observation,
  wanted: ExpressConfiguration,
): readonly string[] {
  const platform = platformOf(wanted);
  return [
    ...(revision?.ownTaskDefinition
      ? [
          'The service runs a task definition that its owner registered: this action deploys what ECS registers by itself.',
        ]
      : []),
    ...variableProblems(inputs),
    ...imageProblems(wanted.image, image, { platform, index: true, sameRegion: false }),
    ...sizeProblems(wanted),
    ...scalingProblems(wanted),
    ...roleProblems(inputs, service, wanted),
    ...roleTrustProblems(roles),
  ];
}

/** The platform that an image must be for. */
export function platformOf({ architecture }: Pick<ExpressConfiguration, 'architecture'>): string {
  return architecture === 'ARM64' ? 'linux/arm64' : 'linux/amd64';
}

function sizeProblems({ cpu, memory }: ExpressConfiguration): readonly string[] {
  if (cpu === undefined || memory === undefined || goWith(cpu, memory)) return [];
  const choices = memoryChoices(cpu);
  const range = choices.length > 4 ? `${choices[0]}, ${choices[1]} … ${choices.at(-1)}` : choices.join(', ');
  return [`Fargate has no task with ${cpu} CPU units and ${memory} MB: with cpu ${cpu}, memory may be ${range} (MB).`];
}

function scalingProblems({ minTasks, maxTasks }: ExpressConfiguration): readonly string[] {
  return minTasks !== undefined && maxTasks !== undefined && minTasks > maxTasks
    ? [`min-tasks is ${minTasks}, and max-tasks only ${maxTasks}.`]
    : [];
}

function roleProblems(
  inputs: Inputs,
  service: Observation['service'],
  { executionRole }: ExpressConfiguration,
): readonly string[] {
  const account = service?.arn.split(':')[4] ?? inputs.expectedAccountId;
  const roles = [
    ['execution-role', inputs.executionRole],
    ['infrastructure-role', inputs.infrastructureRole],
    ['task-role', inputs.taskRole],
  ] as const;
  const present = service?.infrastructureRole;
  return [
    ...(service || inputs.infrastructureRole
      ? []
      : ['A new service needs a role for ECS: give `infrastructure-role`.']),
    ...(executionRole ? [] : ['ECS needs a role to pull the image: give `execution-role`.']),
    ...(present && inputs.infrastructureRole && inputs.infrastructureRole !== present
      ? [`The infrastructure role of a service cannot be changed: it is ${present}.`]
      : []),
    ...roles.flatMap(([name, arn]) => {
      const theirs = arn?.split(':')[4];
      return account && theirs && theirs !== account
        ? [`${name} is of the account ${theirs}, and the service is in ${account}.`]
        : [];
    }),
  ];
}

import type { ExpressConfiguration, ExpressService } from '../../aws/ecs.ts';
import type { Found } from '../../deployment/presence.ts';
import { arnOf } from '../../domain/arn.ts';
import { goWith, memoryChoices } from '../../domain/fargate-size.ts';
import type { Inputs } from './contract.ts';
import type { Facts } from './observe.ts';
import { taskDefinitionProblems } from './task-definition.ts';

/** Everything for which ECS would refuse the configuration, or fail to deploy it. */
export function problems(
  inputs: Inputs,
  { service, taskDefinitions }: Found<ExpressService> & Facts,
  wanted: ExpressConfiguration,
): readonly string[] {
  return [
    ...taskDefinitionProblems(inputs, taskDefinitions, service && arnOf(service.arn)),
    ...sizeProblems(wanted),
    ...scalingProblems(wanted),
    ...logProblems(wanted),
    ...roleProblems(inputs, service, wanted),
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

function logProblems({ logGroup, logStreamPrefix }: ExpressConfiguration): readonly string[] {
  return logStreamPrefix !== undefined && logGroup === undefined
    ? ['`log-stream-prefix` goes with a log group of its own: give `log-group`, too.']
    : [];
}

function roleProblems(
  inputs: Inputs,
  service: ExpressService | undefined,
  { executionRole, taskDefinition }: ExpressConfiguration,
): readonly string[] {
  const account = service ? arnOf(service.arn)?.account : inputs.expectedAccountId;
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
    ...(executionRole || taskDefinition ? [] : ['ECS needs a role to pull the image: give `execution-role`.']),
    ...(present && inputs.infrastructureRole && inputs.infrastructureRole.text !== present
      ? [`The infrastructure role of a service cannot be changed: it is ${present}.`]
      : []),
    ...roles.flatMap(([name, arn]) => {
      return account && arn && arn.account !== account
        ? [`${name} is of the account ${arn.account}, and the service is in ${account}.`]
        : [];
    }),
  ];
}

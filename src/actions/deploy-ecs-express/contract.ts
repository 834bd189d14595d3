import { choice, defineContract, type InputsOf, integer, value, values } from '../../contract/index.ts';
import { deploymentInputs, deploymentOutputs } from '../../deployment/inputs.ts';
import { parseRoleArn, parseSecretOrOff } from '../../domain/arn.ts';
import { parseCommandOrOff } from '../../domain/command-line.ts';
import { parseCluster, parseEcsService, parseSecurityGroup, parseSubnet } from '../../domain/ecs-service.ts';
import { parseFargateCpu, parseFargateMemory } from '../../domain/fargate-size.ts';
import { parseLogGroup, parseLogStreamPrefix } from '../../domain/log-group.ts';
import { parseTaskDefinition } from '../../domain/task-definition.ts';

export const contract = defineContract({
  name: 'deploy-ecs-express',
  title: 'Deploy to Amazon ECS Express Mode',
  description:
    'Deploy a container image to an ECS Express Mode service, follow the service deployment through its canary to its end, and roll back when it fails.',
  inputs: {
    service: value('the name or ARN of a service', parseEcsService, {
      description: 'Name or ARN of the service.',
      required: true,
    }),
    cluster: value('the name or ARN of a cluster', parseCluster, {
      description: 'Cluster of the service; its ARN names it too.',
      default: 'default',
    }),
    'task-definition': value('the ARN of a revision of a task definition, or off', parseTaskDefinition, {
      description:
        'A task definition that you have registered, with sidecars for example: it decides the whole task, in the place of `image`, `port`, `env`, `secrets`, `cpu`, `memory`, `architecture`, `start-command`, logs and roles of the task. Its container named Main gets the requests. `off`: the inputs decide again.',
    }),
    ...deploymentInputs,
    cpu: value('CPU units such as 1024, or vCPU such as 1 vCPU', parseFargateCpu, {
      description: 'CPU of a task. A new service gets 1 vCPU.',
    }),
    memory: value('MB or GB, such as 2048 or 2 GB', parseFargateMemory, {
      description: 'Memory of a task. A new service gets 2 GB.',
    }),
    architecture: choice(['X86_64', 'ARM64'], {
      description: 'Processor that tasks run on. A new service gets X86_64.',
    }),
    'start-command': value('a command, quoted as in a shell, or off', parseCommandOrOff, {
      description: "Overrides the image's command; `off`: the image's own again.",
    }),
    'log-group': value('the name of a log group', parseLogGroup, {
      description: 'Log group of the application. Left out for a new service: one that ECS makes.',
    }),
    'log-stream-prefix': value('a text without spaces', parseLogStreamPrefix, {
      description: 'Begins the names of the log streams. A service with a log group of its own gets `ecs`.',
    }),
    'repository-credentials': value('the ARN of a secret, or off', parseSecretOrOff, {
      description:
        'ARN of the secret with user name and password of a private registry that is not ECR, or `off`. The execution role must be able to read it.',
    }),
    'execution-role': value('the ARN of a role', parseRoleArn, {
      description: 'Role with which ECS pulls the image and reads the secrets; a new service needs one.',
    }),
    'infrastructure-role': value('the ARN of a role', parseRoleArn, {
      description:
        'Role with which ECS manages load balancer, scaling and certificates; a new service needs one, and keeps it.',
    }),
    'task-role': value('the ARN of a role', parseRoleArn, { description: 'Role of the running application.' }),
    subnets: values('subnet ids', parseSubnet, {
      description: 'Subnets of the tasks and the load balancer. A new service gets those of the default VPC.',
    }),
    'security-groups': values('security group ids', parseSecurityGroup, {
      description: 'Security groups of the tasks, to reach a database for example.',
    }),
    'min-tasks': integer({ min: 1, max: 5_000 }, { description: 'Tasks that run at least.' }),
    'max-tasks': integer({ min: 1, max: 5_000 }, { description: 'Tasks that run at most.' }),
    'scaling-metric': choice(['AVERAGE_CPU', 'AVERAGE_MEMORY', 'REQUEST_COUNT_PER_TARGET'], {
      description: 'What the number of tasks follows.',
    }),
    'scaling-target': integer(
      { min: 1, max: 1_000_000 },
      { description: 'Value to hold the metric at: percent, or requests per task.' },
    ),
    'on-cancel': choice(['leave', 'rollback'], {
      description: 'Whether a deployment goes on or is rolled back when the job is cancelled or runs out of time.',
      default: 'leave',
    }),
  },
  outputs: deploymentOutputs,
});

export type Inputs = InputsOf<typeof contract>;

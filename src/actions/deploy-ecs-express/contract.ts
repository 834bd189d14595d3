import { choice, defineContract, type InputsOf, integer, value, values } from '../../contract/index.ts';
import { deploymentInputs, deploymentOutputs } from '../../deployment/inputs.ts';
import { parseRoleArn } from '../../domain/arn.ts';
import { parseCommandLine } from '../../domain/command-line.ts';
import { parseCluster, parseEcsService, parseSecurityGroup, parseSubnet } from '../../domain/ecs-service.ts';
import { parseFargateCpu, parseFargateMemory } from '../../domain/fargate-size.ts';

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
    'start-command': value('a command, quoted as in a shell', parseCommandLine, {
      description: "Overrides the image's command.",
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

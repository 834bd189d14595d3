import {
  choice,
  defineContract,
  flag,
  type InputsOf,
  integer,
  pairs,
  parsed,
  refused,
  text,
  value,
} from '../../contract/index.ts';
import { parseArn, parseHealthCheckPath, parseService } from '../../domain/apprunner-service.ts';
import { parseCpu, parseMemory } from '../../domain/apprunner-size.ts';
import { parseImageReference } from '../../domain/image-reference.ts';

export const contract = defineContract({
  name: 'deploy-apprunner',
  title: 'Deploy to AWS App Runner',
  description:
    'Deploy a container image to App Runner, follow the operation to its end, and put back what served before when it fails.',
  inputs: {
    service: value('the name or ARN of a service', parseService, {
      description: 'Name or ARN of the service.',
      required: true,
    }),
    image: value('repository@digest or repository:tag', parseImage, {
      description: 'The image, as repository@digest (or repository:tag). Left out: the one that is deployed.',
    }),
    port: integer({ min: 1, max: 65_535 }, { description: 'Port that the container listens on.' }),
    cpu: value('256, 512, 1024, 2048, 4096 or 0.25, 0.5, 1, 2, 4 vCPU', parseCpu, {
      description: 'CPU of an instance.',
    }),
    memory: value('MB or GB, such as 2048 or 2 GB', parseMemory, { description: 'Memory of an instance.' }),
    env: pairs({ description: 'Environment variables of the service.' }),
    secrets: pairs({ description: 'Variables whose value comes from Secrets Manager or Parameter Store: NAME=ARN.' }),
    'env-strategy': choice(['merge', 'replace'], {
      description: 'Whether variables that are not named here stay (`merge`) or go (`replace`).',
      default: 'merge',
    }),
    'start-command': text({ description: "Overrides the image's command." }),
    'health-check-path': value('a path such as /health', parseHealthCheckPath, {
      description: 'Path of an HTTP health check.',
    }),
    'access-role': value('an ARN', parseArn, { description: 'ARN of the role with which App Runner pulls from ECR.' }),
    'instance-role': value('an ARN', parseArn, { description: 'ARN of the role of the running service.' }),
    'vpc-connector': value('an ARN', parseArn, {
      description: 'ARN of the VPC connector through which the service reaches a private network.',
    }),
    'auto-scaling-configuration': value('an ARN', parseArn, { description: 'ARN of the auto scaling configuration.' }),
    create: flag({ description: 'Create the service when there is none.', default: 'false' }),
    'on-busy': choice(['wait', 'fail'], {
      description: 'What to do while another operation is running.',
      default: 'wait',
    }),
    'on-paused': choice(['resume', 'fail'], { description: 'What to do when the service is paused.', default: 'fail' }),
    'rollback-on-failure': flag({
      description: 'Put back what served before, where App Runner has not done it.',
      default: 'true',
    }),
    tags: pairs({ description: 'Tags of a service that is created.' }),
  },
  outputs: {
    'service-arn': 'ARN of the service.',
    'service-url': 'Where the service answers.',
    image: 'The image that serves now.',
    'previous-image': 'The image that served before this run.',
    'operation-id': 'The operation of this deployment.',
    status: 'How it ended: `unchanged`, `planned`, the status of the operation, or `unknown` while that goes on.',
    'rolled-back': 'Whether what served before serves again.',
    'console-url': "The service in AWS's console.",
    'logs-url': "The application log in AWS's console.",
    'duration-seconds': 'How long the operation took.',
  },
});

export type Inputs = InputsOf<typeof contract>;

/** App Runner takes the reference as it is written. */
function parseImage(given: string) {
  const reference = parseImageReference(given);
  return reference.ok ? parsed(given) : refused(reference.reason);
}

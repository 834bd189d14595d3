import { choice, defineContract, type InputsOf, text, value } from '../../contract/index.ts';
import { deploymentInputs, deploymentOutputs } from '../../deployment/inputs.ts';
import { parseObservability, parseService } from '../../domain/apprunner-service.ts';
import { parseCpu, parseMemory } from '../../domain/apprunner-size.ts';
import { parseArn } from '../../domain/arn.ts';

export const contract = defineContract({
  name: 'deploy-apprunner',
  title: 'Deploy to AWS App Runner',
  description: 'Deploy a container image to App Runner, follow the operation to its end, and roll back when it fails.',
  inputs: {
    service: value('the name or ARN of a service', parseService, {
      description: 'Name or ARN of the service.',
      required: true,
    }),
    ...deploymentInputs,
    cpu: value('256, 512, 1024, 2048, 4096 or 0.25, 0.5, 1, 2, 4 vCPU', parseCpu, {
      description: 'CPU of an instance.',
    }),
    memory: value('MB or GB, such as 2048 or 2 GB', parseMemory, { description: 'Memory of an instance.' }),
    'start-command': text({ description: "Overrides the image's command." }),
    'access-role': value('an ARN', parseArn, { description: 'ARN of the role with which App Runner pulls from ECR.' }),
    'instance-role': value('an ARN', parseArn, { description: 'ARN of the role of the running service.' }),
    'vpc-connector': value('an ARN', parseArn, {
      description: 'ARN of the VPC connector through which the service reaches a private network.',
    }),
    'auto-scaling-configuration': value('an ARN', parseArn, { description: 'ARN of the auto scaling configuration.' }),
    'observability-configuration': value('an ARN or off', parseObservability, {
      description: 'ARN of the observability configuration (tracing), or `off`.',
    }),
    'auto-deployments': choice(['true', 'false'], {
      description:
        'Whether App Runner deploys by itself what is pushed to the tag of the image. A new service does not; a digest never moves.',
    }),
    'on-paused': choice(['resume', 'fail'], { description: 'What to do when the service is paused.', default: 'fail' }),
  },
  outputs: deploymentOutputs,
});

export type Inputs = InputsOf<typeof contract>;

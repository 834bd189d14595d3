import { choice, defineContract, type InputsOf, integer, text, value } from '../../contract/index.ts';
import { deploymentInputs, deploymentOutputs } from '../../deployment/inputs.ts';
import { parseService } from '../../domain/apprunner-service.ts';
import { parseCpu, parseMemory } from '../../domain/apprunner-size.ts';
import { parseArn, parseArnOrOff, parseWebAclOrOff } from '../../domain/arn.ts';
import { parseKmsKeyArn } from '../../domain/kms-key.ts';
import { parseVpc, parseVpcEndpoint } from '../../domain/vpc.ts';

/** Source: https://docs.aws.amazon.com/apprunner/latest/api/API_HealthCheckConfiguration.html */
const healthCheckRange = { min: 1, max: 20 } as const;

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
    'health-check-interval-seconds': integer(healthCheckRange, {
      description: 'Time between two health checks. A new service gets 5.',
    }),
    'health-check-timeout-seconds': integer(healthCheckRange, {
      description: 'Time within which a health check must be answered. A new service gets 2.',
    }),
    'healthy-threshold': integer(healthCheckRange, {
      description: 'Health checks in a row that must succeed until an instance is healthy. A new service gets 1.',
    }),
    'unhealthy-threshold': integer(healthCheckRange, {
      description: 'Health checks in a row that must fail until an instance is unhealthy. A new service gets 5.',
    }),
    'start-command': text({ description: "Overrides the image's command; `off`: the image's own again." }),
    'access-role': value('an ARN', parseArn, { description: 'ARN of the role with which App Runner pulls from ECR.' }),
    'instance-role': value('an ARN', parseArn, { description: 'ARN of the role of the running service.' }),
    'vpc-connector': value('an ARN or off', parseArnOrOff, {
      description: 'ARN of the VPC connector through which the service reaches a private network, or `off`.',
    }),
    ingress: choice(['public', 'private'], {
      description: 'Whether the service is reached from the internet, or from a VPC only. A new service is public.',
    }),
    'vpc-id': value('the id of a VPC', parseVpc, {
      description: 'VPC from which a private service is reached, together with `vpc-endpoint-id`.',
    }),
    'vpc-endpoint-id': value('the id of an endpoint of a VPC', parseVpcEndpoint, {
      description:
        'Interface endpoint (of com.amazonaws.REGION.apprunner.requests) in that VPC. The service is connected with it, where it is not yet, and `service-url` is its address there.',
    }),
    'web-acl': value('the ARN of a regional web ACL, or off', parseWebAclOrOff, {
      description: 'ARN of the web ACL of AWS WAF that protects the service, or `off`.',
    }),
    'ip-address-type': choice(['IPV4', 'DUAL_STACK'], {
      description: 'Whether the service answers over IPv4 only, or over IPv6 too. A new service gets IPV4.',
    }),
    'kms-key': value('the ARN of a key', parseKmsKeyArn, {
      description:
        'ARN of the KMS key that encrypts the copies of image and logs that App Runner keeps. It is chosen when the service is created, for good.',
    }),
    'auto-scaling-configuration': value('an ARN', parseArn, { description: 'ARN of the auto scaling configuration.' }),
    'observability-configuration': value('an ARN or off', parseArnOrOff, {
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

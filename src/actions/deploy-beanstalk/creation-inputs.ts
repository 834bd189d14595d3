import { choice, text, value, values } from '../../contract/index.ts';
import { parseRoleArn } from '../../domain/arn.ts';
import { parseCertificateArn, parseProcess } from '../../domain/beanstalk-balancer.ts';

/** What an environment is. */
export const environmentInputs = {
  'environment-type': choice(['LoadBalanced', 'SingleInstance'], {
    description:
      'One EC2 instance with an Elastic IP address (cheap: for previews, tests and small sites), or a load balancer and as many instances as are needed. Left out: what the environment has; for one that is created, LoadBalanced.',
  }),
  tier: choice(['WebServer', 'Worker'], {
    description:
      'Whether an environment that is created answers requests, or works on the messages of a queue and has no URL. It stays for good. Left out: WebServer.',
  }),
  'saved-configuration': text({
    description:
      "The application's saved configuration that an environment begins with when it is created; other inputs count more.",
  }),
  certificate: value('the ARN of a certificate', parseCertificateArn, {
    description:
      'ACM certificate of a listener for HTTPS at port 443 of the load balancer. Port 80 stays as it is: let the app send users on to HTTPS.',
  }),
  processes: values('NAME: Option=value, Option=value', parseProcess, {
    description:
      'Processes that the load balancer sends requests to and checks, one per line, such as default: Port=8080, HealthCheckPath=/health, MatcherHTTPCode=200.',
  }),
  'operations-role': value('the ARN of a role', parseRoleArn, {
    description:
      "Role with which Elastic Beanstalk works on the environment, instead of this job's permissions. Left out: what the environment has.",
  }),
} as const;

import { choice, flag, integer, lines, pairs, value } from '../contract/index.ts';
import { parseHealthCheckPath } from '../domain/health-check-path.ts';
import { parseImageReference } from '../domain/image-reference.ts';

/** The inputs that every target has; moving from one to another leaves them as they are. */
export const deploymentInputs = {
  image: value('repository@digest or repository:tag', parseImageReference, {
    description:
      'The image, as repository@digest (or repository:tag). Left out: the one that is deployed. Giving `previous-image` of an earlier run is a rollback, of the image alone.',
  }),
  port: integer({ min: 1, max: 65_535 }, { description: 'Port that the container listens on.' }),
  env: pairs({ description: 'Environment variables of the service.' }),
  secrets: pairs({ description: 'Variables whose value comes from Secrets Manager or Parameter Store: NAME=ARN.' }),
  'env-strategy': choice(['merge', 'replace'], {
    description: 'Whether variables that are not named here stay (`merge`) or go (`replace`).',
    default: 'merge',
  }),
  'managed-variables': lines({
    description:
      'Names of variables that earlier releases have put there, one per line: those that are no longer named go, also with `merge`. The workflows take them from the ledger.',
  }),
  'health-check-path': value('a path such as /health', parseHealthCheckPath, {
    description: 'Path of an HTTP health check.',
  }),
  create: flag({ description: 'Create the service when there is none.', default: 'false' }),
  'on-busy': choice(['wait', 'fail'], {
    description: 'What to do while another operation is running.',
    default: 'wait',
  }),
  'rollback-on-failure': flag({
    description: 'Roll back to the previous release, where the platform has not done it.',
    default: 'true',
  }),
  force: flag({
    description:
      'Deploy again though the service runs this image with this configuration already: after trouble, or to take up secrets of which nobody can tell whether they were rotated.',
    default: 'false',
  }),
  tags: pairs({ description: 'Tags that the service shall have; others stay.' }),
  'remove-tags': lines({ description: 'Names of tags that the service shall not have, one per line.' }),
} as const;

/** The outputs that every target has. */
export const deploymentOutputs = {
  'service-arn': 'ARN of the service.',
  'service-url': 'Where the service answers.',
  image: 'The image that runs now.',
  'previous-image': 'The image before this run.',
  sizes: 'CPU, memory, port and the like that it runs with, as `cpu=1024 memory=2048`.',
  'operation-id': 'The operation of this deployment.',
  status:
    'How it ended: `unchanged`, `unhealthy` (nothing to deploy, but the service is not well), `planned`, the status of the operation, or `unknown` while that goes on.',
  'rolled-back': 'Whether the previous release was restored.',
  'console-url': "The service in AWS's console.",
  'logs-url': "The application log in AWS's console.",
  'duration-seconds': 'How long the operation took.',
} as const;

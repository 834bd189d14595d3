import { AwsError } from '../core/errors.ts';

export const ecsErrors = {
  invalid: (message: string) => new AwsError('InvalidParameterException', message),
  client: (message: string) => new AwsError('ClientException', message),
  noTaskDefinition: () => new AwsError('ClientException', 'Unable to describe task definition.'),
  noCluster: () => new AwsError('ClusterNotFoundException', 'Cluster not found.'),
  noService: () => new AwsError('ServiceNotFoundException', 'Service not found.'),
  noResource: (arn: string) => new AwsError('ResourceNotFoundException', `The specified resource wasn't found: ${arn}`),
  notActive: () => new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.'),
  noDeployment: () =>
    new AwsError('ServiceDeploymentNotFoundException', 'The specified service deployment was not found.'),
  over: (status: string) =>
    new AwsError('ConflictException', `The service deployment cannot be stopped: its status is ${status}.`),
};

/** The calls of App Runner that are used here. */
export {
  AppRunnerClient,
  CreateServiceCommand,
  CreateVpcIngressConnectionCommand,
  DeleteVpcIngressConnectionCommand,
  DescribeServiceCommand,
  DescribeVpcIngressConnectionCommand,
  ListTagsForResourceCommand,
  paginateListOperations,
  paginateListServices,
  paginateListVpcIngressConnections,
  ResumeServiceCommand,
  StartDeploymentCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateServiceCommand,
  UpdateVpcIngressConnectionCommand,
} from '@aws-sdk/client-apprunner';

/** A shape of the SDK's model at run time: structures have names and schemas of their members. */
type Schema = number | readonly unknown[] | (() => Schema);

const structure = 3;

/** The paths of everything that a request of the SDK's model can carry; lists and maps are one thing each. */
export function membersOf(schema: Schema, path = ''): readonly string[] {
  const shape = shapeOf(schema);
  if (typeof shape === 'number' || shape[0] !== structure) return [path];
  const [, , , , names, members] = shape as readonly [number, string, string, unknown, string[], Schema[]];
  return names.flatMap((name, index) => membersOf(members[index] ?? 0, path === '' ? name : `${path}.${name}`));
}

/** A member stands for its schema as a function, or as a pair with its own traits. */
function shapeOf(schema: Schema): number | readonly unknown[] {
  if (typeof schema === 'function') return shapeOf(schema());
  if (Array.isArray(schema) && (typeof schema[0] === 'function' || schema.length === 2)) return shapeOf(schema[0]);
  return schema;
}

/** The paths that a request carries, as `membersOf` names them. */
export function pathsOf(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || maps.test(path)) return [path];
  return Object.entries(value).flatMap(([name, member]) => pathsOf(member, path === '' ? name : `${path}.${name}`));
}

const maps = /\.RuntimeEnvironment(Variables|Secrets)$/;

/** The inputs that decide about a member, or why none does. */
export type Decision = { readonly inputs: readonly string[] } | { readonly none: string };

const inputs = (...names: readonly string[]): Decision => ({ inputs: names });
const none = (why: string): Decision => ({ none: why });

const image = 'SourceConfiguration.ImageRepository';
const ofImage = `${image}.ImageConfiguration`;
const code = 'SourceConfiguration.CodeRepository';
const ofCode = `${code}.CodeConfiguration`;
const fromSource = none('This suite deploys images; App Runner builds nothing of what was tested.');

/** What is decided about each member of CreateService and UpdateService. */
export const appRunnerMembers: Readonly<Record<string, Decision>> = {
  ServiceName: inputs('service'),
  ServiceArn: inputs('service'),
  [`${code}.RepositoryUrl`]: fromSource,
  [`${code}.SourceCodeVersion.Type`]: fromSource,
  [`${code}.SourceCodeVersion.Value`]: fromSource,
  [`${code}.SourceDirectory`]: fromSource,
  [`${ofCode}.ConfigurationSource`]: fromSource,
  [`${ofCode}.CodeConfigurationValues.Runtime`]: fromSource,
  [`${ofCode}.CodeConfigurationValues.BuildCommand`]: fromSource,
  [`${ofCode}.CodeConfigurationValues.StartCommand`]: fromSource,
  [`${ofCode}.CodeConfigurationValues.Port`]: fromSource,
  [`${ofCode}.CodeConfigurationValues.RuntimeEnvironmentVariables`]: fromSource,
  [`${ofCode}.CodeConfigurationValues.RuntimeEnvironmentSecrets`]: fromSource,
  'SourceConfiguration.AuthenticationConfiguration.ConnectionArn': fromSource,
  [`${image}.ImageIdentifier`]: inputs('image'),
  [`${image}.ImageRepositoryType`]: inputs('image'),
  [`${ofImage}.RuntimeEnvironmentVariables`]: inputs('env', 'env-strategy', 'managed-variables'),
  [`${ofImage}.RuntimeEnvironmentSecrets`]: inputs('secrets', 'env-strategy', 'managed-variables'),
  [`${ofImage}.StartCommand`]: inputs('start-command'),
  [`${ofImage}.Port`]: inputs('port'),
  'SourceConfiguration.AutoDeploymentsEnabled': inputs('auto-deployments'),
  'SourceConfiguration.AuthenticationConfiguration.AccessRoleArn': inputs('access-role'),
  'InstanceConfiguration.Cpu': inputs('cpu'),
  'InstanceConfiguration.Memory': inputs('memory'),
  'InstanceConfiguration.InstanceRoleArn': inputs('instance-role'),
  Tags: inputs('tags'),
  'EncryptionConfiguration.KmsKey': inputs('kms-key'),
  'HealthCheckConfiguration.Protocol': inputs('health-check-path'),
  'HealthCheckConfiguration.Path': inputs('health-check-path'),
  'HealthCheckConfiguration.Interval': inputs('health-check-interval-seconds'),
  'HealthCheckConfiguration.Timeout': inputs('health-check-timeout-seconds'),
  'HealthCheckConfiguration.HealthyThreshold': inputs('healthy-threshold'),
  'HealthCheckConfiguration.UnhealthyThreshold': inputs('unhealthy-threshold'),
  AutoScalingConfigurationArn: inputs('auto-scaling-configuration'),
  'NetworkConfiguration.EgressConfiguration.EgressType': inputs('vpc-connector'),
  'NetworkConfiguration.EgressConfiguration.VpcConnectorArn': inputs('vpc-connector'),
  'NetworkConfiguration.IngressConfiguration.IsPubliclyAccessible': inputs('ingress'),
  'NetworkConfiguration.IpAddressType': inputs('ip-address-type'),
  'ObservabilityConfiguration.ObservabilityEnabled': inputs('observability-configuration'),
  'ObservabilityConfiguration.ObservabilityConfigurationArn': inputs('observability-configuration'),
};

/** Inputs of an action that no member of these calls stands for: they decide how it is deployed, or other calls. */
export const otherInputs: Readonly<Record<string, readonly string[]>> = {
  'deploy-apprunner': ['on-paused', 'vpc-id', 'vpc-endpoint-id', 'web-acl'],
  'deploy-ecs-express': ['on-cancel'],
};

/** Those of every target. */
export const commonOtherInputs = ['create', 'on-busy', 'rollback-on-failure', 'remove-tags', 'force'] as const;

/** What is decided about each member of CreateExpressGatewayService and UpdateExpressGatewayService. */
export const expressMembers: Readonly<Record<string, Decision>> = {
  serviceName: inputs('service'),
  serviceArn: inputs('service'),
  cluster: inputs('cluster'),
  infrastructureRoleArn: inputs('infrastructure-role'),
  executionRoleArn: inputs('execution-role'),
  taskRoleArn: inputs('task-role'),
  taskDefinitionArn: inputs('task-definition'),
  healthCheckPath: inputs('health-check-path'),
  'primaryContainer.image': inputs('image'),
  'primaryContainer.containerPort': inputs('port'),
  'primaryContainer.awsLogsConfiguration.logGroup': inputs('log-group'),
  'primaryContainer.awsLogsConfiguration.logStreamPrefix': inputs('log-stream-prefix'),
  'primaryContainer.repositoryCredentials.credentialsParameter': inputs('repository-credentials'),
  'primaryContainer.command': inputs('start-command'),
  'primaryContainer.environment': inputs('env', 'env-strategy', 'managed-variables'),
  'primaryContainer.secrets': inputs('secrets', 'env-strategy', 'managed-variables'),
  'networkConfiguration.securityGroups': inputs('security-groups'),
  'networkConfiguration.subnets': inputs('subnets'),
  cpu: inputs('cpu'),
  memory: inputs('memory'),
  cpuArchitecture: inputs('architecture'),
  'scalingTarget.minTaskCount': inputs('min-tasks'),
  'scalingTarget.maxTaskCount': inputs('max-tasks'),
  'scalingTarget.autoScalingMetric': inputs('scaling-metric'),
  'scalingTarget.autoScalingTargetValue': inputs('scaling-target'),
  tags: inputs('tags'),
};

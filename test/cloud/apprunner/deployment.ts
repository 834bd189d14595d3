import { randomBytes } from 'node:crypto';
import type { ImageConfiguration } from '@aws-sdk/client-apprunner';
import { imageArchitecture } from '../../support/images/compose-image.ts';
import { RefusedError } from '../core/refusals.ts';
import { type PulledImage, parseReference } from '../ecr/pull.ts';
import { checkHealth, type Health, type HealthCheck } from '../runtime/health-check.ts';
import { keepRunning } from '../runtime/keep-running.ts';
import type { Instance, InstanceSpec } from '../runtime/runtime.ts';
import { secretValue } from '../runtime/secret-value.ts';
import { OperationFailure } from './operations.ts';
import type { AppRunnerParts } from './parts.ts';
import type { AppRunnerService, Operation, ServiceConfiguration } from './state.ts';

/** App Runner runs amd64 only; on another machine the local cloud runs what the machine can. */
const architecture = imageArchitecture(process.arch);

/**
 * Deploys a configuration: pull, start, check, and only then switch the traffic and stop what ran before.
 * Throws an OperationFailure; what served before goes on serving then.
 */
export async function deploy(
  parts: AppRunnerParts,
  service: AppRunnerService,
  operation: Operation,
  configuration: ServiceConfiguration,
): Promise<void> {
  const tell = (message: string) => parts.logs.deployment(service, operation, message);
  const image = await pull(parts, service, configuration, tell);
  const spec = specOf(parts, service, configuration, image);
  tell('Provisioning instances and deploying image for publicly accessible service.');
  await parts.wait(parts.times.provisionMilliseconds);
  const instance = await start(parts, spec);
  try {
    await becomeHealthy(parts, configuration, instance, tell);
    tell('Health check is successful. Routing traffic to application.');
    await parts.wait(parts.times.routeMilliseconds);
  } catch (error) {
    await instance.stop();
    throw error;
  }
  const router = parts.router(service);
  const previous = router.current();
  router.routeTo(instance);
  const { restartMilliseconds } = parts.times;
  const tellEvent = (message: string) => parts.logs.event(service, message);
  keepRunning({ ...parts, router, restartMilliseconds, tell: tellEvent }, spec, instance);
  tell('Successfully routed incoming traffic to application.');
  await previous?.stop();
}

async function pull(
  parts: AppRunnerParts,
  service: AppRunnerService,
  configuration: ServiceConfiguration,
  tell: (message: string) => void,
): Promise<PulledImage> {
  const identifier = configuration.source.ImageRepository?.ImageIdentifier ?? '';
  const roleArn = configuration.source.AuthenticationConfiguration?.AccessRoleArn ?? '';
  tell(`Pulling image ${identifier} from ECR repository.`);
  await parts.wait(parts.times.pullMilliseconds);
  const reference = parseReference(identifier);
  const caller = parts.iam.assumeForService(roleArn, 'build.apprunner.amazonaws.com', 'AppRunner');
  const image = reference && caller && (await parts.ecr.pull(caller, reference, architecture).catch(() => undefined));
  // AWS tells no more than this, whether the role, the region, the repository or the image is at fault.
  if (!image || image.registry.region !== service.region)
    throw new OperationFailure(
      'Failed to pull your application image. Be sure you configure your service with a valid access role to your ECR repository.',
      { rollback: true },
    );
  if (image.architecture !== architecture)
    throw new OperationFailure('Failed to copy the image from ECR.', { rollback: true });
  tell('Successfully pulled your application image from ECR.');
  return image;
}

function specOf(
  parts: AppRunnerParts,
  service: AppRunnerService,
  configuration: ServiceConfiguration,
  image: PulledImage,
): InstanceSpec {
  const { ImageConfiguration: settings = {} } = configuration.source.ImageRepository ?? {};
  const { InstanceRoleArn } = configuration.instance;
  const name = `${service.name}-${randomBytes(6).toString('hex')}`;
  return {
    name,
    image,
    environment: {
      ...parts.instanceEnvironment(InstanceRoleArn, service.region),
      ...settings.RuntimeEnvironmentVariables,
      ...secrets(parts, service, settings, InstanceRoleArn),
    },
    ...(settings.StartCommand ? { startCommand: settings.StartCommand } : {}),
    port: Number(settings.Port ?? '8080'),
    log: (line) => parts.logs.application(service, name, line),
  };
}

/** Secrets are read when an instance is deployed, with the instance role's permissions. */
function secrets(
  parts: AppRunnerParts,
  service: AppRunnerService,
  { RuntimeEnvironmentSecrets = {} }: ImageConfiguration,
  roleArn: string | undefined,
): Readonly<Record<string, string>> {
  const wanted = Object.entries(RuntimeEnvironmentSecrets);
  if (wanted.length === 0) return {};
  const caller = parts.iam.assumeForService(roleArn ?? '', 'tasks.apprunner.amazonaws.com', 'AppRunner');
  if (!caller)
    throw new OperationFailure(`Failed to read secrets: the instance role ${roleArn ?? '(none)'} cannot be assumed.`, {
      rollback: true,
    });
  const read = ([name, arn]: readonly [string, string]) => {
    try {
      return [name, secretValue(parts, arn, caller, service.region)] as const;
    } catch (error) {
      const why = error instanceof RefusedError ? `AccessDeniedException: ${error.message}` : String(error);
      throw new OperationFailure(`Failed to read the secret for ${name}: ${why}`, { rollback: true });
    }
  };
  return Object.fromEntries(wanted.map(read));
}

async function start(parts: AppRunnerParts, spec: InstanceSpec): Promise<Instance> {
  try {
    return await parts.runtime.start(spec);
  } catch (error) {
    if (parts.closing.aborted) throw error;
    spec.log(error instanceof Error ? error.message : String(error));
    throw new OperationFailure('Your application failed to start. For more information, see the application logs.', {
      rollback: true,
    });
  }
}

async function becomeHealthy(
  parts: AppRunnerParts,
  { healthCheck, source }: ServiceConfiguration,
  instance: Instance,
  tell: (message: string) => void,
): Promise<void> {
  const port = source.ImageRepository?.ImageConfiguration?.Port ?? '8080';
  const path = healthCheck.Protocol === 'HTTP' ? `[Path: '${healthCheck.Path}'], ` : '';
  const what = `protocol \`${healthCheck.Protocol}\` ${path}[Port: '${port}']`;
  tell(`Performing health check on ${what}.`);
  const health: Health = await checkHealth(instance, checkOf(healthCheck), parts.times, parts.wait);
  if (health.healthy) return;
  if (health.because === 'exit') tell(`Container exit code: ${health.exitCode ?? 'none'}.`);
  throw new OperationFailure(
    `Health check failed on ${what}. Check your configured port number. For more information, see the application logs.`,
    { rollback: true },
  );
}

/** 200 to 399 is healthy. */
function checkOf(configured: ServiceConfiguration['healthCheck']): HealthCheck {
  return {
    path: configured.Protocol === 'HTTP' ? configured.Path : undefined,
    intervalSeconds: configured.Interval ?? 5,
    timeoutSeconds: configured.Timeout ?? 2,
    healthyThreshold: configured.HealthyThreshold ?? 1,
    unhealthyThreshold: configured.UnhealthyThreshold ?? 5,
    accepts: (status) => status >= 200 && status < 400,
  };
}

import { randomBytes } from 'node:crypto';
import { imageArchitecture } from '../../support/images/compose-image.ts';
import type { Caller } from '../core/service.ts';
import { type PulledImage, parseReference } from '../ecr/pull.ts';
import { checkHealth, type HealthCheck } from '../runtime/health-check.ts';
import { secretValue } from '../runtime/secret-value.ts';
import type { DockerBundle } from './bundle.ts';
import type { Tell } from './events.ts';
import type { BeanstalkParts } from './parts.ts';
import { type Environment, InstanceFailure, option } from './state.ts';

const architecture = imageArchitecture(process.arch);

/** Runs the image of a Dockerrun file as the environment's application, in the place of the one that runs. */
export async function runImage(
  parts: BeanstalkParts,
  environment: Environment,
  { image: name, port }: DockerBundle,
  tell: Tell,
): Promise<void> {
  const roleArn = instanceRole(environment);
  const caller = parts.iam.assumeForService(roleArn, 'ec2.amazonaws.com', environment.name);
  const image = await pull(parts, caller, name, tell);
  const log = (line: string) => {
    environment.applicationLog.push(line);
  };
  const instance = await parts.runtime
    .start({
      name: `${environment.name}-${randomBytes(6).toString('hex')}`,
      ...{ image, port, log },
      environment: {
        ...parts.instanceEnvironment(roleArn, environment.region),
        ...variables(environment, 'environment'),
        ...secrets(parts, environment, caller),
      },
    })
    .catch((error: Error) => {
      log(error.message);
      throw new InstanceFailure(`Failed to start the Docker container: ${error.message}`);
    });
  const health = await checkHealth(instance, connects, parts.times, parts.wait);
  if (!health.healthy) {
    await instance.stop();
    throw new InstanceFailure('The Docker container exited unexpectedly. Check the application log.');
  }
  const router = parts.store.router(environment);
  const previous = router.current();
  router.routeTo(instance);
  await previous?.stop();
}

/** A deployment asks no more of a container than that it goes on running; its health shows later. */
const connects: HealthCheck = {
  path: undefined,
  intervalSeconds: 5,
  timeoutSeconds: 2,
  healthyThreshold: 1,
  unhealthyThreshold: 5,
  accepts: () => true,
};

async function pull(parts: BeanstalkParts, caller: Caller | undefined, name: string, tell: Tell): Promise<PulledImage> {
  const reference = parseReference(name);
  const image = reference && caller && (await parts.ecr.pull(caller, reference, architecture).catch(() => undefined));
  if (image?.architecture === architecture) return image;
  const why = image ? 'no matching manifest for linux/amd64 in the manifest list entries' : 'pull access denied';
  tell('ERROR', `Failed to pull Docker image ${name}: ${why}`);
  throw new InstanceFailure(`failed to pull docker image: ${why}`);
}

/** The instance profile, whose role has its name. */
function instanceRole(environment: Environment): string {
  const profile = option(environment, 'aws:autoscaling:launchconfiguration', 'IamInstanceProfile') ?? '';
  return profile.startsWith('arn:')
    ? profile.replace(':instance-profile/', ':role/')
    : `arn:aws:iam::${environment.accountId}:role/${profile}`;
}

function variables({ settings }: Environment, kind: 'environment' | 'environmentsecrets'): Record<string, string> {
  const namespace = `aws:elasticbeanstalk:application:${kind}`;
  return Object.fromEntries(
    [...settings.values()].filter((each) => each.namespace === namespace).map(({ name, value }) => [name, value]),
  );
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html */
function secrets(parts: BeanstalkParts, environment: Environment, caller: Caller | undefined) {
  return Object.fromEntries(
    Object.entries(variables(environment, 'environmentsecrets')).map(([name, arn]) => {
      try {
        if (!caller) throw new Error('the instance profile cannot be assumed');
        return [name, secretValue(parts, arn, caller, environment.region)];
      } catch (error) {
        throw new InstanceFailure(`Failed to fetch the secret for ${name}: ${(error as Error).message}`);
      }
    }),
  );
}

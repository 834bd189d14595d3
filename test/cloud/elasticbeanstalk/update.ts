import type { Caller } from '../core/service.ts';
import { dockerBundle, readBundle } from './bundle.ts';
import { type Tell, tellerOf } from './events.ts';
import type { BeanstalkParts } from './parts.ts';
import { runImage } from './run-image.ts';
import type { Outcome, UpdateKind } from './script.ts';
import {
  type Ec2Instance,
  type Environment,
  green,
  type Health,
  InstanceFailure,
  newInstanceId,
  option,
  type Settings,
} from './state.ts';

/** One update of an environment, from the request that asked for it. */
export interface Update {
  readonly kind: UpdateKind;
  readonly requestId: string;
  readonly caller: Caller;
  readonly versionLabel: string | undefined;
  readonly settings: Settings;
  readonly solutionStack: string;
}

/** Starts an update and answers at once; the environment is not Ready until it ends. */
export function startUpdate(parts: BeanstalkParts, environment: Environment, update: Update): void {
  const abort = new AbortController();
  environment.abort = update.kind === 'create' ? undefined : abort;
  environment.status = update.kind === 'create' ? 'Launching' : 'Updating';
  environment.updatedAt = parts.clock.now();
  environment.draft = update.kind === 'configure' ? update.settings : undefined;
  carryOut(parts, environment, update, abort.signal).catch((error: unknown) => {
    if (!parts.closing.aborted) throw error;
  });
}

async function carryOut(
  parts: BeanstalkParts,
  environment: Environment,
  update: Update,
  abort: AbortSignal,
): Promise<void> {
  const tell = tellerOf(environment, parts.clock, update.requestId);
  const before = environment.instances;
  const { outcome, milliseconds = 0 } = parts.scripts.take(environment, update.kind);
  tell('INFO', update.kind === 'create' ? 'createEnvironment is starting.' : 'Environment update is starting.');
  try {
    await parts.wait(milliseconds);
    abort.throwIfAborted();
    if (outcome.kind === 'hang') await new Promise((_, reject) => abort.addEventListener('abort', reject));
    if (outcome.kind === 'terminate') return terminated(environment, tell);
    await work(parts, environment, update, outcome, abort, tell);
    if (outcome.kind === 'health') await showHealth(parts, environment, outcome.health);
    else await showHealth(parts, environment, green);
  } catch (error) {
    if (parts.closing.aborted) return;
    if (abort.aborted) await aborted(parts, environment, before, tell);
    else await failed(parts, environment, update, before, error, tell);
  }
}

async function work(
  parts: BeanstalkParts,
  environment: Environment,
  update: Update,
  outcome: Outcome,
  abort: AbortSignal,
  tell: Tell,
): Promise<void> {
  const { times } = parts;
  if (update.kind === 'create') await launch(parts, environment, tell);
  if (update.kind === 'configure') {
    tell('INFO', "Updating environment's configuration settings.");
    await parts.wait(times.configureMilliseconds);
    abort.throwIfAborted();
    if (outcome.kind === 'fail') throw new InstanceFailure(outcome.reason ?? 'The update failed (scripted).');
    environment.settings = update.settings;
    environment.solutionStack = update.solutionStack;
  }
  const label = update.versionLabel ?? environment.versionLabel;
  if (label !== undefined) await deploy(parts, environment, { ...update, versionLabel: label }, outcome, abort, tell);
  environment.versionLabel = label;
  environment.draft = undefined;
  tell(
    'INFO',
    update.kind === 'create'
      ? `Successfully launched environment: ${environment.name}`
      : 'Environment update completed successfully.',
  );
  settle(parts, environment);
}

async function launch(parts: BeanstalkParts, environment: Environment, tell: Tell): Promise<void> {
  await parts.wait(parts.times.launchMilliseconds);
  const count = Math.max(1, Number(option(environment, 'aws:autoscaling:asg', 'MinSize') ?? 1));
  environment.instances = Array.from({ length: count }, () => ({
    ...{ id: newInstanceId(), versionLabel: '', healthy: true },
  }));
  tell('INFO', `Added instances [${ids(environment.instances)}] to your environment.`);
}

/** Batch after batch; what was deployed to stays so when a later batch fails, unless the policy takes new instances. */
async function deploy(
  parts: BeanstalkParts,
  environment: Environment,
  update: Update & { readonly versionLabel: string },
  outcome: Outcome,
  abort: AbortSignal,
  tell: Tell,
): Promise<void> {
  const { versionLabel } = update;
  if (update.kind === 'deploy') tell('INFO', 'Deploying new version to instance(s).');
  const start = await startOf(parts, environment, update, tell);
  const batches = batchesOf(environment);
  for (const [index, batch] of batches.entries()) {
    if (batches.length > 1)
      tell('INFO', `Batch ${index + 1}: Starting application deployment on instance(s) [${ids(batch)}].`);
    await parts.wait(parts.times.batchMilliseconds);
    abort.throwIfAborted();
    if (outcome.kind === 'fail' && index >= (outcome.afterBatches ?? 0))
      throw new InstanceFailure(outcome.reason ?? 'Engine execution has encountered an error.');
    if (index === 0) await start?.();
    environment.instances = environment.instances.map((instance) =>
      batch.includes(instance) ? { ...instance, versionLabel, healthy: true } : instance,
    );
  }
  tell('INFO', 'Instance deployment completed successfully.');
  if (update.kind === 'deploy') tell('INFO', 'New application version was deployed to running EC2 instances.');
}

/** What runs the version for real: an image on the Docker platform. Other platforms are played. */
async function startOf(
  parts: BeanstalkParts,
  environment: Environment,
  { caller, versionLabel }: Update & { readonly versionLabel: string },
  tell: Tell,
): Promise<(() => Promise<void>) | undefined> {
  const version = environment.application.versions.get(versionLabel);
  if (!version || !/running Docker/.test(environment.solutionStack)) return undefined;
  const bundle = await readBundle(parts.s3, caller, version.bundle).then(dockerBundle, (error: Error) => {
    throw new InstanceFailure(error.message);
  });
  return bundle && (() => runImage(parts, environment, bundle, tell));
}

function batchesOf(environment: Environment): readonly (readonly Ec2Instance[])[] {
  const { instances } = environment;
  const command = (name: string) => option(environment, 'aws:elasticbeanstalk:command', name);
  if (!(command('DeploymentPolicy') ?? 'AllAtOnce').startsWith('Rolling')) return [instances];
  const size = Number(command('BatchSize') ?? 100);
  const fixed = command('BatchSizeType') === 'Fixed';
  const perBatch = Math.max(1, Math.floor(fixed ? size : (instances.length * size) / 100));
  return Array.from({ length: Math.ceil(instances.length / perBatch) }, (_, index) =>
    instances.slice(index * perBatch, (index + 1) * perBatch),
  );
}

async function failed(
  parts: BeanstalkParts,
  environment: Environment,
  update: Update,
  before: readonly Ec2Instance[],
  error: unknown,
  tell: Tell,
): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  const first = environment.instances[0]?.id ?? 'none';
  environment.applicationLog.push(`[ERROR] An error occurred during execution of command [app-deploy]: ${reason}`);
  tell('ERROR', "Instance deployment failed. For details, see 'eb-engine.log'.");
  tell('ERROR', `[Instance: ${first}] Command failed on instance. Return code: 1 Output: ${reason}`);
  tell('ERROR', `Unsuccessful command execution on instance id(s) '${first}'. Aborting the operation.`);
  const renewed = /^(Immutable|TrafficSplitting)$/.test(
    option(environment, 'aws:elasticbeanstalk:command', 'DeploymentPolicy') ?? '',
  );
  if (renewed) environment.instances = before;
  tell('ERROR', update.kind === 'configure' ? 'Failed to deploy configuration.' : 'Failed to deploy application.');
  environment.draft = undefined;
  settle(parts, environment);
  const causes = [
    `Application deployment failed on ${environment.instances.length} out of ${environment.instances.length} instances.`,
  ];
  await showHealth(parts, environment, renewed ? green : { color: 'Red', status: 'Degraded', causes });
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_AbortEnvironmentUpdate.html */
async function aborted(
  parts: BeanstalkParts,
  environment: Environment,
  before: readonly Ec2Instance[],
  tell: Tell,
): Promise<void> {
  environment.status = 'Aborting';
  environment.abort = undefined;
  await parts.wait(parts.times.abortMilliseconds);
  environment.instances = before;
  environment.draft = undefined;
  tell('ERROR', 'Environment update was aborted by the user.');
  settle(parts, environment);
}

function terminated(environment: Environment, tell: Tell): void {
  tell('INFO', 'terminateEnvironment is starting.');
  environment.abort = undefined;
  environment.status = 'Terminated';
}

function settle({ clock }: BeanstalkParts, environment: Environment): void {
  environment.status = 'Ready';
  environment.abort = undefined;
  environment.updatedAt = clock.now();
}

async function showHealth(parts: BeanstalkParts, environment: Environment, health: Health): Promise<void> {
  await parts.wait(parts.times.healthMilliseconds);
  const { status, color } = environment.health;
  environment.health = health;
  if (color === health.color) return;
  const tell = tellerOf(environment, parts.clock, undefined);
  const severity = health.color === 'Red' || health.color === 'Yellow' ? 'WARN' : 'INFO';
  tell(
    severity,
    `Environment health has transitioned from ${status} to ${health.status}. ${health.causes.join(' ')}`.trimEnd(),
  );
}

function ids(instances: readonly Ec2Instance[]): string {
  return instances.map(({ id }) => id).join(', ');
}

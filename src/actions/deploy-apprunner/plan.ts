import type { Service, ServiceConfiguration } from '../../aws/apprunner.ts';
import { memoryChoices } from '../../domain/apprunner-size.ts';
import type { Change, Plan } from '../../domain/plan.ts';
import { UserError } from '../../errors.ts';
import type { Inputs } from './contract.ts';
import type { Observation } from './observe.ts';
import { readinessOf } from './state-table.ts';

/** A field before and after. Values of variables that were there before are not shown: they may be secrets put in the wrong place. */
export interface FieldChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** `rebuild` deploys into a service whose creation failed, keeping its ARN and URL. */
export interface DeployChange extends Change {
  readonly kind: 'create' | 'update' | 'rebuild' | 'resume';
  readonly fields: readonly FieldChange[];
}

export function plan(inputs: Inputs, { service }: Observation): Plan<DeployChange> {
  checkVariables(inputs);
  const wanted = wantedConfiguration(inputs, service?.configuration);
  checkSize(wanted);
  if (!service)
    return planOf(inputs, [{ kind: 'create', resource: inputs.service, fields: differences(undefined, wanted) }]);
  const readiness = readinessOf(service.status);
  if (readiness === 'stuck') throw stuck(service);
  if (readiness === 'paused' && inputs.onPaused === 'fail') throw paused(service);
  const fields = differences(service.configuration, wanted);
  const resume = readiness === 'paused' ? [{ kind: 'resume', resource: service.arn, fields: [] } as const] : [];
  const rebuild = readiness === 'rebuildable';
  const update =
    fields.length > 0 || rebuild
      ? [{ kind: rebuild ? 'rebuild' : 'update', resource: service.arn, fields } as const]
      : [];
  return planOf(inputs, [...resume, ...update]);
}

/** What the inputs make of the present configuration: an input left out keeps what is there. */
export function wantedConfiguration(inputs: Inputs, present: ServiceConfiguration | undefined): ServiceConfiguration {
  const keep = inputs.envStrategy === 'merge';
  return {
    image: inputs.image ?? present?.image ?? '',
    port: inputs.port === undefined ? present?.port : String(inputs.port),
    startCommand: inputs.startCommand ?? present?.startCommand,
    environment: variables(inputs.env, keep ? present?.environment : undefined, inputs.secrets),
    secrets: variables(inputs.secrets, keep ? present?.secrets : undefined, inputs.env),
    cpu: inputs.cpu ?? present?.cpu,
    memory: inputs.memory ?? present?.memory,
    healthCheckPath: inputs.healthCheckPath ?? present?.healthCheckPath,
    accessRole: inputs.accessRole ?? present?.accessRole,
    instanceRole: inputs.instanceRole ?? present?.instanceRole,
    vpcConnector: inputs.vpcConnector ?? present?.vpcConnector,
    autoScaling: inputs.autoScalingConfiguration ?? present?.autoScaling,
  };
}

function planOf({ service }: Inputs, changes: readonly DeployChange[]): Plan<DeployChange> {
  return { action: 'deploy-apprunner', target: service, changes };
}

/** What is given over what is there; a variable that becomes a secret, or the other way round, leaves its old place. */
function variables(
  given: Inputs['env'],
  present: Readonly<Record<string, string>> = {},
  elsewhere: Inputs['env'],
): Readonly<Record<string, string>> {
  const kept = Object.entries(present).filter(([name]) => !elsewhere.some((moved) => moved.name === name));
  return Object.fromEntries([...kept, ...given.map(({ name, value }) => [name, value] as const)]);
}

function checkVariables({ env, secrets }: Inputs): void {
  const twice = env.find(({ name }) => secrets.some((secret) => secret.name === name));
  if (twice)
    throw new UserError({
      what: `The variable ${twice.name} is given under \`env\` and under \`secrets\`; nothing was changed.`,
      next: 'Give it in one of them.',
    });
  const reserved = [...env, ...secrets].find(({ name }) => name.startsWith('AWSAPPRUNNER'));
  if (reserved)
    throw new UserError({
      what: `The variable ${reserved.name} cannot be set; nothing was changed.`,
      why: 'Names that begin with AWSAPPRUNNER are reserved.',
      next: 'Give it another name.',
    });
}

function differences(before: ServiceConfiguration | undefined, after: ServiceConfiguration): readonly FieldChange[] {
  const [old, now] = [flat(before), flat(after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].toSorted();
  return names
    .filter((name) => old[name] !== now[name])
    .map((field) => ({ field, before: shownBefore(field, old[field]), after: now[field] ?? '' }));
}

function flat(configuration: ServiceConfiguration | undefined): Readonly<Record<string, string>> {
  if (!configuration) return {};
  const { environment, secrets, ...rest } = configuration;
  const named = (prefix: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([name, value]) => [`${prefix} ${name}`, value] as const);
  const plain = Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return Object.fromEntries([...plain, ...named('env', environment), ...named('secret', secrets)]);
}

function shownBefore(field: string, value: string | undefined): string {
  if (value === undefined) return '';
  return field.startsWith('env ') ? '(set)' : value;
}

function checkSize({ cpu, memory }: ServiceConfiguration): void {
  if (cpu === undefined || memory === undefined || memoryChoices(cpu).includes(memory)) return;
  throw new UserError({
    what: `App Runner has no instance with ${cpu} CPU units and ${memory} MB; nothing was changed.`,
    next: `With cpu ${cpu}, memory may be ${memoryChoices(cpu).join(', ')} (MB).`,
  });
}

function paused({ name }: Service): UserError {
  return new UserError({
    what: `The App Runner service ${name} is paused; nothing was changed.`,
    why: 'No new version can be deployed before it is resumed.',
    next: 'Resume it, or let on-paused be `resume`.',
  });
}

function stuck({ name }: Service): UserError {
  return new UserError({
    what: `The App Runner service ${name} could not be deleted, and cannot be deployed to.`,
    next: 'Delete it in the console (a VPC ingress connection may hold it), then run again with `create: true`.',
  });
}

import type { Environment } from '../../../aws/elastic-beanstalk.ts';
import type { DeployChange } from '../../../deployment/change.ts';
import { differences } from '../../../deployment/fields.ts';
import type { Rollout } from '../../../deployment/rollout.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { Ports } from '../../../lifecycle/ports.ts';
import { fieldsOf, updates } from '../configuration.ts';
import { rollout, type Step } from '../rollout.ts';
import { idleOptions, ownTags } from './idle.ts';
import type { Pair } from './pair.ts';
import type { Phase } from './phases.ts';

type RolloutPorts = Pick<Ports, 'elasticBeanstalk' | 's3'>;

/** The deployment to the idle environment, as if it were the only one. */
export interface IdleDeployment {
  readonly rollout: Rollout<Environment>;
  readonly phases: readonly Phase[];
}

export function deployIdle(step: Step, pair: Pair, ports: RolloutPorts, context: Context): IdleDeployment {
  const idle = idleStep(step, pair);
  const alone = rollout(idle, ports, context);
  const left = `${pair.servedBefore} serves as before; ${pair.idleName} was left for a look.`;
  const phase = (change: Pick<DeployChange, 'kind' | 'fields'>): Phase => ({
    ...{ title: pair.idleName, isHarmless: true, left },
    begin: (signal) => alone.start({ resource: pair.idleName, ...change }, signal),
  });
  const phases = pair.idle ? changesOf(idle, pair.idle).map(phase) : [phase({ kind: 'create', fields: [] })];
  return {
    rollout: alone,
    phases: pair.idle ? phases : createdFrom(step, phases, ports.elasticBeanstalk.writer, context),
  };
}

/** The inputs of a step, for one of the two environments by its name. */
export function namedInputs({ inputs }: Step, environmentName: string): Step['inputs'] {
  return { ...inputs, environmentName, service: undefined };
}

/** The step that makes the idle environment what is wanted of the one that serves. */
function idleStep(step: Step, { idle, idleName, idleOptions: options, tags, servedBefore }: Pair): Step {
  const { inputs, observation, wanted } = step;
  const { service } = observation;
  const template = service && {
    ...{ name: templateName(servedBefore), platform: service.platform, platformArn: service.platformArn },
    options: observation.options,
  };
  return {
    ...step,
    inputs: { ...namedInputs(step, idleName), cnamePrefix: undefined },
    observation: { ...observation, service: idle, options: idle ? options : [], template, pair: undefined },
    wanted: idle ? { ...wanted, options: idleOptions(wanted.options, options, inputs.optionSettings) } : wanted,
    tags: { put: { ...ownTags(tags), ...step.tags.put }, removed: step.tags.removed },
  };
}

function changesOf({ wanted, observation, changes }: Step, idle: Environment) {
  const { version, platform } = { version: idle.versionLabel, platform: idle.platform };
  // An image is compared by its version: what the idle environment runs is not read.
  const { operationsRole } = idle;
  const present = { options: observation.options, version, platform, image: undefined, operationsRole };
  const after = { ...wanted, image: undefined, serving: undefined };
  const fields = differences(fieldsOf(present), fieldsOf(after));
  const due = updates(fields).map((each) => ({ kind: 'update' as const, fields: each }));
  const again = changes.some(({ kind }) => kind === 'redeploy') && !fields.some(({ field }) => field === 'version');
  return [...due, ...(again ? [{ kind: 'redeploy' as const, fields: [] }] : [])];
}

function templateName(serving: string): string {
  return `blue-green-of-${serving}`;
}

/** A new environment is made from the configuration of the one that serves, saved for this alone. */
function createdFrom(
  { observation: { service } }: Step,
  phases: readonly Phase[],
  writer: Ports['elasticBeanstalk']['writer'],
  { log }: Pick<Context, 'log'>,
): readonly Phase[] {
  if (!service) return phases;
  const name = templateName(service.name);
  const quiet = { isHarmless: true, left: '' };
  return [
    {
      ...{ ...quiet, title: 'saved configuration' },
      async begin(signal) {
        await writer.saveConfiguration(service, name, signal);
        return 'done';
      },
    },
    ...phases,
    {
      ...{ ...quiet, title: 'saved configuration' },
      async begin(signal) {
        await writer
          .deleteConfiguration(service.application, name, signal)
          .catch(() => log.warning(`The saved configuration ${name} could not be deleted; nothing needs it any more.`));
        return 'done';
      },
    },
  ];
}

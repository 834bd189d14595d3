import type { Environment } from '../../../aws/elastic-beanstalk.ts';
import type { Operation } from '../../../deployment/operation.ts';
import { UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { Ports } from '../../../lifecycle/ports.ts';
import { rollout, type Step } from '../rollout.ts';
import { readinessOf } from '../state-table.ts';
import { namedInputs } from './deploy-idle.ts';
import { idleOptions } from './idle.ts';
import type { Pair } from './pair.ts';
import { type Phase, startPhased } from './phases.ts';
import { swapOperation } from './swap.ts';
import { wellOperation } from './well.ts';

type RollbackPorts = Pick<Ports, 'elasticBeanstalk' | 's3'>;

/** Begins to give the address back to the environment that served before; where that runs nothing of the kind any more, to deploy its version and options to the one that serves. */
export async function rollBackPair(
  { step, pair }: { readonly step: Step; readonly pair: Pair },
  ports: RollbackPorts,
  context: Context,
  signal: AbortSignal,
): Promise<Operation | 'busy'> {
  const { reader } = ports.elasticBeanstalk;
  const label = step.observation.service?.versionLabel;
  const both = await reader.pollAll([pair.servedBefore, pair.idleName], signal);
  const serving = both.find(({ host }) => host === pair.host);
  if (!serving) return 'busy';
  const old = both.find(({ name }) => name === pair.servedBefore);
  const stands = old !== undefined && readinessOf(old.status) !== 'gone' && old.versionLabel === label;
  return stands
    ? startPhased('rollback', back(old, serving, step, { ports, context }), signal)
    : restoreInPlace(serving, step, { ports, context }, signal);
}

interface Surroundings {
  readonly ports: RollbackPorts;
  readonly context: Context;
}

function back(old: Environment, serving: Environment, step: Step, { ports, context }: Surroundings): readonly Phase[] {
  const { reader, writer } = ports.elasticBeanstalk;
  const { acceptedHealth, healthTimeoutSeconds } = step.inputs;
  const [from, to] = [serving.name, old.name];
  const foreign = (present: Environment, before: Environment) => {
    const other = [present, before].find(({ id, versionLabel }) =>
      id === old.id ? versionLabel !== old.versionLabel : versionLabel !== serving.versionLabel,
    );
    return other && `Somebody else has changed ${other.name} meanwhile.`;
  };
  const { clock } = context;
  const swap = () =>
    swapOperation({ from, to, host: serving.host, failsAs: 'failed', foreign }, { reader, writer, clock });
  const well = () => wellOperation({ name: to, acceptedHealth, healthTimeoutSeconds }, reader, clock);
  return [
    ...(serving.id === old.id ? [] : [{ title: 'exchange', isHarmless: false, left: '', begin: async () => swap() }]),
    { title: to, isHarmless: false, left: '', begin: async () => well() },
  ];
}

async function restoreInPlace(
  serving: Environment,
  step: Step,
  { ports, context }: Surroundings,
  signal: AbortSignal,
): Promise<Operation | 'busy'> {
  const { observation } = step;
  const { service: before, options } = observation;
  const present = await ports.elasticBeanstalk.reader.options(serving, signal);
  const { versionLabel, platform } = before ?? serving;
  const asBefore: Step = {
    ...step,
    inputs: namedInputs(step, serving.name),
    observation: {
      ...observation,
      ...{ pair: undefined, service: { ...serving, versionLabel, platform } },
      options: idleOptions(options, present, []),
    },
  };
  const start = rollout(asBefore, ports, context).rollBack;
  if (!start) throw new UserError({ what: `There is nothing that ${serving.name} could be put back to.` });
  return start(signal);
}

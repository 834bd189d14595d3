import type { Environment } from '../../../aws/elastic-beanstalk.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { Ports } from '../../../lifecycle/ports.ts';
import type { Step } from '../rollout.ts';
import type { Pair } from './pair.ts';
import type { Phase } from './phases.ts';
import { probeOperation } from './probe.ts';
import { swapOperation } from './swap.ts';
import { wellOperation } from './well.ts';

type ExchangePorts = Pick<Ports, 'elasticBeanstalk' | 'probe'>;

/** After the deployment to the idle environment: what is looked at, the exchange, and what follows it. */
export function exchange(
  step: Step,
  pair: Pair,
  { elasticBeanstalk: { reader, writer }, probe }: ExchangePorts,
  { clock, log }: Context,
): readonly Phase[] {
  const { acceptedHealth, healthTimeoutSeconds, probePath, oldEnvironment } = step.inputs;
  const { servedBefore, idleName, host } = pair;
  const left = `${servedBefore} serves as before; ${idleName} was left for a look.`;
  const well = () => wellOperation({ name: idleName, acceptedHealth, healthTimeoutSeconds }, reader, clock);
  const swap = { from: servedBefore, to: idleName, host, failsAs: 'rolled-back', foreign: foreignTo(step) } as const;
  return [
    { title: idleName, isHarmless: true, left, begin: async () => well() },
    ...(probePath === undefined
      ? []
      : [
          {
            ...{ title: idleName, isHarmless: true, left },
            async begin(signal: AbortSignal) {
              const url = `http://${(await reader.environment(idleName, signal))?.host}${probePath}`;
              return probeOperation({ url, timeoutSeconds: healthTimeoutSeconds }, probe.writer, clock);
            },
          },
        ]),
    {
      ...{ title: 'exchange', isHarmless: false, left },
      begin: async () => swapOperation(swap, { reader, writer, clock }),
    },
    { title: idleName, isHarmless: false, left: '', begin: async () => well() },
    ...(oldEnvironment === 'terminate' ? [termination(step.observation.service, writer, { clock, log })] : []),
  ];
}

/** Neither of the two may have been changed by somebody else since this run looked at them. */
function foreignTo({ observation: { service }, wanted }: Step) {
  return (from: Environment, to: Environment): string | undefined => {
    const isChanged = from.id !== service?.id || from.updatedAt.getTime() !== service.updatedAt.getTime();
    if (isChanged || from.versionLabel !== service.versionLabel)
      return `Somebody else has changed ${from.name} since this deployment began (it runs the version ${from.versionLabel ?? '(none)'} now).`;
    return to.versionLabel === wanted.version
      ? undefined
      : `Somebody else has deployed the version ${to.versionLabel ?? '(none)'} to ${to.name} meanwhile.`;
  };
}

/** Resolvers keep a CNAME for a minute: until then, users still come to the environment from before. */
const cnameSeconds = 60;

function termination(
  old: Environment | undefined,
  writer: ExchangePorts['elasticBeanstalk']['writer'],
  { clock, log }: Pick<Context, 'clock' | 'log'>,
): Phase {
  return {
    ...{ title: `termination of ${old?.name}`, isHarmless: false, left: '' },
    async begin(signal) {
      if (!old) return 'done';
      await clock.sleep(cnameSeconds * 1_000, signal);
      await writer.terminate(old, signal);
      log.info(`${old.name} is being terminated.`);
      return 'done';
    },
  };
}

import type { Environment } from '../../../aws/elastic-beanstalk.ts';
import type { Rollout } from '../../../deployment/rollout.ts';
import type { Context } from '../../../lifecycle/context.ts';
import type { Ports } from '../../../lifecycle/ports.ts';
import { rollout, type Step } from '../rollout.ts';
import { deployIdle, namedInputs } from './deploy-idle.ts';
import { exchange } from './exchange.ts';
import type { Pair } from './pair.ts';
import { startPhased } from './phases.ts';
import { rollBackPair } from './roll-back.ts';
import { undone } from './undone.ts';

/**
 * Deploys to the environment that does not serve, looks whether it is well, and gives it the address. What served before is
 * touched by nothing but the exchange.
 */
export function blueGreen(
  step: Step,
  pair: Pair,
  ports: Pick<Ports, 'elasticBeanstalk' | 's3' | 'probe'>,
  context: Context,
): Rollout<Environment> {
  const { observation, wanted, tags, changes } = step;
  const { reader, writer } = ports.elasticBeanstalk;
  const names = [pair.servedBefore, pair.idleName];
  const inPlace = rollout({ ...step, inputs: namedInputs(step, pair.servedBefore) }, ports, context);
  const idle = deployIdle(step, pair, ports, context);
  const servingNow = async (signal: AbortSignal) =>
    (await reader.pollAll(names, signal)).find(({ host }) => host === pair.host);
  const others = async (signal: AbortSignal) => {
    const serving = await servingNow(signal);
    const ours = [observation.service?.versionLabel, wanted.version];
    return serving && !ours.includes(serving.versionLabel) ? `of the version ${serving.versionLabel}` : undefined;
  };
  const rollBack = (signal: AbortSignal) => rollBackPair({ step, pair }, ports, context, signal);
  return {
    ...inPlace,
    others,
    otherThanAsked(service) {
      const expected = changes.some(({ kind }) => kind !== 'tag') ? pair.idleName : pair.servedBefore;
      if (service.name !== expected) return `${service.name} has the address, and not ${expected}`;
      return (expected === pair.idleName ? idle.rollout : inPlace).otherThanAsked?.(service);
    },
    async start(change, signal) {
      if (change.kind === 'tag') {
        for (const { arn } of await reader.pollAll(names, signal))
          if ((await writer.tag(arn, tags, signal)) === 'busy') return 'busy';
        return 'done';
      }
      const phases = [...idle.phases, ...exchange(step, pair, ports, context)];
      const begun = await startPhased(`${pair.servedBefore} to ${pair.idleName}`, phases, signal);
      // Where it is deployed again in place there is nothing to go back to; here there is.
      const isAgain = change.kind === 'redeploy' && step.inputs.rollbackOnFailure;
      return begun !== 'busy' && isAgain ? undone(begun, rollBack) : begun;
    },
    rollBack,
    service: servingNow,
    diagnose: idle.rollout.diagnose,
    watch: idle.rollout.watch,
  };
}

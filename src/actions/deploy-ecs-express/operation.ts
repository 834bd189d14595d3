import type { EcsReader, EcsWriter, ServiceDeployment, ServiceId } from '../../aws/ecs.ts';
import type { Operation, PollResult } from '../../deployment/operation.ts';
import { verdictOf } from './state-table.ts';

/** What tells the deployment that a write started from all others. */
export interface StartedDeployment {
  readonly id: ServiceId;
  readonly revisionArn: string;
  /** ARNs of the deployments that were there before: the same revision may have been deployed already. */
  readonly earlier: ReadonlySet<string>;
}

/** Exactly the deployment of this revision, as the engine follows it; named by the revision until ECS lists it. */
export function operationOf(
  { id, revisionArn, earlier }: StartedDeployment,
  { reader, writer }: { readonly reader: EcsReader; readonly writer: EcsWriter },
): Operation {
  let arn: string | undefined;
  const find = async (signal: AbortSignal) => {
    const isOurs = (one: ServiceDeployment) =>
      !earlier.has(one.arn) && (revisionArn === '' || one.revisionArn === revisionArn);
    const found = await reader.newestDeployment(id, isOurs, signal);
    if (found) arn = found.arn;
    return found;
  };
  return {
    get id() {
      return arn ?? revisionArn;
    },
    async poll(signal) {
      const found = await (arn === undefined ? find(signal) : reader.deployment(arn, signal));
      return found ? pollResultOf(found) : 'missing';
    },
    async abandon(signal) {
      if (arn === undefined) await find(signal);
      if (arn === undefined) return 'missing';
      await writer.rollBack(arn, signal);
      return 'asked';
    },
  };
}

function pollResultOf({ status, reason, stage, traffic, alarms }: ServiceDeployment): PollResult {
  const verdict = verdictOf(status);
  const share = traffic === undefined || traffic === 0 ? '' : `, ${traffic} % of the requests`;
  const triggered = alarms.length > 0 ? ` Alarms that went off: ${alarms.join(', ')}.` : '';
  return {
    status,
    verdict,
    progress: verdict === 'running' && stage ? `${stage}${share}` : undefined,
    reason: reason === undefined ? undefined : `${reason}${triggered}`,
  };
}

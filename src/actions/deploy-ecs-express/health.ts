import type { EcsReader, ExpressService, ServiceEvent, ServiceId } from '../../aws/ecs.ts';
import type { Clock } from '../../machine/clock.ts';

/**
 * How ECS tells that tasks are well, and that they are not. Source:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
const wellEvents = /has reached a steady state|deployment completed/;
const illEvents =
  /is unhealthy in|failed (?:container|ELB) health checks|unable to (?:consistently start|place)|tasks failed/;

/** Where nothing was deployed, that an earlier deployment failed says nothing of what serves now. */
const endedDeployment = /deployment failed/;

/** Looks at the tasks of one service. */
export function healthOf(id: ServiceId, { ecs, clock }: { readonly ecs: EcsReader; readonly clock: Clock }) {
  let firstLook: Date | undefined;
  return {
    /** ECS has let it bake for minutes; what comes to light later comes soon. */
    quietSeconds: 15,
    async ailment({ status }: ExpressService, since: Date | undefined, signal: AbortSignal) {
      firstLook ??= clock.now();
      const state = await ecs.state(id, signal);
      if (!state) return { status: 'MISSING', reason: 'ECS does not list it.' };
      const { running, desired, events } = state;
      const ill = lastIll(events, since && { begun: since, firstLook });
      if (running > 0 && ill === undefined) return undefined;
      const tasks = running === 0 ? 'No task of it runs.' : 'Its tasks are not well.';
      return {
        status: `${status} (${running} of ${desired} tasks run)`,
        reason: ill === undefined ? tasks : `${tasks} ECS says: ${ill.message}`,
      };
    },
  };
}

/**
 * The last event that tells of trouble, unless its end was told later. After a deployment, none that came before its end: tasks
 * that were replaced on its way have done no harm.
 */
function lastIll(
  events: readonly ServiceEvent[],
  deployed: { readonly begun: Date; readonly firstLook: Date } | undefined,
): ServiceEvent | undefined {
  const well = events.findLast(({ message }) => wellEvents.test(message))?.at;
  const isAfter = !deployed || (well && well >= deployed.begun);
  const from = isAfter ? well : deployed.firstLook;
  const ill = events.findLast(({ message }) => illEvents.test(message) && (deployed || !endedDeployment.test(message)));
  return ill && (from === undefined || ill.at >= from) ? ill : undefined;
}

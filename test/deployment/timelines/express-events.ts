import type { Outage } from './express-timeline.ts';
import { type ExpressWorld, outageAt } from './express-world.ts';

interface PlayedEvent {
  readonly createdAt: number;
  readonly message: string;
}

/** Tasks that fail are replaced, and the new ones fail so much later. */
const replacedSeconds = 10;
/** ECS keeps so many. */
const kept = 100;

/** What ECS tells of the service until now, newest first. */
export function expressEvents(outages: readonly Outage[], world: ExpressWorld, now: number): readonly PlayedEvent[] {
  const told = (createdAt: number, message: string): PlayedEvent => ({
    createdAt,
    message: `(service clinic) ${message}`,
  });
  const ill = outages.flatMap((outage) => {
    const until = Math.min(now, outage.atSecond + outage.seconds - 1);
    const count = Math.max(0, Math.floor((until - outage.atSecond) / replacedSeconds) + 1);
    return Array.from({ length: count }, (_, index) =>
      told(outage.atSecond + index * replacedSeconds, unhealthy[outage.kind]),
    );
  });
  const well = outages
    .map(({ atSecond, seconds }) => atSecond + seconds)
    .filter((end) => end <= now && outageAt(outages, end) === undefined)
    .map((end) => told(end, 'has reached a steady state.'));
  const completed = world.deployments().flatMap((one) => {
    const { status, endedAt } = world.stateOf(one);
    return status === 'SUCCESSFUL' && endedAt !== undefined
      ? [told(endedAt, `(deployment ecs-svc/${one.number}) deployment completed.`)]
      : [];
  });
  return [...ill, ...well, ...completed].toSorted((a, b) => b.createdAt - a.createdAt).slice(0, kept);
}

const unhealthy = {
  'no task':
    'is unable to consistently start tasks successfully. For more information, see the Troubleshooting section.',
  'unhealthy tasks':
    '(task 0123456789abcdef) (port 8080) is unhealthy in (target-group tg-1) due to (reason Health checks failed with these codes: [502]).',
} as const;

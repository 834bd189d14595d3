import type { Context } from '../lifecycle/context.ts';
import { patience } from '../lifecycle/patience.ts';
import type { Deployment } from './deployment.ts';
import { sentence } from './wait-until-free.ts';

/** A deployment under way. */
export interface Run<Service> {
  readonly deployment: Deployment<Service>;
  readonly since: Date;
  readonly context: Pick<Context, 'signal' | 'clock' | 'log'>;
}

/** A listing may miss for a moment what was just made. */
const looksAfter = 5;
const lookMilliseconds = 3_000;

/** The service after something was done to it; undefined where it stays away. */
export async function serviceAfter<Service>({
  deployment: { service: read, resource },
  context,
}: Run<Service>): Promise<Service | undefined> {
  const { signal, clock } = context;
  const look = () => patience(sentence(resource), context).read(() => read(signal));
  for (let looks = 1; ; looks++) {
    const service = await look();
    if (service !== undefined || looks === looksAfter) return service;
    await clock.sleep(lookMilliseconds, signal);
  }
}

import type { Context } from '../lifecycle/context.ts';
import { patience } from '../lifecycle/patience.ts';
import { sentence } from './wait-until-free.ts';

/** What ails a service. */
export interface Ailment {
  /** In the platform's own words: "Ready (health Red, Severe)". */
  readonly status: string;
  /** What was seen, as a sentence. */
  readonly reason: string;
}

/** How a platform tells whether a service is well. */
export interface Health<Service> {
  /** For how long after the end of a deployment nothing may come to light, in seconds: events can be late. 0: one look. */
  readonly quietSeconds: number;
  /** What ails the service. Events count that are newer than `since`; undefined: nothing was deployed, only the state counts. */
  ailment(service: Service, since: Date | undefined, signal: AbortSignal): Promise<Ailment | undefined>;
}

/** A service that is looked at, and how it is read. */
export interface Looked<Service> {
  readonly resource: string;
  service(signal: AbortSignal): Promise<Service | undefined>;
  readonly health?: Health<Service> | undefined;
}

/** One empty answer says nothing; many say that it is gone. */
const unlisted: Ailment = { status: 'not listed', reason: 'It is not listed any more: somebody may have deleted it.' };

const lookMilliseconds = 5_000;
/** What is seen for less is a moment. */
const lastingMilliseconds = 30_000;
/** A service that is well and ill by turns is ill. */
const longestMilliseconds = 120_000;
/** After trouble, much time may have passed between two looks: so few that were bad prove nothing. */
const fewLooks = 3;

/** What ails a service, once it has lasted; undefined once the service has been well, for the quiet time after a deployment. */
export async function ailmentOf<Service>(
  { resource, service: read, health }: Looked<Service>,
  since: Date | undefined,
  context: Pick<Context, 'signal' | 'clock' | 'log'>,
): Promise<Ailment | undefined> {
  if (!health) return undefined;
  const { signal, clock } = context;
  const patient = patience(sentence(resource), context);
  const quietMilliseconds = since === undefined ? 0 : health.quietSeconds * 1_000;
  const look = async () => {
    const service = await read(signal);
    return service === undefined ? unlisted : health.ailment(service, since, signal);
  };
  const begun = clock.now().getTime();
  let [seen, turned, ill] = [undefined as Ailment | undefined, begun, 0];
  for (;;) {
    const ailment = await patient.read(look);
    const now = clock.now().getTime();
    if ((ailment === undefined) !== (seen === undefined)) turned = now;
    seen = ailment;
    if (ailment) ill++;
    const enough = ailment ? lastingMilliseconds : quietMilliseconds;
    const isLong = now - turned >= enough || now - begun >= longestMilliseconds;
    if (isLong && (!ailment || ill > fewLooks)) return ailment;
    await clock.sleep(lookMilliseconds, signal);
  }
}

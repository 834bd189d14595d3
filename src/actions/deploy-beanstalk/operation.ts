import type { ElasticBeanstalkReader, ElasticBeanstalkWriter, Environment } from '../../aws/elastic-beanstalk.ts';
import type { Operation, PollResult } from '../../deployment/operation.ts';
import type { Clock } from '../../machine/clock.ts';
import { type Expectation, failed, judged, notBegun, type ReadySince, readySince } from './judgement.ts';
import { readinessOf } from './state-table.ts';
import { type Asked, eventsOf } from './update-events.ts';

interface Ports {
  readonly reader: ElasticBeanstalkReader;
  readonly writer: ElasticBeanstalkWriter;
  readonly clock: Clock;
}

/** Enhanced health is reported every 10 s. Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced.html */
export const usualPatience = { quietSeconds: 10, beginSeconds: 30 } as const;

const lookAtEventsMilliseconds = 5_000;

/** The update that was asked for: it is over when the environment is Ready again, and good when our version runs, no event of the request tells of a failure, and the health is accepted and stays so. */
export function updateOperation(name: string, asked: Asked, expected: Expectation, ports: Ports): Operation {
  const { reader, writer, clock } = ports;
  const terminated = `The environment ${name} was terminated.`;
  const events = eventsOf(name, asked, reader);
  const begun = clock.now().getTime();
  let [isBegun, isAborted] = [false, false];
  let ready: ReadySince | undefined;
  return {
    id: asked.requestId ?? `update of ${name}`,
    vanished: terminated,
    async poll(signal) {
      const now = clock.now().getTime();
      if (ready && now - events.told().at >= lookAtEventsMilliseconds) {
        await events.look(now, signal);
        return endedBy(ready.environment) ?? ready.polled;
      }
      const environment = await reader.poll(name, signal);
      if (!environment) return 'missing';
      const readiness = readinessOf(environment.status);
      if (readiness === 'gone') return { status: 'Terminated', verdict: 'failed', reason: terminated };
      if (isAnother(environment, expected)) return replaced(environment);
      if (readiness !== 'ready') {
        [isBegun, ready] = [true, undefined];
        isAborted ||= readiness === 'aborting';
        return { status: environment.status, verdict: readiness === 'aborting' ? 'failing' : 'running' };
      }
      isBegun ||= events.told().isOver || now - begun >= expected.beginSeconds * 1_000;
      ready = readySince(environment, expected, isBegun ? ready : undefined, now);
      const polled = isBegun ? judged(ready, expected, now, events.told().at) : notBegun;
      ready = { ...ready, polled };
      return endedBy(environment) ?? polled;
    },
    async abandon(signal) {
      await writer.abortUpdate(name, signal);
      return 'asked';
    },
  };

  /** What is over whatever the environment looks like. */
  function endedBy(environment: Environment): PollResult | undefined {
    const told = events.told();
    isAborted ||= told.isAborted;
    if (isAborted && isAsBefore(environment, expected)) return aborted;
    return told.failure === undefined ? undefined : failed(told.failure);
  }
}

const aborted: PollResult = {
  status: 'Aborted',
  verdict: 'rolled-back',
  reason: 'Somebody has aborted the update, and Elastic Beanstalk went back to what was there before.',
};

function isAnother({ id }: Environment, { environmentId }: Expectation): boolean {
  return environmentId !== undefined && id !== environmentId;
}

function replaced({ name, id }: Environment): PollResult {
  const reason = `The environment ${name} was terminated, and another one (${id}) has its name now.`;
  return { status: 'Terminated', verdict: 'failed', reason };
}

function isAsBefore({ versionLabel }: Environment, { versionLabel: wanted, labelBefore }: Expectation): boolean {
  return wanted === undefined || versionLabel === labelBefore;
}

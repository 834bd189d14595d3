import { expect, test } from '@jest/globals';
import type { Context } from '../../src/lifecycle/context.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { type TargetStage, targets } from './targets.ts';

/** How the local cloud lets a target's next deployment take its time, and where its end shows. */
interface Play {
  take(cloud: Cloud, milliseconds: number): void;
  /** When the newest deployment ended. */
  endedAt(cloud: Cloud): Date | undefined;
  /** The line of the log that first tells the end. */
  readonly told: RegExp;
  /** What is asked about a deployment that goes on, and the write that began it. */
  readonly poll: RegExp;
  readonly write: string;
}

const plays: Readonly<Record<string, Play>> = {
  'App Runner': {
    take: ({ appRunner }, milliseconds) => appRunner.script({ outcome: { kind: 'succeed' }, milliseconds }),
    endedAt: ({ appRunner }) => appRunner.services()[0]?.operations[0]?.endedAt,
    ...{ told: /: SUCCEEDED after/, poll: /ListOperations/, write: 'apprunner:UpdateService' },
  },
  'ECS Express Mode': {
    take: ({ ecs }, milliseconds) => ecs.script({ outcome: { kind: 'succeed' }, milliseconds }),
    endedAt: ({ ecs }) => ecs.services()[0]?.deployments[0]?.finishedAt,
    ...{ told: /: SUCCESSFUL after/, poll: /ServiceDeployments/, write: 'ecs:UpdateExpressGatewayService' },
  },
  'Elastic Beanstalk': {
    take: ({ elasticBeanstalk }, milliseconds) =>
      elasticBeanstalk.script({ kind: 'deploy', outcome: { kind: 'succeed' }, milliseconds }),
    endedAt: ({ elasticBeanstalk }) => elasticBeanstalk.environments()[0]?.updatedAt,
    ...{ told: /: Ready .*after/, poll: /DescribeEnvironments/, write: 'elasticbeanstalk:UpdateEnvironment' },
  },
};

/** Deploys the other image, in this time; what was told when, in milliseconds of the scripted clock. */
async function deployIn(stage: TargetStage, play: Play, milliseconds: number, image: string) {
  const told: { readonly at: number; readonly line: string }[] = [];
  const onLine = (line: string) => void told.push({ at: stage.clock.now().getTime(), line });
  play.take(stage.cloud, milliseconds);
  const { failure } = await stage.deploy({ image }, { onLine, clock: finely(stage) });
  if (failure) throw failure;
  return told;
}

/** While the action sleeps, time passes bit by bit: what follows upon each other in AWS happens when it would. */
function finely({ clock }: TargetStage): Context['clock'] {
  return {
    now: clock.now,
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      for (let passed = 0; passed < milliseconds; passed += 200) {
        clock.advance(200);
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

function playOf(target: string): Play {
  const play = plays[target];
  if (!play) throw new Error(`Nothing is played for ${target}.`);
  return play;
}

test.each(Object.entries(targets))(
  '%s: the end is noticed within 2 s in the median',
  async (target, start) => {
    await using stage = await start();
    await stage.create();
    const play = playOf(target);
    const late: number[] = [];
    for (let turn = 0; turn < 9; turn++) {
      const image = turn % 2 === 0 ? stage.images.v2 : stage.images.v1;
      const told = await deployIn(stage, play, 20_000 + turn * 17_300, image);
      const noticed = told.find(({ line }) => play.told.test(line))?.at ?? Number.POSITIVE_INFINITY;
      late.push(noticed - (play.endedAt(stage.cloud)?.getTime() ?? 0));
    }
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
    expect(late.toSorted((a, b) => a - b)[4]).toBeLessThanOrEqual(2_000);
  },
  60_000,
);

test.each(Object.entries(targets))(
  '%s: ten minutes cost at most a call a second, and a line a minute',
  async (target, start) => {
    await using stage = await start();
    await stage.create();
    const play = playOf(target);
    stage.cloud.requests.clear();
    const told = await deployIn(stage, play, 600_000, stage.images.v2);
    const all = stage.cloud.requests.all();
    const begun = all.findIndex(({ service, operation }) => `${service}:${operation}` === play.write);
    const polls = all.slice(begun + 1).filter(({ operation }) => play.poll.test(operation));
    const ended = play.endedAt(stage.cloud)?.getTime() ?? 0;
    const seconds = ended / 1_000 - (polls[0]?.at.getTime() ?? 0) / 1_000;
    expect(seconds).toBeGreaterThan(600);
    expect(polls.length).toBeLessThan(60 + seconds / 2 + 15);
    // When its deployment is over, the service is read in one go: what it runs, and whether it is well.
    const waiting = polls.filter(({ at }) => at.getTime() <= ended);
    const gaps = waiting.slice(1).map(({ at }, index) => at.getTime() - (waiting[index]?.at.getTime() ?? 0));
    expect(gaps.length).toBeGreaterThan(100);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
    const followed = told.filter(({ at }) => at >= (polls[0]?.at.getTime() ?? 0));
    const silences = followed.slice(1).map(({ at }, index) => at - (followed[index]?.at ?? 0));
    expect(Math.max(...silences)).toBeLessThanOrEqual(63_000);
    expect(followed.length).toBeLessThan(25);
  },
  60_000,
);

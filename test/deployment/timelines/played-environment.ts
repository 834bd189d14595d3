import { action } from '../../../src/actions/deploy-beanstalk/index.ts';
import { elasticBeanstalk } from '../../../src/aws/elastic-beanstalk.ts';
import { type CommonInputs, parseInputs } from '../../../src/contract/index.ts';
import { UserError } from '../../../src/errors.ts';
import type { AnyAction } from '../../../src/lifecycle/action.ts';
import type { Ending } from '../../../src/lifecycle/conclude-step.ts';
import type { PortMakers } from '../../../src/lifecycle/ports.ts';
import { runAction } from '../../../src/lifecycle/run-action.ts';
import { withVariables } from '../../support/variables.ts';
import { playedContext } from '../played-context.ts';
import { environmentInputs } from './elastic-beanstalk-check.ts';
import { playedBeanstalk } from './elastic-beanstalk-server.ts';
import type { EnvironmentTimeline } from './elastic-beanstalk-timeline.ts';
import { versions } from './environment-versions.ts';

const region = 'eu-central-1';

/** Plays one timeline with the real action, through the real SDK, on scripted time. */
export async function play(given: EnvironmentTimeline) {
  const controller = new AbortController();
  const context = playedContext(controller.signal);
  const epoch = context.clock.now().getTime() / 1_000;
  const server = playedBeanstalk(given, versions, { now: context.seconds, epoch });
  const deadline = new UserError({ what: 'The deadline passed before the step was done.' });
  const clock: typeof context.clock = {
    now: context.clock.now,
    async sleep(milliseconds, signal) {
      const left = given.deadlineSeconds * 1_000 - context.seconds() * 1_000;
      await context.clock.sleep(Math.min(milliseconds, Math.max(0, left)), signal);
      if (milliseconds < left) return;
      controller.abort(deadline);
      if (signal?.aborted) throw signal.reason;
    },
  };
  const unchecked = async () => {
    throw new UserError({ what: 'Not checked.' });
  };
  const makers = {
    elasticBeanstalk: async () => elasticBeanstalk({ region, network: server }),
    s3: async () => server.s3,
    bundles: async () => ({ reader: {}, writer: {} }),
    probe: async () => ({ reader: undefined, writer: {} }),
    ecr: async () => ({ reader: { storedImage: unchecked } }),
    secrets: async () => ({ reader: {} }),
    iam: async () => ({ reader: { role: unchecked, instanceProfile: unchecked } }),
  } as unknown as PortMakers;
  const inputs = parseInputs(
    action.contract,
    new Map(Object.entries(environmentInputs(given)).map(([input, text]) => [input, { text, origin: 'with' }])),
  ) as CommonInputs;
  const run = () => runAction(action as unknown as AnyAction, inputs, makers, { ...context, clock });
  const ending = await withVariables(credentials, run).catch((error: unknown): Pick<Ending, 'failure'> => {
    if (error instanceof UserError) return { failure: error };
    throw error;
  });
  return { ending, server, seconds: context.seconds(), lines: context.lines };
}

const credentials = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };

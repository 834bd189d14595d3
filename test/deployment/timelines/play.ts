import { type ClientOptions, type Network } from '../../../src/aws/client.ts';
import { logs } from '../../../src/aws/logs.ts';
import { type CommonInputs, parseInputs } from '../../../src/contract/index.ts';
import { UserError } from '../../../src/errors.ts';
import type { AnyAction } from '../../../src/lifecycle/action.ts';
import type { Ending } from '../../../src/lifecycle/conclude-step.ts';
import type { PortMakers } from '../../../src/lifecycle/ports.ts';
import { runAction } from '../../../src/lifecycle/run-action.ts';
import { playedContext } from '../played-context.ts';
import type { RunEnd } from './run-end.ts';

/** One run against a played server. */
export interface Play<Server> {
  readonly deadlineSeconds: number;
  /** The server, from its time: `now` in seconds since the beginning; `epoch`: the beginning in seconds. */
  serve(time: { readonly now: () => number; readonly epoch: number }): Server;
  /** The ports of the target, and others instead of those that answer nothing: ECR, IAM and Secrets Manager. */
  ports(options: ClientOptions, epoch: number): { readonly [Name in keyof PortMakers]?: unknown };
  readonly texts: Readonly<Record<string, string>>;
}

export interface Played<Server> {
  readonly server: Server;
  readonly end: RunEnd;
}

/** Plays one timeline with the real action, through the real SDK, on scripted time. */
export async function play<Server extends Network>(
  action: unknown,
  { deadlineSeconds, serve, ports, texts }: Play<Server>,
): Promise<Played<Server>> {
  const controller = new AbortController();
  const context = playedContext(controller.signal);
  const epoch = context.clock.now().getTime() / 1_000;
  const server = serve({ now: context.seconds, epoch });
  const deadline = new UserError({ what: 'The deadline passed before the step was done.' });
  const clock: typeof context.clock = {
    now: context.clock.now,
    async sleep(milliseconds, signal) {
      if (controller.signal.aborted && signal !== controller.signal) return lastSeconds(milliseconds);
      const left = deadlineSeconds * 1_000 - context.seconds() * 1_000;
      await context.clock.sleep(Math.min(milliseconds, Math.max(0, left)), signal);
      if (milliseconds < left) return;
      controller.abort(deadline);
      if (signal?.aborted) throw signal.reason;
    },
  };
  /** What a cancelled step still does has a signal of its own, of real time. */
  const lastSeconds = async (milliseconds: number) => {
    await context.clock.sleep(milliseconds);
    if (context.seconds() > deadlineSeconds + 4) throw new UserError({ what: 'The last seconds are over.' });
  };
  const options = { region: 'eu-central-1', network: server };
  const unchecked = async () => {
    throw new UserError({ what: 'Not checked.' });
  };
  const makers = {
    logs: async () => ({ reader: logs(options).reader, writer: undefined }),
    ecr: async () => ({ reader: { storedImage: unchecked } }),
    iam: async () => ({ reader: { role: unchecked, instanceProfile: unchecked } }),
    secrets: async () => ({ reader: { changedAt: unchecked } }),
    ...ports(options, epoch),
  } as unknown as PortMakers;
  const { contract } = action as AnyAction;
  const given = new Map(Object.entries(texts).map(([name, text]) => [name, { text, origin: 'with' }]));
  const inputs = parseInputs(contract, given) as CommonInputs;
  const ending = await runAction(action as AnyAction, inputs, makers, { ...context, clock }).catch(
    (error: unknown): Pick<Ending, 'failure'> => {
      if (error instanceof UserError) return { failure: error };
      throw error;
    },
  );
  const { outputs, report } = 'outputs' in ending ? ending : {};
  const end: RunEnd = {
    fixedCalls: 20,
    failure: ending.failure?.message,
    outputs,
    report,
    seconds: context.seconds(),
    told: context.lines.join('\n'),
  };
  return { server, end };
}

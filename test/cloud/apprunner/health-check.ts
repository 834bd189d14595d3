import { connect } from 'node:net';
import type { HealthCheckConfiguration } from '@aws-sdk/client-apprunner';
import type { Instance } from './runtime.ts';
import type { Wait } from './wait.ts';

export interface HealthCheckTimes {
  /** Milliseconds that pass for each second of `Interval`. */
  readonly millisecondsPerSecond: number;
  /** For so long a port that nobody listens on yet does not count as a failed check: the application is starting. */
  readonly startMilliseconds: number;
}

export type Health =
  | { readonly healthy: true }
  | { readonly healthy: false; readonly because: 'checks' | 'exit'; readonly exitCode?: number | undefined };

/** Checks an instance until as many checks in a row as the thresholds ask have succeeded or failed, or it has ended. */
export async function checkHealth(
  instance: Instance,
  check: Required<HealthCheckConfiguration>,
  times: HealthCheckTimes,
  wait: Wait,
): Promise<Health> {
  if (instance.port === undefined) return { healthy: true };
  let exit: { readonly code: number | undefined } | undefined;
  void instance.ended.then((code) => {
    exit = { code };
  });
  const end = Date.now() + times.startMilliseconds;
  let [good, bad] = [0, 0];
  while (good < (check.HealthyThreshold ?? 1) && bad < (check.UnhealthyThreshold ?? 5)) {
    const answer = await ask(instance.port, check);
    if (exit) return { healthy: false, because: 'exit', exitCode: exit.code };
    const starting = answer === 'nobody listens' && Date.now() < end;
    good = answer === 'healthy' ? good + 1 : 0;
    bad = answer === 'healthy' || starting ? 0 : bad + 1;
    if (good < (check.HealthyThreshold ?? 1)) await wait((check.Interval ?? 5) * times.millisecondsPerSecond);
  }
  return good > 0 ? { healthy: true } : { healthy: false, because: 'checks' };
}

type Answer = 'healthy' | 'unhealthy' | 'nobody listens';

async function ask(port: number, check: Required<HealthCheckConfiguration>): Promise<Answer> {
  const timeout = (check.Timeout ?? 2) * 1000;
  const connection = await connects(port, timeout);
  return connection === 'healthy' && check.Protocol === 'HTTP'
    ? answersPath(port, check.Path ?? '/', timeout)
    : connection;
}

function connects(port: number, timeout: number): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout });
    const settle = (answer: Answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle('healthy'));
    socket.once('timeout', () => settle('unhealthy'));
    socket.once('error', () => settle('nobody listens'));
  });
}

/** 200 to 399 is healthy; redirects are not followed. */
async function answersPath(port: number, path: string, timeout: number): Promise<Answer> {
  try {
    const { status, body } = await fetch(`http://127.0.0.1:${port}${path}`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    });
    await body?.cancel();
    return status >= 200 && status < 400 ? 'healthy' : 'unhealthy';
  } catch {
    return 'unhealthy';
  }
}

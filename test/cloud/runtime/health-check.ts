import { connect } from 'node:net';
import type { Instance } from './runtime.ts';
import type { Wait } from './wait.ts';

/** How a platform checks an instance. */
export interface HealthCheck {
  /** Path of an HTTP check; undefined: it is enough that the port takes a connection. */
  readonly path: string | undefined;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** Whether an HTTP status is a healthy answer. */
  accepts(status: number): boolean;
}

export interface HealthCheckTimes {
  /** Milliseconds that pass for each second of the interval. */
  readonly millisecondsPerSecond: number;
  /** For so long a port that nobody listens on yet does not count as a failed check: the application is starting. */
  readonly startMilliseconds: number;
}

export type Health =
  | { readonly healthy: true }
  | { readonly healthy: false; readonly because: 'checks'; readonly lastStatus: number | undefined }
  | { readonly healthy: false; readonly because: 'exit'; readonly exitCode: number | undefined };

/** Checks an instance until as many checks in a row as the thresholds ask have succeeded or failed, or it has ended. */
export async function checkHealth(
  instance: Instance,
  check: HealthCheck,
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
  let lastStatus: number | undefined;
  while (good < check.healthyThreshold && bad < check.unhealthyThreshold) {
    const answer = await ask(instance.port, check);
    if (exit) return { healthy: false, because: 'exit', exitCode: exit.code };
    const starting = answer.kind === 'nobody listens' && Date.now() < end;
    good = answer.kind === 'healthy' ? good + 1 : 0;
    bad = answer.kind === 'healthy' || starting ? 0 : bad + 1;
    if (answer.kind === 'unhealthy') lastStatus = answer.status;
    if (good < check.healthyThreshold) await wait(check.intervalSeconds * times.millisecondsPerSecond);
  }
  return good > 0 ? { healthy: true } : { healthy: false, because: 'checks', lastStatus };
}

type Answer =
  | { readonly kind: 'healthy' | 'nobody listens' }
  | { readonly kind: 'unhealthy'; readonly status: number | undefined };

async function ask(port: number, check: HealthCheck): Promise<Answer> {
  const timeout = check.timeoutSeconds * 1000;
  const connection = await connects(port, timeout);
  return connection.kind === 'healthy' && check.path !== undefined
    ? answersPath(port, check.path, timeout, check.accepts)
    : connection;
}

function connects(port: number, timeout: number): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout });
    const settle = (answer: Answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle({ kind: 'healthy' }));
    socket.once('timeout', () => settle({ kind: 'unhealthy', status: undefined }));
    socket.once('error', () => settle({ kind: 'nobody listens' }));
  });
}

/** Redirects are not followed. */
async function answersPath(
  port: number,
  path: string,
  timeout: number,
  accepts: HealthCheck['accepts'],
): Promise<Answer> {
  try {
    const { status, body } = await fetch(`http://127.0.0.1:${port}${path}`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    });
    await body?.cancel();
    return accepts(status) ? { kind: 'healthy' } : { kind: 'unhealthy', status };
  } catch {
    return { kind: 'unhealthy', status: undefined };
  }
}

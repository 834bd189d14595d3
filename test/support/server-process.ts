import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { ServerHome } from './server-home.ts';

/** A running server. `stop` ends it and removes its folder; when we die without `stop`, the watchdog does both. */
export interface ServerProcess {
  readonly port: number;
  stop(): Promise<void>;
}

export interface ServerCommand {
  readonly home: ServerHome;
  readonly command: string;
  args(port: number): readonly string[];
  /** Throws until the server can be used. */
  probe(port: number): Promise<void>;
  /** The signal on which the server ends at once and in order. */
  readonly stopSignal: 'SIGINT' | 'SIGTERM' | 'SIGQUIT';
  readonly deadlineMilliseconds?: number;
}

/** Starts the server on a free loopback port and waits until its probe succeeds. */
export async function startServer(server: ServerCommand): Promise<ServerProcess> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const child = launch(server, port);
    const release = child.pid === undefined ? () => undefined : server.home.guard(child.pid);
    const stop = async () => {
      await end(child, server.stopSignal);
      release();
      await server.home.remove();
    };
    try {
      await ready(server, child, port);
      return { port, stop };
    } catch (error) {
      const log = readFileSync(logPath(server.home), 'utf8');
      await end(child, 'SIGKILL');
      release();
      const portTaken = /address already in use|could not bind|bind on tcp/i.test(log);
      if (portTaken && attempt < 3) continue;
      await server.home.remove();
      throw new Error(`${server.command} did not start: ${String(error)}\n${log.slice(-2000)}`, { cause: error });
    }
  }
}

function launch({ home, command, args }: ServerCommand, port: number): ChildProcess {
  const log = openSync(logPath(home), 'w');
  const child = spawn(command, args(port), {
    ...home.identity,
    cwd: home.folder,
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
  });
  child.unref();
  return child;
}

async function ready(server: ServerCommand, child: ChildProcess, port: number): Promise<void> {
  const deadline = Date.now() + (server.deadlineMilliseconds ?? 60_000);
  for (;;) {
    if (child.exitCode !== null) throw new Error(`it ended with exit code ${child.exitCode}`);
    try {
      return await server.probe(port);
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const forced = setTimeout(() => child.kill('SIGKILL'), 10_000);
  child.kill(signal);
  await exited;
  clearTimeout(forced);
}

function logPath(home: ServerHome): string {
  return join(home.folder, 'server.log');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No loopback port is free.');
  return address.port;
}

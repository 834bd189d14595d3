import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Question } from './server-process.ts';

/** An S3 server in a process of its own, so that it shares no event loop with what is measured. */
export interface Server {
  /** Variables that point AWS tools at it. */
  readonly environment: Readonly<Record<string, string>>;
  delay(milliseconds: number): Promise<void>;
  createBucket(name: string): Promise<void>;
  empty(name: string): Promise<void>;
  /** ETags by key. */
  objects(name: string): Promise<ReadonlyMap<string, string>>;
  /** How many requests came since this was asked before, by operation; undefined where the server does not count them. */
  requests(): Promise<Readonly<Record<string, number>> | undefined>;
  close(): Promise<void>;
}

/** The local cloud as such a server. */
export async function startServer(): Promise<Server> {
  const child = fork(fileURLToPath(new URL('server-process.ts', import.meta.url)), { stdio: 'inherit' });
  const ended = once(child, 'exit');
  const ask = async (question: Question): Promise<unknown> => {
    child.send(question);
    const [answer] = await Promise.race([once(child, 'message'), ended]);
    if (child.exitCode !== null) throw new Error(`The S3 server ended with ${child.exitCode}.`);
    return answer;
  };
  const environment = (await ask({ ask: 'credentials' })) as Readonly<Record<string, string>>;
  return {
    environment,
    delay: async (milliseconds) => void (await ask({ ask: 'delay', milliseconds })),
    createBucket: async (name) => void (await ask({ ask: 'bucket', name })),
    empty: async (name) => void (await ask({ ask: 'empty', name })),
    objects: async (name) => new Map((await ask({ ask: 'objects', name })) as readonly (readonly [string, string])[]),
    requests: async () => (await ask({ ask: 'requests' })) as Readonly<Record<string, number>>,
    async close() {
      child.disconnect();
      await ended;
    },
  };
}

import { createServer } from 'node:http';
import { closeServer, listen } from '../cloud/core/endpoint.ts';

/** A registry with one base image, which tells its digest to anybody and hands out nothing. */
export interface BaseRegistry {
  readonly image: string;
  /** Answers so many of the next requests with 503. */
  readonly fail: (requests: number) => void;
  /** Lets the tag stand for another image. */
  readonly move: (to?: string) => void;
  readonly close: () => Promise<void>;
}

export async function startBaseRegistry(): Promise<BaseRegistry> {
  const state = { digest: `sha256:${'1'.repeat(64)}`, failures: 0 };
  const server = createServer((_, response) => {
    if (state.failures-- > 0) response.writeHead(503).end();
    else response.writeHead(200, { 'docker-content-digest': state.digest }).end();
  });
  const { host } = new URL(await listen(server));
  return {
    image: `${host}/library/base:1`,
    fail: (requests) => {
      state.failures = requests;
    },
    move: (to = '2') => {
      state.digest = `sha256:${to.repeat(64)}`;
    },
    close: () => closeServer(server),
  };
}

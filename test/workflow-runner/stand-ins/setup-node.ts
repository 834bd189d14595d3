import { dirname } from 'node:path';
import type { FunctionStandIn } from './stand-in.ts';

/** actions/setup-node: puts the runner's own Node on PATH; asking for another major version fails. */
export const setupNodeStandIn: FunctionStandIn = {
  main(context) {
    const wanted = /^v?(\d+)/.exec(context.input('node-version'))?.[1];
    const running = process.versions.node.split('.')[0];
    if (wanted !== undefined && wanted !== running) {
      throw new Error(`This runner has only Node ${running}, and the workflow wants ${wanted}.`);
    }
    context.addPath(dirname(context.nodePath));
    context.setOutput('node-version', process.version);
    context.setOutput('cache-hit', 'false');
  },
};

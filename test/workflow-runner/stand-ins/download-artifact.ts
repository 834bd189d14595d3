import { mkdirSync } from 'node:fs';
import { join, matchesGlob, resolve } from 'node:path';
import type { FunctionStandIn } from './stand-in.ts';

/** actions/download-artifact (v4 and later): one by name, or all (that fit `pattern`) each into a folder of its name. */
export const downloadArtifactStandIn: FunctionStandIn = {
  main(context) {
    const target = resolve(context.workspace, context.input('path'));
    mkdirSync(target, { recursive: true });
    context.setOutput('download-path', target);
    const name = context.input('name');
    if (name !== '') return context.artifacts.download(name, target);
    const pattern = context.input('pattern');
    const merges = context.input('merge-multiple') === 'true';
    const names = context.artifacts.names().filter((candidate) => pattern === '' || matchesGlob(candidate, pattern));
    for (const found of names) context.artifacts.download(found, merges ? target : join(target, found));
  },
};

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FunctionStandIn, StandInContext } from './stand-in.ts';

/**
 * actions/setup-node: puts the runner's own Node on PATH; asking for another major version fails. Nothing is cached, but it
 * looks for the lock file as v5 and later do: https://github.com/actions/setup-node/blob/v6/docs/advanced-usage.md
 */
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
    if (caches(context)) demandLockFile(context);
  },
};

/** By name, or because package.json at the root says that npm is used. */
function caches(context: StandInContext): boolean {
  if (context.input('cache') !== '') return true;
  return (context.input('package-manager-cache') || 'true').toLowerCase() === 'true' && usesNpm(context.workspace);
}

function usesNpm(workspace: string): boolean {
  const path = join(workspace, 'package.json');
  if (!existsSync(path)) return false;
  const { packageManager, devEngines } = JSON.parse(readFileSync(path, 'utf8'));
  const names = [...[devEngines?.packageManager ?? []].flat().map(({ name }) => name), packageManager];
  return names.some((name) => typeof name === 'string' && /^\^?npm(@|$)/.test(name));
}

function demandLockFile(context: StandInContext): void {
  const names = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock'];
  const given = context.input('cache-dependency-path');
  const paths = given === '' ? names : [given];
  if (paths.some((path) => existsSync(join(context.workspace, path)))) return;
  throw new Error(
    given === ''
      ? `Dependencies lock file is not found in ${context.workspace}. Supported file patterns: ${names.join(',')}`
      : 'Some specified paths were not resolved, unable to cache dependencies.',
  );
}

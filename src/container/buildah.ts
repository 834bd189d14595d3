import { join } from 'node:path';
import { platformText } from '../domain/platform.ts';
import type { RunProcess } from '../machine/process.ts';
import { type Builder, type BuildOrder, type Invocation, sharedOptions } from './builder.ts';
import { authFile } from './login-folder.ts';

type Buildah = Extract<Builder, { kind: 'buildah' }>;

/** Buildah, or why it cannot build. */
export async function findBuildah(run: RunProcess, signal: AbortSignal): Promise<Buildah | string> {
  const { exitCode, stdout, stderr } = await run({ program: 'buildah', arguments: ['--version'] }, signal);
  if (exitCode !== 0) return stderr.trim().split('\n').at(-1) ?? 'it does not start';
  return { kind: 'buildah', version: /\d+(?:\.\d+)+/.exec(stdout)?.[0] ?? '' };
}

/** Docker's image format, so that HEALTHCHECK, SHELL and ONBUILD are kept as with docker. */
export function buildahBuild(order: BuildOrder): Invocation {
  const options = [
    ...sharedOptions(order),
    `--platform=${platformText(order.platform)}`,
    '--format=docker',
    '--layers',
  ];
  return { program: 'buildah', arguments: ['build', ...options, order.context.folder], environment: {} };
}

/** The digest goes to a file in the login folder: `pushedDigestFile`. */
export function buildahPush(image: string, loginFolder: string): Invocation {
  const options = [
    `--authfile=${join(loginFolder, authFile)}`,
    `--digestfile=${join(loginFolder, pushedDigestFile)}`,
    ...(/^(localhost|127\.)/.test(image) ? ['--tls-verify=false'] : []),
  ];
  return { program: 'buildah', arguments: ['push', ...options, image, `docker://${image}`], environment: {} };
}

export const pushedDigestFile = 'pushed-digest';

import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from '../measure.ts';
import { type Prepared, tag } from './server.ts';

/** Something that copies an image from one registry to another. */
export interface Tool {
  readonly name: string;
  readonly version: string;
  /** `folder` is empty, and the command's own. */
  command(copy: Prepared, folder: string): Promise<Command>;
}

/** This action first, then what people use, where it is installed. */
export function installedTools(): readonly Tool[] {
  const others = [
    { ...skopeo, version: versionOf('skopeo', '--version') },
    { ...crane, version: versionOf('crane', 'version') },
  ];
  return [ours, ...others.filter(({ version }) => version !== '')];
}

/** Empty where it is not installed. */
function versionOf(name: string, argument: string): string {
  return /\d+\.\d+\.\d+/.exec(String(spawnSync(name, [argument], { encoding: 'utf8' }).stdout))?.[0] ?? '';
}

/** As the runner starts it: the built action, inputs in the environment. */
const ours: Tool = {
  name: 'build-push-ecr',
  version: 'of this commit',
  command: async ({ source, target, environment }, folder) => ({
    program: process.execPath,
    arguments: ['dist/build-push-ecr.js'],
    environment: {
      ...environment,
      INPUT_REPOSITORY: target,
      'INPUT_SOURCE-IMAGE': source,
      INPUT_TAGS: tag,
      GITHUB_WORKSPACE: folder,
      RUNNER_TEMP: folder,
    },
  }),
};

const skopeo: Omit<Tool, 'version'> = {
  name: 'skopeo',
  command: async ({ source, target, password }) => ({
    program: 'skopeo',
    arguments: [
      'copy',
      '--quiet',
      '--src-tls-verify=false',
      '--dest-tls-verify=false',
      `--src-creds=AWS:${password}`,
      `--dest-creds=AWS:${password}`,
      `docker://${source}`,
      `docker://${target}:${tag}`,
    ],
    environment: {},
  }),
};

const crane: Omit<Tool, 'version'> = {
  name: 'crane',
  async command({ source, target, password }, folder) {
    const auth = Buffer.from(`AWS:${password}`).toString('base64');
    const hosts = [source, target].map((name) => name.slice(0, name.indexOf('/')));
    const auths = Object.fromEntries(hosts.map((host) => [host, { auth }]));
    await writeFile(join(folder, 'config.json'), JSON.stringify({ auths }));
    return {
      program: 'crane',
      arguments: ['copy', '--insecure', source, `${target}:${tag}`],
      environment: { DOCKER_CONFIG: folder, HOME: folder },
    };
  },
};

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Cloud } from '../../test/cloud/cloud.ts';
import type { Caller } from '../../test/cloud/core/service.ts';
import { composeImage } from '../../test/support/images/compose-image.ts';
import { writeShell } from '../../test/support/images/shell.ts';

/** A source whose base image is in the registry, and the right to push. */
export interface Scene {
  readonly cloud: Cloud;
  /** Below it stands the folder `backend`. */
  readonly workspace: string;
  /** `<host>` of the registry. */
  readonly host: string;
  /** A docker configuration with a login to it. */
  readonly dockerConfig: string;
  /** Points an AWS SDK to the cloud. */
  readonly environment: Readonly<Record<string, string>>;
}

export const region = 'us-east-1';
const accountId = '111111111111';
const repositories = ['base', 'clinic/backend', 'clinic/docker', 'clinic/buildx', 'clinic/buildx-cache'];

/** Whose token the other tools get. */
const caller: Caller = {
  accountId,
  arn: `arn:aws:iam::${accountId}:user/bench`,
  userId: 'BENCH',
  kind: 'User',
  policies: [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }],
  keys: {},
};

export async function prepareScene(cloud: Cloud, folder: string): Promise<Scene> {
  for (const repositoryName of repositories) await cloud.ecr.createRepository(accountId, region, { repositoryName });
  const { host } = await cloud.ecr.registry(accountId, region);
  const environment = cloud.environment(cloud.iam.administrator(accountId), region);
  const scene = { cloud, workspace: folder, host, dockerConfig: join(folder, 'docker'), environment };
  await mkdir(scene.dockerConfig);
  const auth = cloud.ecr.authorizationToken(caller, region);
  await writeFile(join(scene.dockerConfig, 'config.json'), JSON.stringify({ auths: { [host]: { auth } } }));
  await pushBase(scene);
  await writeSource(scene);
  return scene;
}

/** A base image of 100 MB that does not compress, with a shell. */
async function pushBase({ workspace, environment }: Scene): Promise<void> {
  const root = join(workspace, 'base-root');
  await writeShell(root);
  await writeFile(join(root, 'system'), randomBytes(100_000_000));
  const folder = join(workspace, 'base');
  const { stdout } = await promisify(execFile)('find', [root, '-type', 'f', '-printf', '/%P\\n']);
  const entries = stdout
    .split('\n')
    .filter((path) => path !== '')
    .map((path) => ({ kind: 'file' as const, path, source: join(root, path), mode: 0o755 }));
  await composeImage({ folder, entries, config: { Env: ['PATH=/bin'] } });
  await promisify(execFile)(process.execPath, ['dist/build-push-ecr.js'], {
    env: {
      ...environment,
      INPUT_REPOSITORY: 'base',
      'INPUT_IMAGE-ARCHIVE': 'base',
      INPUT_TAGS: '1',
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: workspace,
    },
  });
}

/** Dependencies that a step of the build takes a while to make, and the application, which changes more often. */
async function writeSource({ workspace, host }: Scene): Promise<void> {
  const folder = join(workspace, 'backend');
  await mkdir(folder);
  await writeFile(join(folder, 'dependencies'), randomBytes(40_000_000));
  await writeFile(join(folder, 'server.js'), 'serve();\n');
  const install =
    'RUN ["/bin/sh", "-c", "i=0; while test $i -lt 300000; do i=$((i+1)); done; echo installed > /installed"]';
  await writeFile(
    join(folder, 'Dockerfile'),
    `FROM ${host}/base:1\nCOPY dependencies /app/\n${install}\nCOPY server.js /app/\nCMD ["/bin/sh"]\n`,
  );
}

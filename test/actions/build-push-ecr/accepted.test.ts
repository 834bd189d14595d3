import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { writeLogin } from '../../../src/container/build/step-folder.ts';
import { runProcess } from '../../../src/machine/process.ts';
import { writeArchive } from '../../support/images/archive.ts';
import { composeImage } from '../../support/images/compose-image.ts';
import type { Image } from '../../support/images/layout.ts';
import { describeWith } from '../../support/requires.ts';
import { accountId, defaultTag, region, type Stage, startStage, wholePolicy } from './stage.ts';

let stage: Stage;
let image: Image;

beforeEach(async () => {
  stage = await startStage();
  for (const repositoryName of ['clinic/backend', 'clinic/built'])
    await stage.cloud.ecr.createRepository(accountId, region, { repositoryName });
  image = await composeImage({
    folder: join(stage.workspace, 'image'),
    entries: [{ kind: 'text', path: '/app/server.js', text: 'serve()'.repeat(10_000) }],
    architecture: 'amd64',
  });
});
afterEach(() => stage.close());

async function program(name: string, ...args: readonly string[]): Promise<string> {
  const environment = { DOCKER_CONFIG: join(stage.workspace, 'login') };
  const command = { program: name, arguments: args, environment };
  const { exitCode, stdout, stderr } = await runProcess(command, new AbortController().signal);
  if (exitCode !== 0) throw new Error(`${name} ended with ${exitCode}: ${stderr}`);
  return stdout;
}

/** Reads all of an image as others do: skopeo checks every digest on the way, docker unpacks it. */
async function takeAll(reference: string): Promise<{ readonly Digest: string; readonly Architecture: string }> {
  const [host = ''] = reference.split('/');
  const login = join(stage.workspace, 'login');
  await mkdir(login);
  await writeLogin(login, { host, repository: '', username: 'AWS', password: stage.masked.at(-1) ?? '' });
  const options = ['--tls-verify=false', `--creds=AWS:${stage.masked.at(-1)}`];
  const told = await program('skopeo', 'inspect', ...options, `docker://${reference}`);
  const copy = ['copy', '--src-tls-verify=false', `--src-creds=AWS:${stage.masked.at(-1)}`];
  await program('skopeo', ...copy, `docker://${reference}`, `dir:${join(stage.workspace, 'taken')}`);
  await program('docker', 'pull', '--quiet', reference);
  execFileSync('docker', ['rmi', '--force', reference]);
  return JSON.parse(told) as { readonly Digest: string; readonly Architecture: string };
}

describeWith(['docker', 'skopeo'], 'skopeo and docker take what was pushed', () => {
  test('from an OCI layout', async () => {
    const { outputs } = await stage.run({ repository: 'clinic/backend', 'image-archive': 'image' });
    const taken = await takeAll(`${outputs['repository-uri']}:${defaultTag}`);
    expect(taken).toMatchObject({ Digest: image.manifest.digest, Architecture: 'amd64' });
  });

  test('from a compressed tar', async () => {
    await writeArchive(image, join(stage.workspace, 'image.tar'));
    execFileSync('gzip', ['image.tar'], { cwd: stage.workspace });
    const { outputs } = await stage.run({ repository: 'clinic/backend', 'image-archive': 'image.tar.gz' });
    expect(await takeAll(String(outputs['image']))).toMatchObject({ Digest: image.manifest.digest });
  });

  test('from another repository', async () => {
    stage.permit([await wholePolicy({ RepositoryName: 'clinic/built' })]);
    const built = await stage.run({ repository: 'clinic/built', 'image-archive': 'image' });
    stage.permit([await wholePolicy()]);
    const { outputs } = await stage.run({
      repository: 'clinic/backend',
      'source-image': String(built.outputs['image']),
    });
    expect(await takeAll(String(outputs['image']))).toMatchObject({ Digest: image.manifest.digest });
  });
});

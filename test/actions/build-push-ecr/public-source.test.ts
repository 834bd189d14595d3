import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { registry } from '../../../src/container/registry.ts';
import { runProcess } from '../../../src/machine/process.ts';
import type { Repository } from '../../cloud/ecr/state.ts';
import { composeImage } from '../../support/images/compose-image.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { startTokenRegistry, type TokenRegistry } from '../../support/token-registry.ts';
import { accountId, region, type Stage, startStage } from './stage.ts';

let stage: Stage;
let target: Repository;
let open: TokenRegistry | undefined;

beforeEach(async () => {
  stage = await startStage();
  process.env['DOCKER_CONFIG'] = join(stage.workspace, 'docker');
  target = await stage.cloud.ecr.createRepository(accountId, region, { repositoryName: 'clinic/backend' });
  await composeImage({
    folder: join(stage.workspace, 'image'),
    entries: [{ kind: 'text', path: '/app/server.js', text: 'serve()' }],
    architecture: 'amd64',
  });
});
afterEach(async () => {
  await open?.close();
  open = undefined;
  await stage.close();
});

/** The registry client, for which `name` is a name of `server`. */
function known(name: string, server: TokenRegistry): ReturnType<typeof registry> {
  const { reader, writer } = registry({ run: runProcess, clock: quickClock() });
  const local = (host: string) => (host === name ? server.host : host);
  return {
    writer,
    reader: {
      ...reader,
      repository: (access, signal) => reader.repository({ ...access, host: local(access.host) }, signal),
    },
  };
}

async function signedInto(host: string, login: string): Promise<void> {
  await mkdir(join(stage.workspace, 'docker'), { recursive: true });
  const auths = { [host]: { auth: btoa(login) }, 'other.test': { auth: btoa('other:never') } };
  await writeFile(join(stage.workspace, 'docker', 'config.json'), JSON.stringify({ auths }));
}

function copy(image: string, server: TokenRegistry, host = image.split('/')[0] ?? '') {
  return stage.run({ repository: 'clinic/backend', 'source-image': image }, { registry: known(host, server) });
}

test.each([
  ['ghcr.io/acme/clinic:v1', 'acme/clinic', 'ghcr.io'],
  ['alpine:3.22', 'library/alpine', 'docker.io'],
  ['docker.io/library/alpine:3.22', 'library/alpine', 'docker.io'],
  ['index.docker.io/acme/clinic:v1', 'acme/clinic', 'docker.io'],
  ['public.ecr.aws/nginx/nginx:1', 'nginx/nginx', 'public.ecr.aws'],
])('%s is copied with the token that anybody gets, and nobody sees the password of ECR', async (image, name, host) => {
  open = await startTokenRegistry(join(stage.workspace, 'image'), { repository: name });
  const { failure, outputs } = await copy(image, open, host);
  expect(failure).toBeUndefined();
  expect(target.images.get(String(outputs['digest']))).toBeDefined();
  const { registry: asked, realm, storage } = open.seen;
  expect(asked[0]).toBe('');
  expect(new Set(asked)).toEqual(new Set(['', 'Bearer token-1']));
  expect(new Set(realm)).toEqual(new Set(['']));
  expect(new Set(storage)).toEqual(new Set(['']));
});

test('a private image is copied with the login that `docker login` left, which only its registry sees', async () => {
  await signedInto('ghcr.io', 'ada:ghp_secret');
  open = await startTokenRegistry(join(stage.workspace, 'image'), {
    repository: 'acme/clinic',
    login: 'ada:ghp_secret',
  });
  const { failure } = await copy('ghcr.io/acme/clinic:v1', open);
  expect(failure).toBeUndefined();
  expect(new Set(open.seen.realm)).toEqual(new Set([`Basic ${btoa('ada:ghp_secret')}`]));
  expect([...open.seen.registry, ...open.seen.storage].filter((header) => header.startsWith('Basic'))).toEqual([]);
  expect(stage.masked).toContain('ghp_secret');
});

test('without that login, it is said what to do', async () => {
  open = await startTokenRegistry(join(stage.workspace, 'image'), {
    repository: 'acme/clinic',
    login: 'ada:ghp_secret',
  });
  await expect(copy('ghcr.io/acme/clinic:v1', open)).rejects.toThrow(
    /^Reading the image v1 of .*acme\/clinic failed\. .* answered 401\. .*sign in to .* before this step \(docker\/login-action\)/,
  );
  expect(target.images.size).toBe(0);
});

test('a token that expires midway is asked for again', async () => {
  const server = await startTokenRegistry(join(stage.workspace, 'image'), { repository: 'acme/clinic' });
  open = server;
  const { reader, writer } = known('ghcr.io', server);
  const expiring: ReturnType<typeof registry> = {
    writer,
    reader: {
      ...reader,
      repository(access, signal) {
        const repository = reader.repository(access, signal);
        const image = async (reference: string) => {
          const found = await repository.image(reference);
          server.expire();
          return found;
        };
        return { ...repository, image };
      },
    },
  };
  const inputs = { repository: 'clinic/backend', 'source-image': 'ghcr.io/acme/clinic:v1' };
  const { failure } = await stage.run(inputs, { registry: expiring });
  expect(failure).toBeUndefined();
  expect(server.seen.registry).toContain('Bearer token-1');
  expect(server.seen.registry.at(-1)).toMatch(/^Bearer token-[23]$/);
});

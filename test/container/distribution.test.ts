import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { registry as containerRegistry } from '../../src/container/registry.ts';
import { systemClock } from '../../src/machine/clock.ts';
import { runProcess } from '../../src/machine/process.ts';
import { type Stage, startStage } from '../actions/build-push-ecr/stage.ts';
import {
  type ControlPlane,
  type ControlPlaneOptions,
  startControlPlane,
} from '../support/distribution/control-plane.ts';
import {
  type RealRegistry,
  type RegistryOptions,
  registryLogin,
  startRegistry,
} from '../support/distribution/registry.ts';
import { composeImage } from '../support/images/compose-image.ts';
import { describeWith } from '../support/requires.ts';

/** The action, with the API of ECR in front of a real registry. */
interface Scene {
  readonly stage: Stage;
  readonly target: RealRegistry;
  readonly plane: ControlPlane;
  /** Lines of the log about blobs since the last call: `<present|mounted|uploaded>`, sorted. */
  ways(): readonly string[];
}

let opened: (() => Promise<void>)[] = [];
let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
  opened = [() => stage.close()];
});
afterEach(async () => {
  for (const close of opened.toReversed()) await close();
});

async function started(options: RegistryOptions): Promise<RealRegistry> {
  const registry = await startRegistry(options);
  opened.push(() => registry.stop());
  return registry;
}

async function sceneOf(options: RegistryOptions, planeOptions: ControlPlaneOptions = {}): Promise<Scene> {
  const target = await started(options);
  const plane = await startControlPlane(target, planeOptions);
  opened.push(() => plane.close());
  process.env.AWS_ENDPOINT_URL = plane.url;
  const ways = () =>
    stage.log
      .splice(0)
      .flatMap((line) => /^sha256:[0-9a-f]{64} (present|mounted|uploaded) \(/.exec(line)?.[1] ?? [])
      .toSorted();
  return { stage, target, plane, ways };
}

/** An image of two layers as an OCI layout in the workspace; the first is the same for all of an architecture. */
async function layout(name: string, architecture = 'amd64'): Promise<void> {
  const base = await composeImage({
    folder: join(stage.workspace, `${name}-base`),
    entries: [{ kind: 'text', path: '/base', text: noise }],
    architecture,
  });
  await composeImage({
    folder: join(stage.workspace, name),
    base,
    entries: [{ kind: 'text', path: '/app/server.js', text: `serve('${name}')` }],
    architecture,
  });
}

const noise = randomBytes(150_000).toString('hex');

const execute = promisify(execFile);

/** Not synchronously: the control plane answers in this process. */
async function skopeo(...given: readonly string[]): Promise<string> {
  return (await execute('skopeo', ['--insecure-policy', ...given], { cwd: stage.workspace })).stdout;
}

async function skopeoPush(name: string, { host }: RealRegistry): Promise<void> {
  const options = ['--dest-tls-verify=false', `--dest-creds=${credentials}`];
  await skopeo('copy', ...options, `oci:${name}`, `docker://${host}/clinic/built:${name}`);
}

async function digestOf(registry: RealRegistry, tag: string): Promise<string | null> {
  const headers = { accept: 'application/vnd.oci.image.manifest.v1+json' };
  const { headers: told } = await registry.fetch(`clinic/backend/manifests/${tag}`, { method: 'HEAD', headers });
  return told.get('docker-content-digest');
}

/** What the manifest of an image in a source refers to. */
async function partsOf(registry: RealRegistry, tag: string): Promise<readonly string[]> {
  const headers = { accept: 'application/vnd.oci.image.manifest.v1+json' };
  const manifest = await (await registry.fetch(`clinic/built/manifests/${tag}`, { headers })).text();
  return [...new Set(manifest.match(/(?<=sha256:)[0-9a-f]{64}/g))].toSorted();
}

const sizeOf = (path: string) => statSync(path).size;

const credentials = `${registryLogin.username}:${registryLogin.password}`;

/** The files of an image as skopeo, which proves every digest, pulls it: names are digests. */
async function pulled(image: string): Promise<readonly string[]> {
  await skopeo(
    'copy',
    '--all',
    '--src-tls-verify=false',
    `--src-creds=${credentials}`,
    `docker://${image}`,
    'dir:pulled',
  );
  const files = await readdir(join(stage.workspace, 'pulled'));
  return files.filter((file) => /^[0-9a-f]{64}$/.test(file)).toSorted();
}

async function blobsOf(name: string): Promise<readonly string[]> {
  const index = JSON.parse(await readFile(join(stage.workspace, name, 'index.json'), 'utf8'));
  const all = await readdir(join(stage.workspace, name, 'blobs/sha256'));
  const manifests = index.manifests.map(({ digest }: { readonly digest: string }) => digest.slice('sha256:'.length));
  return all.filter((blob) => !manifests.includes(blob)).toSorted();
}

for (const [need, program] of [
  ['distribution', 'registry'],
  ['docker-registry', 'docker-registry'],
] as const)
  describeWith([need, 'skopeo'], `a real registry, ${program}`, () => {
    test.each([false, true])('takes an archive, and has it the next time; relative URLs: %s', async (relativeUrls) => {
      const { target, plane, ways } = await sceneOf({ program, relativeUrls });
      await layout('image');
      const inputs = { repository: 'clinic/backend', 'image-archive': 'image', tags: 'v1\nv2' };
      const { failure, outputs } = await stage.run(inputs);
      expect(failure).toBeUndefined();
      expect(ways()).toEqual(['uploaded', 'uploaded', 'uploaded']);
      expect(await pulled(`${target.host}/clinic/backend:v2`)).toEqual(await blobsOf('image'));
      expect(await digestOf(target, 'v1')).toBe(outputs['digest']);
      plane.calls.length = 0;
      expect((await stage.run(inputs)).report.status).toBe('unchanged');
      expect(plane.calls.toSorted()).not.toContain('PutImage');
    }, 60_000);

    test('takes an index of two platforms, each manifest after its blobs', async () => {
      const { target } = await sceneOf({ program });
      for (const architecture of ['amd64', 'arm64']) {
        await layout(architecture, architecture);
        await skopeo('copy', `--override-arch=${architecture}`, `oci:${architecture}`, `oci:both:${architecture}`);
      }
      const index = join(stage.workspace, 'both/index.json');
      const { manifests } = JSON.parse(await readFile(index, 'utf8'));
      const described = manifests.map((each: object, at: number) => ({
        ...{ ...each, annotations: undefined },
        platform: { os: 'linux', architecture: ['amd64', 'arm64'][at] },
      }));
      await writeFile(index, JSON.stringify({ schemaVersion: 2, manifests: described }));
      const inputs = { repository: 'clinic/backend', 'image-archive': 'both', platforms: 'linux/amd64\nlinux/arm64' };
      const { failure, outputs } = await stage.run({ ...inputs, tags: 'v1' });
      expect(failure).toBeUndefined();
      expect(await pulled(`${target.host}/clinic/backend@${outputs['digest']}`)).toEqual(await blobsOf('both'));
    }, 60_000);

    test('is promoted from another one what skopeo pushed there, and of the next release what is new', async () => {
      const source = await started({ program });
      const { target, ways } = await sceneOf({ program });
      const promote = async (name: string) => {
        await layout(name);
        await skopeoPush(name, source);
        const from = `${source.host}/clinic/built:${name}`;
        const inputs = { repository: 'clinic/backend', 'source-image': from, tags: name };
        const { failure } = await stage.run(inputs);
        expect(failure).toBeUndefined();
        const seen = ways();
        expect(await pulled(`${target.host}/clinic/backend:${name}`)).toEqual(await partsOf(source, name));
        expect((await stage.run(inputs)).report.status).toBe('unchanged');
        return seen;
      };
      expect(await promote('first')).toEqual(['uploaded', 'uploaded', 'uploaded']);
      expect(await promote('second')).toEqual(['present', 'uploaded', 'uploaded']);
    }, 120_000);

    test('mounts blobs of another repository of its own, and no bytes move', async () => {
      const { target, ways } = await sceneOf({ program });
      await layout('image');
      await stage.run({ repository: 'clinic/built', 'image-archive': 'image', tags: 'v1' });
      ways();
      const inputs = { repository: 'clinic/backend', 'source-image': `${target.host}/clinic/built:v1`, tags: 'v1' };
      const { failure } = await stage.run(inputs);
      expect(failure).toBeUndefined();
      expect(ways()).toEqual(['mounted', 'mounted', 'mounted']);
      expect(await pulled(`${target.host}/clinic/backend:v1`)).toEqual(await blobsOf('image'));
    }, 60_000);

    test('refuses content that is not what its digest says: no tag is set', async () => {
      const source = await started({ program });
      const { target } = await sceneOf({ program });
      await layout('image');
      await skopeoPush('image', source);
      const blobs = join(source.storage, 'docker/registry/v2/blobs/sha256');
      const stored = (await readdir(blobs, { recursive: true })).filter((path) => path.endsWith('data'));
      const largest = stored.toSorted((one, other) => sizeOf(join(blobs, other)) - sizeOf(join(blobs, one)))[0] ?? '';
      const content = await readFile(join(blobs, largest));
      content.write('other', 100_000);
      await writeFile(join(blobs, largest), content);
      const inputs = { repository: 'clinic/backend', 'source-image': `${source.host}/clinic/built:image`, tags: 'v1' };
      const { failure } = await stage.run(inputs);
      expect(failure?.message).toContain(`sha256:${dirname(largest).split('/').at(-1)}`);
      expect(failure?.message).toMatch(/digest/i);
      expect((await target.fetch('clinic/backend/manifests/v1')).status).toBe(404);
    }, 60_000);

    test('is under maintenance: the error says that it takes nothing', async () => {
      await sceneOf({ program, readOnly: true });
      await layout('image');
      const { failure } = await stage.run({ repository: 'clinic/backend', 'image-archive': 'image', tags: 'v1' });
      expect(failure?.message).toMatch(/^Beginning the upload of sha256:[0-9a-f]{64} to clinic\/backend failed/);
      expect(failure?.message).toContain('405');
    }, 60_000);

    test('knows nobody by that password', async () => {
      const source = await started({ program });
      await sceneOf({ program });
      const reader = containerRegistry({ run: runProcess, clock: systemClock() }).reader;
      const [host, repository] = [source.host, 'clinic/built'];
      const wrong = { host, repository, username: 'AWS', password: 'another' };
      const signal = AbortSignal.timeout(30_000);
      await expect(reader.repository(wrong, signal).image('v1')).rejects.toThrow(/401/);
      const asked = { host, repository, credentials: registryLogin };
      expect(await reader.repository(asked, signal).image('v1')).toBeUndefined();
      await expect(reader.repository({ ...asked, credentials: undefined }, signal).image('v1')).rejects.toThrow(/401/);
    }, 60_000);

    test('has a power cut when the uploads begin, and the push survives', async () => {
      let outage: Promise<void> | undefined;
      const { target, ways } = await sceneOf(
        { program },
        {
          async beforeAnswer(call) {
            if (call !== 'BatchCheckLayerAvailability' || outage) return;
            await target.kill();
            outage = new Promise((resolve) => setTimeout(resolve, 1_500)).then(() => target.start());
          },
        },
      );
      await layout('image');
      const registry = containerRegistry({ run: runProcess, clock: systemClock() });
      const { failure } = await stage.run({ repository: 'clinic/backend', 'image-archive': 'image' }, { registry });
      await outage;
      expect(failure).toBeUndefined();
      expect(outage).toBeDefined();
      expect(ways()).toEqual(['uploaded', 'uploaded', 'uploaded']);
      expect(await pulled(`${target.host}/clinic/backend:sha-0123456789ab`)).toEqual(await blobsOf('image'));
    }, 60_000);

    test('keeps an immutable tag where it is', async () => {
      const { target } = await sceneOf({ program }, { mutability: 'IMMUTABLE' });
      for (const name of ['first', 'second']) await layout(name);
      const inputs = { repository: 'clinic/backend', tags: 'v1' };
      const { outputs } = await stage.run({ ...inputs, 'image-archive': 'first' });
      expect((await stage.run({ ...inputs, 'image-archive': 'first' })).report.status).toBe('unchanged');
      await expect(stage.run({ ...inputs, 'image-archive': 'second' })).rejects.toThrow(
        /The tag v1 of clinic\/backend/,
      );
      expect(await digestOf(target, 'v1')).toBe(outputs['digest']);
    }, 60_000);
  });

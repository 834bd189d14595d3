import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { cacheLifecyclePolicy } from '../../../src/actions/build-push-ecr/repository/lifecycle-policy.ts';
import { type RunProcess, runProcess } from '../../../src/machine/process.ts';
import type { Repository } from '../../cloud/ecr/state.ts';
import { type BuildKit, startBuildKit } from '../../support/buildkit.ts';
import { startCacheService } from '../../support/cache-service.ts';
import { createEngineStorage, type EngineStorage } from '../../support/engine-storage.ts';
import { sbomScanner, writeSbomScanner } from '../../support/images/sbom-scanner.ts';
import { writeShell } from '../../support/images/shell.ts';
import { describeWith } from '../../support/requires.ts';
import { cancelledStep, endlessDockerfile, postOf, runningWith, until } from './cancelled-step.ts';
import { accountId, commit, defaultTag, region, type Stage, startStage, wholePolicy } from './stage.ts';

let stage: Stage;
let repository: Repository;

beforeEach(async () => {
  stage = await startStage();
  repository = await stage.cloud.ecr.createRepository(accountId, region, {
    repositoryName: 'clinic/backend',
    imageTagMutability: 'IMMUTABLE',
  });
  // Containers need no cgroups and no network of their own here.
  process.env['BUILDAH_ISOLATION'] = 'chroot';
  await writeShell(join(stage.workspace, 'backend/root'));
  await stage.write({ 'backend/Dockerfile': dockerfile('echo built') });
});
afterEach(() => stage.close());

function dockerfile(command: string): string {
  return `FROM scratch AS base\nCOPY root /\nARG GREETING\nRUN ["/bin/sh", "-c", "${command}"]\nHEALTHCHECK CMD ["/bin/sh", "-c", "exit 0"]\n`;
}

/** Runs programs and notes them. */
function noted() {
  const programs: string[] = [];
  const run: RunProcess = (command, signal) => {
    programs.push([command.program, ...command.arguments].join(' '));
    return runProcess(command, signal);
  };
  return { run, builds: () => programs.filter((line) => / build /.test(line)) };
}

interface Subject {
  readonly builder: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** What is in its storage beside images: working containers. */
  readonly containers: () => readonly string[];
  /** The names of the images in its storage. */
  readonly names: () => readonly string[];
}

const buildah: Subject = {
  builder: 'buildah',
  inputs: { repository: 'clinic/backend', context: 'backend', builder: 'buildah' },
  containers: () => lines('buildah', 'containers', '--quiet'),
  names: () => namesIn('buildah'),
};
const podman: Subject = {
  builder: 'podman',
  inputs: { ...buildah.inputs, builder: 'podman' },
  containers: () => lines('podman', 'ps', '--all', '--external', '--quiet'),
  names: () => namesIn('podman'),
};
const buildx: Subject = {
  builder: 'buildx',
  inputs: { repository: 'clinic/backend', context: 'backend', 'buildx-builder': 'far' },
  containers: () => [],
  names: () => [],
};

function lines(program: string, ...args: readonly string[]): readonly string[] {
  return execFileSync(program, args, { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '');
}

function namesIn(program: string): readonly string[] {
  return lines(program, 'images', '--format', '{{.Name}}:{{.Tag}}').filter((name) => !name.includes('<none>'));
}

/** The configuration of an image, as it is stored. */
async function configOf(digest: string): Promise<string> {
  const manifest = JSON.parse(repository.images.get(digest)?.manifest ?? '{}') as {
    readonly config: { readonly digest: string };
  };
  const { blobs } = await stage.cloud.ecr.registry(accountId, region);
  return text(blobs.read(manifest.config.digest));
}

describeWith('buildah', 'buildah', () => {
  keepsToItself();
  behaves(buildah);
  doesAllOf(buildah);
});
// Podman builds with buildah's code.
describeWith('podman', 'podman', () => {
  keepsToItself();
  behaves(podman);
});
describeWith(['buildkit'], 'a remote BuildKit, by its name in buildx,', () => {
  let buildKit: BuildKit;
  beforeAll(async () => {
    buildKit = await startBuildKit();
  });
  afterAll(() => buildKit.close());
  beforeEach(() => {
    process.env['DOCKER_CONFIG'] = buildKit.dockerConfig;
  });
  behaves(buildx);
  doesAllOf(buildx);

  test("keeps its steps in GitHub's cache, and finds them there", async () => {
    const service = await startCacheService();
    try {
      Object.assign(process.env, service.environment);
      buildKit.forget();
      const first = await stage.run({ ...buildx.inputs, cache: 'gha' });
      expect(first.failure).toBeUndefined();
      expect(service.keys()).toContainEqual(expect.stringMatching(/^index-clinic\/backend-/));
      expect(service.keys()).toContainEqual(expect.stringMatching(/^buildkit-blob-/));
      buildKit.forget();
      const again = await stage.run({ ...buildx.inputs, cache: 'gha', 'skip-unchanged': 'false', tags: 'again' });
      expect(again.failure).toBeUndefined();
      // The step said so when it ran, which it did once.
      expect(stage.log.filter((line) => /^#\d+ [\d.]+ built$/.test(line))).toHaveLength(1);
    } finally {
      await service.close();
    }
  }, 60_000);

  test('makes a single image, and no index, unless asked for attestations', async () => {
    const { outputs } = await stage.run(buildx.inputs);
    const manifest = JSON.parse(repository.images.get(String(outputs['digest']))?.manifest ?? '{}') as object;
    expect(manifest).toMatchObject({ config: {}, layers: [{}, {}] });
    expect(manifest).not.toHaveProperty('manifests');
  });

  test('attests how it was built: then the image is an index', async () => {
    const { outputs, failure } = await stage.run({ ...buildx.inputs, provenance: 'true' });
    expect(failure).toBeUndefined();
    const index = JSON.parse(repository.images.get(String(outputs['digest']))?.manifest ?? '{}') as object;
    expect(index).toMatchObject({ manifests: [{ platform: { os: 'linux' } }, { platform: { os: 'unknown' } }] });
    expect(await attestationsOf(String(outputs['digest']))).toEqual(['https://slsa.dev/provenance/v0.2']);
  });
});

describeWith('buildkit', 'a remote BuildKit that asks a stand-in for Docker Hub for its scanner', () => {
  test('attests what the image holds: then the image is an index', async () => {
    await writeSbomScanner(join(stage.workspace, 'scanner'));
    const { repository: repositoryName, tag: tags } = sbomScanner;
    await stage.cloud.ecr.createRepository(accountId, region, { repositoryName });
    stage.permit([await wholePolicy(), await wholePolicy({ RepositoryName: repositoryName })]);
    await stage.run({ repository: repositoryName, 'image-archive': 'scanner/layout', tags });
    const { host } = await stage.cloud.ecr.registry(accountId, region);
    const buildKit = await startBuildKit(host);
    try {
      process.env['DOCKER_CONFIG'] = buildKit.dockerConfig;
      const { outputs, failure } = await stage.run({ ...buildx.inputs, sbom: 'true' });
      expect(failure).toBeUndefined();
      expect(await attestationsOf(String(outputs['digest']))).toEqual(['https://spdx.dev/Document']);
    } finally {
      await buildKit.close();
    }
  }, 60_000);
});

/** The kinds of statement in the attestations of an index. */
async function attestationsOf(digest: string): Promise<readonly string[]> {
  const read = (one: string) => JSON.parse(repository.images.get(one)?.manifest ?? '{}') as Attested;
  const attestation = read(digest).manifests?.find(({ platform }) => platform?.os === 'unknown');
  const { layers = [] } = read(attestation?.digest ?? '');
  return layers.map(({ annotations = {} }) => annotations['in-toto.io/predicate-type'] ?? '');
}

interface Attested {
  readonly manifests?: readonly { readonly digest: string; readonly platform?: { readonly os: string } }[];
  readonly layers?: readonly { readonly annotations?: Readonly<Record<string, string>> }[];
}

/** Each test has an engine's storage of its own. */
function keepsToItself(): void {
  let storage: EngineStorage;
  beforeEach(() => {
    storage = createEngineStorage();
    Object.assign(process.env, storage.environment);
  });
  afterEach(() => storage.remove());
}

function behaves({ builder, inputs, containers, names }: Subject): void {
  test('pushes one image, tags it, and builds the same source once', async () => {
    const { run, builds } = noted();
    const { outputs, failure, report } = await stage.run(inputs, { processes: run });
    expect(failure).toBeUndefined();
    expect(repository.tags.get(defaultTag)).toBe(outputs['digest']);
    expect(repository.tags.get(`src-${outputs['source-key']}`)).toBe(outputs['digest']);
    expect(report.facts.map(([name]) => name)).toEqual([
      ...['Image', 'Tags', 'Size', 'Layers', 'Build steps reused', 'Source key'],
    ]);
    expect(builds()).toHaveLength(1);
    expect(readdirSync(stage.workspace).filter((name) => !name.includes('-outputs-'))).toEqual(['backend']);
    const config = JSON.parse(await configOf(String(outputs['digest'])));
    expect(config).toMatchObject({
      config: { Healthcheck: {}, Labels: { 'org.opencontainers.image.revision': commit } },
    });

    const again = await stage.run(inputs, { processes: run });
    expect(again.outputs).toMatchObject({ changed: false, skipped: true, digest: outputs['digest'] });
    expect(builds()).toHaveLength(1);
    expect(names()).toEqual([]);
  }, 60_000);

  test('stops when the step is cancelled, and leaves no process, container, login or tag', async () => {
    const marker = `begun-${process.pid}-${basename(stage.workspace)}`;
    await stage.write({ 'backend/Dockerfile': endlessDockerfile(marker) });
    const before = containers();
    const { code, output } = await cancelledStep(stage, inputs, marker);
    expect(code).toBe(1);
    expect(output).toContain('::error::The job was cancelled.');
    expect(containers()).toEqual(before);
    // A remote BuildKit ends what it runs when its client has gone: a moment later.
    await until(() => runningWith(marker).length === 0);
    expect(runningWith(marker)).toEqual([]);
    expect(readdirSync(stage.workspace).filter((name) => !name.includes('-outputs-'))).toEqual(['backend']);
    expect(repository.tags.size).toBe(0);
  }, 60_000);

  test('stops when the step is killed; its post phase leaves no process, container or login', async () => {
    const marker = `begun-${process.pid}-${basename(stage.workspace)}`;
    await stage.write({ 'backend/Dockerfile': endlessDockerfile(marker) });
    const before = containers();
    const { code } = await cancelledStep(stage, inputs, marker, 'SIGKILL');
    expect(code).toBeNull();
    await postOf(stage);
    await until(() => runningWith(marker).length === 0);
    expect(runningWith(marker)).toEqual([]);
    expect(containers()).toEqual(before);
    expect(readdirSync(stage.workspace).filter((name) => !name.includes('-outputs-'))).toEqual(['backend']);
  }, 120_000);

  test(`says why a build with ${builder} failed`, async () => {
    const before = containers();
    await stage.write({ 'backend/Dockerfile': dockerfile('echo no; exit 7') });
    const { failure } = await stage.run(inputs);
    expect(failure?.message).toMatch(/^Building .*backend\/Dockerfile failed\. .*(exit|status).* 7/);
    expect(containers()).toEqual(before);
    expect(repository.tags.size).toBe(0);
  }, 60_000);
}

function doesAllOf({ inputs }: Subject): void {
  test('gives the build its arguments and secrets, of which no command line and no layer has one', async () => {
    const check = 'read t < /run/secrets/token; test ${#t} = 9 && test $GREETING = hello';
    const run = `RUN --mount=type=secret,id=token ["/bin/sh", "-c", "${check}"]`;
    await stage.write({ 'backend/Dockerfile': `FROM scratch\nCOPY root /\nARG GREETING\n${run}\n` });
    process.env['TEST_TOKEN'] = 'hush-hush';
    const programs: string[] = [];
    const { failure, outputs } = await stage.run(
      { ...inputs, 'build-args': 'GREETING=hello', 'build-secrets': 'token=TEST_TOKEN' },
      {
        processes: (command, signal) => {
          programs.push(command.arguments.join(' '));
          return runProcess(command, signal);
        },
      },
    );
    delete process.env['TEST_TOKEN'];
    expect(failure).toBeUndefined();
    expect(programs.join()).not.toContain('hush-hush');
    expect(await configOf(String(outputs['digest']))).not.toContain('hush-hush');
  }, 60_000);

  test('takes a named folder into the build, and builds again when it changes', async () => {
    await stage.write({ 'backend/Dockerfile': 'FROM scratch\nCOPY --from=shared lib.js /\n', 'shared/lib.js': 'one' });
    const contexts = { 'build-contexts': 'shared=shared' };
    const first = await stage.run({ ...inputs, ...contexts });
    expect(first.failure).toBeUndefined();
    const again = await stage.run({ ...inputs, ...contexts });
    expect(again.outputs).toMatchObject({ changed: false, skipped: true });
    await stage.write({ 'shared/lib.js': 'two' });
    const changed = await stage.run({ ...inputs, ...contexts, tags: 'v2' });
    expect(changed.failure).toBeUndefined();
    expect(changed.outputs['digest']).not.toBe(first.outputs['digest']);
  }, 60_000);

  test('pushes again what fails for a passing reason, and builds once', async () => {
    const { faults } = stage.cloud;
    faults.add({ service: 'ecr-registry', operation: 'PutManifest', fault: { kind: 'throttle' } });
    faults.add({ service: 'ecr-registry', operation: 'CompleteUpload', fault: { kind: 'reset' } });
    faults.add({
      service: 'ecr-registry',
      operation: 'StartUpload',
      fault: { kind: 'error', code: 'ServerException', status: 500 },
    });
    const { run, builds } = noted();
    const { failure, outputs } = await stage.run(inputs, { processes: run });
    expect(failure).toBeUndefined();
    expect(repository.tags.get(defaultTag)).toBe(outputs['digest']);
    expect(builds()).toHaveLength(1);
  }, 60_000);

  test('builds an index of several platforms', async () => {
    await stage.write({ 'backend/Dockerfile': 'FROM scratch\nCOPY root /\n' });
    const { failure, outputs } = await stage.run({ ...inputs, platforms: 'linux/amd64\nlinux/arm64' });
    expect(failure).toBeUndefined();
    const index = JSON.parse(repository.images.get(String(outputs['digest']))?.manifest ?? '{}') as {
      readonly manifests: readonly { readonly platform: { readonly architecture: string } }[];
    };
    expect(index.manifests.map(({ platform }) => platform.architecture).toSorted()).toEqual(['amd64', 'arm64']);
  }, 60_000);

  test('keeps its steps in a repository that it creates for them, and finds them there', async () => {
    stage.permit([await wholePolicy({ CacheRepositoryName: 'clinic/backend-cache' })]);
    const { failure, outputs } = await stage.run({ ...inputs, cache: 'registry', 'create-repository': 'true' });
    expect(failure).toBeUndefined();
    expect(outputs['plan']).toContain('"kind":"create-repository","resource":"clinic/backend-cache"');
    const { repositories } = await stage.cloud.ecr.registry(accountId, region);
    const cache = repositories.get('clinic/backend-cache');
    expect(cache).toMatchObject({ mutability: 'MUTABLE', lifecyclePolicy: cacheLifecyclePolicy });
    expect(cache?.images.size).toBeGreaterThan(0);
    expect(repository.images.size).toBe(1);
    const again = await stage.run({ ...inputs, cache: 'registry', 'skip-unchanged': 'false', tags: 'again' });
    expect(again.failure).toBeUndefined();
    expect(stage.log.join('\n')).toMatch(/importing cache manifest|Cache pulled from remote|Using cache/);
  }, 60_000);
}

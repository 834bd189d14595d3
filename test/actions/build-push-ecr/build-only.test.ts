import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type BuildKit, startBuildKit } from '../../support/buildkit.ts';
import { createEngineStorage, type EngineStorage } from '../../support/engine-storage.ts';
import { writeShell } from '../../support/images/shell.ts';
import { describeWith } from '../../support/requires.ts';

/** A pull request from a fork: no credentials, no region, and a config file that is about the real environments. */
const config = `
environments:
  prod:
    account-id: "222222222222"
    region: eu-central-1
    stack: clinic-prod
    build-push-ecr:
      repository: "\${stack:BackendRepository}"
      cache-repository: "\${stack:CacheRepository}"
      cache: registry
      scan: wait
      context: backend
      create-repository: true
`;
const builds = 'FROM scratch\nCOPY root /\nRUN ["/bin/sh", "-c", "echo built"]\n';
let workspace: string;
let storage: EngineStorage;

beforeEach(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'build-only-'));
  storage = createEngineStorage();
  await writeShell(join(workspace, 'backend/root'));
  write('webapp.yml', config);
  write('backend/Dockerfile', builds);
});
afterEach(() => {
  storage.remove();
  rmSync(workspace, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  writeFileSync(join(workspace, path), text);
}

/** Runs the action as a step; nothing would answer a request to AWS. */
function step(inputs: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>> = {}) {
  const home = mkdtempSync(join(tmpdir(), 'build-only-home-'));
  const files = ['OUTPUT', 'STATE', 'STEP_SUMMARY'].map((name) => [`GITHUB_${name}`, join(home, name)] as const);
  for (const [, path] of files) writeFileSync(path, '');
  mkdirSync(join(home, 'temporary'));
  const given = Object.entries({ environment: 'prod', push: 'false', ...inputs });
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--eval', "import('./src/main.ts').then(({ main }) => main('build-push-ecr'))"],
    {
      encoding: 'utf8',
      env: {
        // Debian's docker there brings BuildKit without a plugin.
        PATH: `/usr/bin:${process.env['PATH']}`,
        HOME: home,
        AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
        AWS_EC2_METADATA_DISABLED: 'true',
        BUILDAH_ISOLATION: 'chroot',
        ...storage.environment,
        GITHUB_SHA: '0'.repeat(40),
        GITHUB_WORKSPACE: workspace,
        RUNNER_TEMP: join(home, 'temporary'),
        ...Object.fromEntries(files),
        ...Object.fromEntries(given.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
        ...environment,
      },
    },
  );
  const [outputs = '', , summary = ''] = files.map(([, path]) => readFileSync(path, 'utf8'));
  // Beside the outputs, whole, for later steps.
  const left = readdirSync(join(home, 'temporary')).filter((name) => !name.includes('-outputs-'));
  rmSync(home, { recursive: true, force: true });
  return { status, stdout, outputs, summary, left };
}

function behaves(inputs: Readonly<Record<string, string>>, environment: () => Readonly<Record<string, string>>): void {
  test('builds without credentials, whatever the environment in the config file is', () => {
    const { status, stdout, outputs, summary, left } = step(inputs, environment());
    expect(stdout).not.toContain('::error::');
    expect(status).toBe(0);
    expect(stdout).toContain('the cache in ECR is not used');
    expect(summary).toContain('nothing was pushed');
    expect(outputs).toMatch(/changed<<.*\nfalse\n/);
    expect(outputs).toMatch(/source-key<<.*\n[0-9a-f]{40}\n/);
    expect(outputs).not.toMatch(/^(image|digest|tags)<</m);
    expect(left).toEqual([]);
  }, 60_000);

  test('is red when the source does not build', () => {
    write('backend/Dockerfile', builds.replace('echo built', 'exit 7'));
    const { status, stdout } = step(inputs, environment());
    expect(status).toBe(1);
    expect(stdout).toMatch(/::error::Building .*backend\/Dockerfile failed\./);
  }, 60_000);
}

describeWith('docker', 'push: false with docker', () => {
  behaves({ builder: 'docker' }, () => ({}));

  test('gives the image no name', () => {
    const names = () => execFileSync('docker', ['images', '--format', '{{.Repository}}'], { encoding: 'utf8' });
    step({ builder: 'docker', repository: 'clinic/only-built' });
    expect(names()).not.toContain('only-built');
  }, 60_000);
});

describeWith('buildah', 'push: false with buildah', () => {
  behaves({ builder: 'buildah' }, () => ({}));

  test('leaves no list of several platforms', () => {
    write('backend/Dockerfile', 'FROM scratch\nCOPY root /\n');
    const { status } = step({ builder: 'buildah', platforms: 'linux/amd64\nlinux/arm64' });
    expect(status).toBe(0);
    const env = { ...process.env, ...storage.environment };
    expect(execFileSync('buildah', ['images', '--all'], { encoding: 'utf8', env })).not.toContain(
      'localhost/platforms',
    );
  }, 60_000);
});

describeWith('buildkit', 'push: false with a remote BuildKit', () => {
  let buildKit: BuildKit;
  beforeAll(async () => {
    buildKit = await startBuildKit();
  });
  afterAll(() => buildKit.close());
  behaves({ 'buildx-builder': 'far' }, () => ({ DOCKER_CONFIG: buildKit.dockerConfig }));
});

describe('push: false', () => {
  test('is no word for an image that is built already', () => {
    const { status, stdout } = step({ 'source-image': `127.0.0.1:1/clinic@sha256:${'0'.repeat(64)}` });
    expect(status).toBe(1);
    expect(stdout).toContain('With push: false there is nothing to do for source-image.');
  });

  test('needs what a reference stands for where the build needs it', () => {
    write('webapp.yml', config.replace('context: backend', 'context: "${stack:Folder}"'));
    const { status, stdout } = step({});
    expect(status).toBe(1);
    expect(stdout).toMatch(/::error::.*no AWS credentials/);
  });

  test('is asked for by false only: else the repository is needed', () => {
    const { status, stdout } = step(
      { push: 'true', config: 'other.yml', environment: '' },
      { AWS_REGION: 'eu-central-1' },
    );
    expect(status).toBe(1);
    expect(stdout).toContain('There is no config file other.yml.');
    write('other.yml', 'environments: { prod: {} }\n');
    expect(step({ push: 'true', config: 'other.yml' }).stdout).toContain(
      '::error::One input is not usable for build-push-ecr:%0A  - repository: is required',
    );
  });
});

import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { writeLogin } from '../../../src/container/build/step-folder.ts';
import { type RunProcess, runProcess } from '../../../src/machine/process.ts';
import type { Repository } from '../../cloud/ecr/state.ts';
import { type BaseRegistry, startBaseRegistry } from '../../support/base-registry.ts';
import { writeShell } from '../../support/images/shell.ts';
import { describeWith } from '../../support/requires.ts';
import { cancelledStep, endlessDockerfile, postOf, runningWith, until } from './cancelled-step.ts';
import { accountId, commit, defaultTag, region, type Stage, startStage } from './stage.ts';

let stage: Stage;
let repository: Repository;

beforeEach(async () => {
  stage = await startStage();
  repository = await stage.cloud.ecr.createRepository(accountId, region, {
    repositoryName: 'clinic/backend',
    imageTagMutability: 'IMMUTABLE',
  });
  await stage.write({
    'backend/Dockerfile': 'FROM scratch\nARG GREETING\nCOPY . /app\n',
    'backend/server.js': 'serve()',
    'backend/.dockerignore': 'notes.md\n',
    'backend/notes.md': 'not in the image',
  });
});
afterEach(() => stage.close());

const inputs = { repository: 'clinic/backend', context: 'backend' };
const otherCommit = 'f'.repeat(40);

/** Runs programs and notes them; /usr/bin comes first, where Debian's docker brings BuildKit without a plugin. */
function noted(): { readonly run: RunProcess; readonly programs: () => readonly string[] } {
  const programs: string[] = [];
  return {
    programs: () => programs.filter((line) => !/version|buildx inspect/.test(line)),
    run: (command, signal) => {
      programs.push([command.program, ...command.arguments].join(' '));
      const environment = { ...command.environment, PATH: `/usr/bin:${process.env['PATH']}` };
      return runProcess({ ...command, environment }, signal);
    },
  };
}

function docker(...args: readonly string[]): string {
  return execFileSync('docker', args, { encoding: 'utf8' });
}

/** Lets something listen at a socket, as an SSH agent does. */
async function withAgent(path: string, body: (socket: string) => Promise<void>): Promise<void> {
  const agent = createServer((connection) => connection.destroy());
  await new Promise<void>((resolve) => agent.listen(path, resolve));
  try {
    await body(path);
  } finally {
    agent.close();
  }
}

/** The names that our images have in the engine. */
function namesInEngine(): readonly string[] {
  const names = docker('images', '--format', '{{.Repository}}:{{.Tag}}').split('\n');
  return names.filter((name) => name.startsWith(`${repository.uri}:`));
}

/** Pulls an image with the login of the last run, and reads its labels. */
async function labelsOfPulled(image: string): Promise<Readonly<Record<string, string>>> {
  const [host = ''] = image.split('/');
  const folder = join(stage.workspace, 'pull');
  await mkdir(folder);
  await writeLogin(folder, { host, repository: '', username: 'AWS', password: stage.masked[0] ?? '' });
  const environment = { DOCKER_CONFIG: folder };
  const signal = new AbortController().signal;
  const pull = { program: 'docker', arguments: ['pull', '--quiet', image], environment };
  expect(await runProcess(pull, signal)).toMatchObject({ exitCode: 0 });
  return JSON.parse(docker('inspect', '--format', '{{json .Config.Labels}}', image)) as Record<string, string>;
}

describeWith('docker', 'building with docker', () => {
  afterEach(() => {
    const names = docker('images', '--format', '{{.Repository}}:{{.Tag}}').split('\n');
    const ours = names.filter((name) => name.startsWith(`${repository.uri}:`) && !name.endsWith(':<none>'));
    if (ours.length > 0) docker('rmi', '--force', ...ours);
  });

  test('pushes one image with its labels, tags it, and leaves no login behind', async () => {
    const { outputs, failure, report, artifacts } = await stage.run({ ...inputs, labels: 'team=clinic' });
    expect(failure).toBeUndefined();
    const digest = repository.tags.get(defaultTag);
    expect(outputs).toMatchObject({
      image: `${repository.uri}@${digest}`,
      digest,
      tags: [defaultTag],
      skipped: false,
      changed: true,
    });
    expect(repository.tags.get(`src-${outputs['source-key']}`)).toBe(digest);
    expect(artifacts).toEqual([`oci://${repository.uri}@${digest}`]);
    expect(report.sections.map((section) => section.kind === 'table' && section.title)).toEqual(['Layers', 'Time']);
    expect(readdirSync(stage.workspace)).toEqual(['backend']);
    expect(stage.state.get('step-folder')).toContain('image-build-');

    expect(await labelsOfPulled(`${repository.uri}@${digest}`)).toMatchObject({
      team: 'clinic',
      'org.opencontainers.image.revision': commit,
      'org.opencontainers.image.source': 'https://github.com/acme/clinic',
      'io.github.aws-webapp-actions.source-key': outputs['source-key'],
    });
  });

  test('builds a source once: the same again is a no-op, a new commit only adds its tag', async () => {
    const first = await stage.run(inputs);
    stage.cloud.requests.clear();
    const { run, programs } = noted();
    const again = await stage.run(inputs, { processes: run });
    expect(again.report.status).toBe('unchanged');
    expect(again.outputs).toMatchObject({ changed: false, skipped: true, digest: first.outputs['digest'] });
    expect(stage.cloud.requests.all()).toHaveLength(2);

    await writeFile(join(stage.workspace, 'backend/notes.md'), 'other notes');
    const later = await stage.run(inputs, { commit: otherCommit, processes: run });
    expect(later.outputs).toMatchObject({ changed: true, skipped: true, digest: first.outputs['digest'] });
    expect(repository.tags.get('sha-ffffffffffff')).toBe(first.outputs['digest']);
    expect(programs()).toEqual([]);
  });

  test('builds what changed, and refuses another content under an immutable tag before it builds', async () => {
    const first = await stage.run(inputs);
    await writeFile(join(stage.workspace, 'backend/server.js'), 'serve(2)');
    const { run, programs } = noted();
    await expect(stage.run({ ...inputs, tags: defaultTag }, { commit: otherCommit, processes: run })).rejects.toThrow(
      new RegExp(
        `^The tag ${defaultTag} of clinic/backend cannot be moved; nothing was built or pushed\\. .*built from revision ${commit}`,
      ),
    );
    expect(programs()).toEqual([]);
    const second = await stage.run(inputs, { commit: otherCommit });
    expect(second.outputs['digest']).not.toBe(first.outputs['digest']);
  });

  test('tells of each layer whether it had to be sent, and how many steps had been done before', async () => {
    await stage.write({ 'backend/Dockerfile': 'FROM scratch\nCOPY .dockerignore /base\nCOPY server.js /app/\n' });
    const { run } = noted();
    await stage.run(inputs, { processes: run });
    await writeFile(join(stage.workspace, 'backend/server.js'), `serve(${Math.random()})`);
    const { report } = await stage.run(inputs, { commit: otherCommit, processes: run });
    expect(report.facts).toContainEqual(['Layers', '2, of which 1 was there already']);
    expect(report.facts).toContainEqual(['Build steps reused', 1]);
    const [layers] = report.sections;
    const row = (how: string) => [expect.stringMatching(/^sha256:/), expect.stringMatching(/ (?:bytes|kB|MB)$/), how];
    expect(layers).toMatchObject({ title: 'Layers', rows: [row('present'), row('uploaded')] });
  }, 60_000);

  test('knows its own image by the label when the tag of the source is gone', async () => {
    const first = await stage.run(inputs);
    repository.tags.delete(`src-${first.outputs['source-key']}`);
    const { run, programs } = noted();
    const again = await stage.run(inputs, { processes: run });
    expect(again.outputs).toMatchObject({ skipped: true, digest: first.outputs['digest'] });
    expect(repository.tags.get(`src-${first.outputs['source-key']}`)).toBe(first.outputs['digest']);
    expect(programs()).toEqual([]);
  });

  describe('when a base image moves', () => {
    let base: BaseRegistry;
    beforeEach(async () => {
      base = await startBaseRegistry();
      // The stage is not part of the image, so BuildKit never pulls it.
      const dockerfile = `FROM ${base.image} AS tests\nFROM scratch\nCOPY . /app\n`;
      await stage.write({ 'backend/Dockerfile': dockerfile });
    });
    afterEach(() => base.close());

    test('its source is another one, and is built', async () => {
      const first = await stage.run(inputs, { processes: noted().run });
      expect(first.failure).toBeUndefined();
      base.move();
      const second = await stage.run(inputs, { commit: otherCommit, processes: noted().run });
      expect(second.outputs).toMatchObject({ skipped: false, changed: true });
      expect(second.outputs['source-key']).not.toBe(first.outputs['source-key']);
    });

    test('a registry that answers 503 once gives no other key: the image is built, and the log says why', async () => {
      const first = await stage.run(inputs, { processes: noted().run });
      base.fail(1);
      const { run, programs } = noted();
      const second = await stage.run(inputs, { commit: otherCommit, processes: run });
      expect(second.outputs).toMatchObject({ skipped: false, changed: true, 'source-key': undefined });
      expect(programs().filter((line) => line.startsWith('docker build'))).toHaveLength(1);
      expect([...repository.tags.keys()].filter((tag) => tag.startsWith('src-'))).toHaveLength(1);
      const [host = ''] = base.image.split('/');
      expect(stage.log).toContain(
        `There is no source key, so the image of an earlier revision is not used again: not known is the digest of ${base.image} (${host} answers 503).`,
      );

      base.move();
      const moved = await stage.run(inputs, { commit: 'e'.repeat(40), processes: noted().run });
      expect(moved.outputs).toMatchObject({ skipped: false });
      expect(moved.outputs['source-key']).not.toBe(first.outputs['source-key']);
      base.fail(1);
      const again = await stage.run(inputs, { commit: 'e'.repeat(40) });
      expect(again.outputs).toMatchObject({ changed: false, skipped: true, digest: moved.outputs['digest'] });
    });

    test('the same revision is built again, and where its tag cannot move, a number stands behind it', async () => {
      const first = await stage.run(inputs, { processes: noted().run });
      const [tag] = first.outputs['tags'] as readonly string[];
      base.move();
      const nightly = await stage.run(inputs, { processes: noted().run });
      expect(nightly.outputs).toMatchObject({ skipped: false, changed: true, tags: [`${tag}.2`] });
      expect(repository.tags.get(`${tag}`)).toBe(first.outputs['digest']);
      expect(repository.tags.get(`${tag}.2`)).toBe(nightly.outputs['digest']);
      expect(repository.tags.get(`src-${nightly.outputs['source-key']}`)).toBe(nightly.outputs['digest']);
      expect(stage.log).toContain(
        `A base image has moved since clinic/backend:${tag} was built, and that tag cannot: this image is ${tag}.2.`,
      );

      const again = await stage.run(inputs);
      expect(again.outputs).toMatchObject({ changed: false, skipped: true, tags: [`${tag}.2`] });
      expect(again.outputs['digest']).toBe(nightly.outputs['digest']);

      base.fail(1);
      const unknown = await stage.run(inputs);
      expect(unknown.outputs).toMatchObject({ changed: false, digest: nightly.outputs['digest'], tags: [`${tag}.2`] });
      expect(JSON.stringify(unknown.report.facts)).not.toContain('Base images');

      base.move('3');
      const third = await stage.run(inputs, { processes: noted().run });
      expect(third.outputs).toMatchObject({ skipped: false, tags: [`${tag}.3`] });
    });

    test('a tag that may move goes to the image of the new base', async () => {
      repository.mutability = 'MUTABLE';
      const first = await stage.run(inputs, { processes: noted().run });
      base.move();
      const nightly = await stage.run(inputs, { processes: noted().run });
      expect(nightly.outputs).toMatchObject({ skipped: false, tags: first.outputs['tags'] });
    });
  });

  test('says which files of the repository are in the context, that no image needs', async () => {
    await stage.write({ 'backend/webapp.yml': 'a: 1', 'backend/.github/workflows/deploy.yml': 'a: 1' });
    await stage.run(inputs, { processes: noted().run });
    expect(stage.log).toContain(
      'The build context holds .github and webapp.yml, so a change there builds and deploys again. A line for each in .dockerignore leaves it out.',
    );
  });

  test('builds again with skip-unchanged: false, and leaves the tag of the source where it is', async () => {
    const first = await stage.run(inputs);
    const second = await stage.run({ ...inputs, 'skip-unchanged': 'false', tags: 'again' });
    expect(second.outputs).toMatchObject({ skipped: false, 'source-key': first.outputs['source-key'] });
    expect(repository.tags.get(`src-${first.outputs['source-key']}`)).toBe(first.outputs['digest']);
    expect(repository.tags.get('again')).toBe(second.outputs['digest']);
  });

  test('takes the image of another run that pushed the same source in the meantime', async () => {
    const slow: RunProcess = async (command, signal) => {
      if (command.arguments[0] === 'push') await stage.run(inputs, { commit: otherCommit });
      return runProcess(command, signal);
    };
    const { failure, outputs } = await stage.run(inputs, { processes: slow });
    expect(failure).toBeUndefined();
    expect(outputs['digest']).toBe(repository.tags.get('sha-ffffffffffff'));
    expect(repository.tags.get(defaultTag)).toBe(outputs['digest']);
  });

  test("uses and keeps the user's docker configuration, credentials store and all", async () => {
    const own = join(stage.workspace, 'own');
    const config = JSON.stringify({ credsStore: 'not-there', auths: { 'example.com': { auth: 'YTpi' } } });
    await stage.write({ 'own/config.json': config });
    process.env['DOCKER_CONFIG'] = own;
    const { failure } = await stage.run(inputs);
    expect(failure).toBeUndefined();
    expect(await readdir(own)).toEqual(['config.json']);
    expect(await readFile(join(own, 'config.json'), 'utf8')).toBe(config);
  });

  test('pushes again what fails for a passing reason, and builds once', async () => {
    const { faults } = stage.cloud;
    faults.add({ service: 'ecr-registry', operation: 'PutManifest', fault: { kind: 'throttle' } });
    faults.add({ service: 'ecr-registry', operation: 'PutManifest', fault: { kind: 'reset' } });
    const { run, programs } = noted();
    const { failure, outputs } = await stage.run(inputs, { processes: run });
    expect(failure).toBeUndefined();
    expect(repository.tags.get(defaultTag)).toBe(outputs['digest']);
    expect(programs().filter((line) => line.startsWith('docker build'))).toHaveLength(1);
  });

  test('gives build secrets to the build, and to nobody else', async () => {
    await writeShell(join(stage.workspace, 'backend/root'));
    await stage.write({
      'backend/Dockerfile':
        'FROM scratch\nCOPY root /\nRUN --mount=type=secret,id=token ["/bin/sh", "-c", "read t < /run/secrets/token; test $t = hush-hush || exit 9"]\n',
    });
    process.env['TEST_TOKEN'] = 'hush-hush';
    const { run, programs } = noted();
    const { failure } = await stage.run({ ...inputs, 'build-secrets': 'token=TEST_TOKEN' }, { processes: run });
    delete process.env['TEST_TOKEN'];
    expect(failure).toBeUndefined();
    expect(programs().join('\n')).not.toContain('hush-hush');
    expect([...repository.images.values()].map(({ manifest }) => manifest).join()).not.toContain('hush-hush');
  });

  test('that fails ends with the reason, and sets no tag', async () => {
    await stage.write({ 'backend/Dockerfile': 'FROM scratch\nCOPY missing.js /\n' });
    const { failure, outputs } = await stage.run(inputs, { processes: noted().run });
    expect(failure?.message).toMatch(/^Building .*backend\/Dockerfile failed\. .*missing\.js/);
    expect(outputs).toMatchObject({ 'repository-uri': repository.uri, skipped: false });
    expect(repository.tags.size).toBe(0);
  });

  test.each([
    'SIGKILL',
    'SIGTERM',
  ] as const)('stops when the step gets %s, and leaves nothing after its post phase', async (signal) => {
    const marker = `begun-${process.pid}-${basename(stage.workspace)}`;
    await writeShell(join(stage.workspace, 'backend/root'));
    await stage.write({ 'backend/Dockerfile': endlessDockerfile(marker) });
    const { code } = await cancelledStep(stage, { ...inputs, builder: 'docker' }, marker, signal);
    expect(code).not.toBe(0);
    await until(() => runningWith(marker).length === 0);
    expect(runningWith(marker)).toEqual([]);
    await until(() => runningWith(stage.workspace).length === 0);
    expect(runningWith(stage.workspace)).toEqual([]);
    await postOf(stage);
    expect(readdirSync(stage.workspace).filter((name) => !name.includes('-outputs-'))).toEqual(['backend']);
  }, 60_000);

  test('lets a build use the SSH agent of the job, and counts its id only', async () => {
    await writeShell(join(stage.workspace, 'backend/root'));
    const run = 'RUN --mount=type=ssh ["/bin/sh", "-c", "test -S \\"$SSH_AUTH_SOCK\\" || exit 9"]';
    // The engine keeps a step that has run with an agent, and would take it for one without.
    const recipe = `FROM scratch\nCOPY root /\n${run}\n`;
    await stage.write({ 'backend/Dockerfile': recipe, 'backend/root/run.txt': String(Date.now()) });
    const without = await stage.run(inputs, { processes: noted().run });
    expect(without.failure?.message).toMatch(/^Building .* failed\./);
    await withAgent(join(stage.workspace, 'agent.sock'), async (socket) => {
      process.env['SSH_AUTH_SOCK'] = socket;
      const { failure, outputs } = await stage.run({ ...inputs, ssh: 'default' }, { processes: noted().run });
      expect(failure).toBeUndefined();
      expect(outputs['source-key']).not.toBe(without.outputs['source-key']);
      const { run: again, programs } = noted();
      const named = await stage.run({ ...inputs, ssh: 'default=agent.sock' }, { processes: again });
      expect(named.outputs).toMatchObject({ skipped: true, 'source-key': outputs['source-key'] });
      expect(programs()).toEqual([]);
    });
  });

  test.each<[string, string, RegExp]>([
    [
      'without an agent',
      'default',
      /^What ssh names is not there; .*SSH_AUTH_SOCK is not set, so there is no agent for default/,
    ],
    ['without the key', 'deploy=keys/none', /^What ssh names is not there; .*there is no \S+\/keys\/none/],
    ['of one id twice', 'default\ndefault=x', /^ssh names default twice; nothing was built/],
  ])('refuses SSH %s before anything is built', async (_, ssh, reason) => {
    delete process.env['SSH_AUTH_SOCK'];
    await expect(stage.run({ ...inputs, ssh })).rejects.toThrow(reason);
  });

  test('leaves no image with a name in the engine, and the next build finds its steps', async () => {
    await stage.write({ 'backend/Dockerfile': 'FROM scratch\nCOPY .dockerignore /base\nCOPY server.js /app/\n' });
    await stage.run(inputs, { processes: noted().run });
    expect(namesInEngine()).toEqual([]);
    const again = await stage.run({ ...inputs, 'skip-unchanged': 'false', tags: 'again' }, { processes: noted().run });
    expect(again.report.facts).toContainEqual(['Build steps reused', 2]);
  });

  test('leaves no image behind where the push fails', async () => {
    const refused = { kind: 'error', code: 'DENIED', status: 403 } as const;
    stage.cloud.faults.add({ service: 'ecr-registry', operation: 'PutManifest', fault: refused });
    const { failure } = await stage.run(inputs, { processes: noted().run });
    expect(failure?.message).toMatch(/^Pushing /);
    expect(namesInEngine()).toEqual([]);
  });

  test('finds a dockerfile in lower case', async () => {
    await rename(join(stage.workspace, 'backend/Dockerfile'), join(stage.workspace, 'backend/dockerfile'));
    const { failure, outputs } = await stage.run(inputs, { processes: noted().run });
    expect(failure).toBeUndefined();
    expect(repository.tags.get(defaultTag)).toBe(outputs['digest']);
  });

  test('takes tags as other actions give them: whole references, and comma lists', async () => {
    const tags = `${repository.uri}:v1,${repository.uri}:v1.2\nlatest, main`;
    const { failure, outputs } = await stage.run(
      { ...inputs, repository: `${repository.uri}:v1.2.3`, tags },
      { processes: noted().run },
    );
    expect(failure).toBeUndefined();
    expect((outputs['tags'] as readonly string[]).toSorted()).toEqual(['latest', 'main', 'v1', 'v1.2', 'v1.2.3']);
    for (const tag of ['latest', 'main', 'v1', 'v1.2', 'v1.2.3'])
      expect(repository.tags.get(tag)).toBe(outputs['digest']);
  });

  test.each<[string, string, RegExp]>([
    ['of another repository', 'clinic/other:v1', /is of another repository than clinic\/backend; nothing was changed/],
    ['of another registry', 'clinic/backend:v1', /belongs to another account or region/],
  ])('refuses a tag %s', async (_, name, reason) => {
    const host = name.startsWith('clinic/other') ? repository.uri.split('/')[0] : 'ghcr.io';
    await expect(stage.run({ ...inputs, tags: `${host}/${name}` })).rejects.toThrow(reason);
  });

  test('stops when the step is cancelled, and leaves no process, login or tag', async () => {
    const marker = `begun-${process.pid}-${basename(stage.workspace)}`;
    await writeShell(join(stage.workspace, 'backend/root'));
    await stage.write({ 'backend/Dockerfile': endlessDockerfile(marker) });
    const { code, output } = await cancelledStep(stage, { ...inputs, builder: 'docker' }, marker);
    expect(code).toBe(1);
    expect(output).toContain('::error::The job was cancelled.');
    // The engine ends what it runs when its client has gone: a moment later.
    await until(() => runningWith(marker).length === 0);
    expect(runningWith(marker)).toEqual([]);
    expect(docker('ps', '--all', '--no-trunc', '--format', '{{.Command}}')).not.toContain(marker);
    expect(readdirSync(stage.workspace).filter((name) => !name.includes('-outputs-'))).toEqual(['backend']);
    expect(repository.tags.size).toBe(0);
  });
});

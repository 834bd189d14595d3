import { chmodSync, rmSync, symlinkSync, truncateSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readZip } from '../../cloud/elasticbeanstalk/zip.ts';
import { bucket, type EnvironmentStage, name, startEnvironment } from './environment-stage.ts';

let stage: EnvironmentStage;

beforeEach(async () => {
  stage = await startEnvironment();
  stage.write({
    'app/application.py': 'print("hello")\n',
    'app/run.sh': '#!/bin/sh\n',
    'app/static/logo.svg': '<svg/>',
    'app/.gitignore': '*.pyc\n/local/\n',
    'app/local/notes.txt': 'private',
    'app/module.pyc': 'bytes',
    'app/data/.gitignore': '*\n!keep.csv\n',
    'app/data/big.csv': '1,2',
    'app/data/keep.csv': '3,4',
    'app/.git/HEAD': 'ref: refs/heads/main',
    'app/.elasticbeanstalk/config.yml': 'branch-defaults: {}',
  });
  chmodSync(join(stage.workspace, 'app/run.sh'), 0o755);
});
afterEach(() => stage.close());

const python = '64bit Amazon Linux 2023 v4.7.2 running Python 3.13';
const deploy = (inputs: Readonly<Record<string, string>> = {}) =>
  stage.run({ 'environment-name': name, bundle: 'app', create: 'true', platform: python, ...inputs });

const bundleNow = async () => {
  const { application, versionLabel = '' } = stage.environment();
  const bytes = await stage.cloud.s3.get(bucket, application.versions.get(versionLabel)?.bundle.key ?? '')?.bytes();
  return bytes ?? Buffer.alloc(0);
};
const paths = async () => (readZip(await bundleNow()) ?? []).map(({ path }) => path);

describe('a folder', () => {
  test('is packed without what its .gitignore files leave out', async () => {
    symlinkSync('static/logo.svg', join(stage.workspace, 'app/logo.svg'));
    symlinkSync('../run.sh', join(stage.workspace, 'app/static/up.sh'));
    const { failure, outputs } = await deploy();
    expect(failure).toBeUndefined();
    expect(outputs).toMatchObject({ status: 'Ready', changed: true });
    const { application, versionLabel = '' } = stage.environment();
    expect(application.versions.get(versionLabel)?.status).toBe('PROCESSED');
    expect(await paths()).toEqual([
      ...['.gitignore', 'application.py', 'data/keep.csv', 'logo.svg', 'run.sh', 'static/logo.svg', 'static/up.sh'],
    ]);
    const entries = readZip(await bundleNow()) ?? [];
    const entry = (path: string) => entries.find((each) => each.path === path);
    expect(entry('application.py')?.content().toString()).toBe('print("hello")\n');
    expect(entry('run.sh')?.mode).toBe(0o100755);
    expect(entry('application.py')?.mode).toBe(0o100644);
    expect([entry('logo.svg')?.mode, entry('logo.svg')?.content().toString()]).toEqual([0o120777, 'static/logo.svg']);
  });

  test('with a manifest that Elastic Beanstalk refuses makes a version, and deploys nothing', async () => {
    await deploy();
    const { versionLabel } = stage.environment();
    stage.write({ 'app/env.yaml': 'AWSConfigurationTemplateVersion: [\n' });
    await expect(deploy()).rejects.toThrow(
      /^Elastic Beanstalk could not process the version .*; it was not deployed\. Look at the configuration files/,
    );
    expect(stage.environment().versionLabel).toBe(versionLabel);
    await expect(deploy()).rejects.toThrow(/failed|could not/i);
  });

  test('with an .ebignore file obeys that one alone', async () => {
    stage.write({ 'app/.ebignore': 'static\n.git*\n.ebignore\n' });
    await deploy();
    expect(await paths()).toEqual([
      ...['application.py', 'data/big.csv', 'data/keep.csv', 'local/notes.txt', 'module.pyc', 'run.sh'],
    ]);
  });

  test('that is the same but for its times is the same version, and an equal archive', async () => {
    await deploy();
    const [label, bytes] = [stage.environment().versionLabel, await bundleNow()];
    utimesSync(join(stage.workspace, 'app/application.py'), 0, 0);
    expect((await deploy()).outputs['changed']).toBe(false);
    stage.cloud.s3.delete(bucket, stage.cloud.s3.keys(bucket)[0] ?? '');
    stage.write({ 'app/application.py': 'print("bye")\n' });
    await deploy();
    expect(stage.environment().versionLabel).not.toBe(label);
    stage.write({ 'app/application.py': 'print("hello")\n' });
    await deploy();
    expect(stage.environment().versionLabel).toBe(label);
    expect((await bundleNow()).equals(bytes)).toBe(true);
  });

  test.each([
    ['/etc/passwd', 'an absolute path'],
    ['../outside', 'a path out of the folder'],
  ])('with a link to %s, %s, is refused', async (target) => {
    symlinkSync(target, join(stage.workspace, 'app/link'));
    await expect(deploy()).rejects.toThrow(
      `is a symbolic link to ${target}, outside of the bundle; nothing was changed.`,
    );
  });

  test('that is empty is refused', async () => {
    rmSync(join(stage.workspace, 'app'), { recursive: true });
    await expect(deploy()).rejects.toThrow('could not be read; nothing was changed.');
    stage.write({ 'app/.ebignore': '*\n' });
    await expect(deploy()).rejects.toThrow('holds no file; nothing was changed.');
  });
});

describe('files that the platform reads', () => {
  test('are checked before anything is written, all in one message; what is odd is a warning', async () => {
    stage.write({
      'app/Procfile': 'gunicorn\n',
      'app/.ebextensions/a.config': 'a: b\n c: d\n',
      'app/procfile.txt': '',
    });
    const refused = await deploy().catch((error: Error) => error.message);
    expect(refused).toContain('In the bundle, Procfile:1 "gunicorn" is not like `name: command`.');
    expect(refused).toContain('In the bundle, .ebextensions/a.config:');
    expect(stage.calls().filter((call) => /:(Create|Put|Update)/.test(call))).toEqual([]);
    stage.write({ 'app/Procfile': 'web: gunicorn\n', 'app/.ebextensions/a.config': 'command: {}\n' });
    const { failure, log } = await deploy();
    expect(failure).toBeUndefined();
    expect(log.join('\n')).toContain(
      'In the bundle, .ebextensions/a.config:1 "command" is no key of a configuration file; did you mean "commands"?',
    );
    expect(log.join('\n')).toContain('In the bundle, procfile.txt:1 is read by nobody: the name is Procfile.');
  });

  test('of a version that is there already are not checked again', async () => {
    await deploy();
    stage.write({ 'app/Procfile': 'gunicorn\n' });
    await expect(deploy()).rejects.toThrow('Procfile:1');
    rmSync(join(stage.workspace, 'app/Procfile'));
    expect((await deploy()).outputs['changed']).toBe(false);
  });
});

describe('an archive', () => {
  test('is uploaded as it is, streamed, and again when the connection is cut', async () => {
    stage.write({ 'app.zip': Buffer.from('PK\x05\x06'.padEnd(22, '\0'), 'latin1') });
    stage.cloud.faults.add({ service: 's3', operation: 'PutObject', fault: { kind: 'reset' } });
    const { failure } = await deploy({ bundle: 'app.zip' });
    expect(failure).toBeUndefined();
    expect((await bundleNow()).subarray(0, 4).toString('latin1')).toBe('PK\x05\x06');
    expect(stage.calls().filter((call) => call === 's3:PutObject')).toHaveLength(2);
  });

  test('of more than 500 MB is refused before it is read', async () => {
    stage.write({ 'app.zip': '' });
    truncateSync(join(stage.workspace, 'app.zip'), 500 * 1024 ** 2 + 1);
    stage.calls();
    await expect(deploy({ bundle: 'app.zip' })).rejects.toThrow(/is too large \(501 MB or more\).* at most 500 MB/);
    expect(stage.calls().filter((call) => /:(Create|Put|Update)/.test(call))).toEqual([]);
  });

  test('must be one', async () => {
    stage.write({ 'app.txt': 'text' });
    await expect(deploy({ bundle: 'app.txt' })).rejects.toThrow('neither a folder nor a .zip, .war or .jar file');
  });
});

describe('a rollback', () => {
  test('a later step gives the version that ran before', async () => {
    await deploy();
    stage.clock.advance(60_000);
    stage.write({ 'app/application.py': 'print("bye")\n' });
    const { outputs } = await deploy();
    expect(outputs['previous-image']).toBeUndefined();
    const previous = String(outputs['previous-version-label']);
    stage.calls();
    const back = await stage.run({ 'environment-name': name, 'version-label': previous });
    expect(back.outputs).toMatchObject({
      ...{ changed: true, 'version-label': previous, 'previous-version-label': outputs['version-label'] },
    });
    expect(back.report.result).toContain('It is a rollback');
    expect(
      String(
        readZip(await bundleNow())
          ?.find(({ path }) => path === 'application.py')
          ?.content(),
      ),
    ).toContain('hello');
    expect(stage.calls().filter((call) => /:(Create|Put|Update)/.test(call))).toEqual([
      'elasticbeanstalk:UpdateEnvironment',
    ]);
    const again = await stage.run({ 'environment-name': name, 'version-label': previous });
    expect(again.outputs).toMatchObject({ changed: false, status: 'unchanged' });
  });

  test.each([
    [{ 'version-label': 'bundle-gone' }, 'There is no version bundle-gone of the application clinic-dev'],
    [{ 'version-label': 'x', bundle: 'app' }, '`bundle` and `version-label` are given: give one of them.'],
  ])('%j: %s', async (inputs, message) => {
    await deploy();
    await expect(stage.run({ 'environment-name': name, ...(inputs as Record<string, string>) })).rejects.toThrow(
      message,
    );
  });
});

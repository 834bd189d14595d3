import { expect, test } from '@jest/globals';
import { dockerBuild, findDocker, presentLayers, pushedDigest } from '../../../src/container/build/docker.ts';
import type { RunProcess } from '../../../src/machine/process.ts';
import { order } from './build-order.ts';

const signal = new AbortController().signal;

/** A docker client of some version, with or without the buildx component. */
function client(version: string, hasBuildx: boolean): RunProcess {
  return async ({ arguments: [first] }) =>
    first === 'version'
      ? { exitCode: 0, stdout: `${version} 27.0.1\n`, stderr: '' }
      : { exitCode: hasBuildx ? 0 : 1, stdout: '', stderr: '' };
}

test.each([
  ['28.0.4', true, 'buildx', '1'],
  ['20.10.24+dfsg1', false, 'embedded', '1'],
  ['28.2.2', false, 'none', '0'],
] as const)('docker %s (buildx: %s) builds with %s', async (version, hasBuildx, buildKit, variable) => {
  const docker = await findDocker(client(version, hasBuildx), signal);
  if (typeof docker === 'string') throw new Error(docker);
  expect(docker).toEqual({ kind: 'docker', version: '27.0.1', buildKit });
  const { arguments: given, environment } = dockerBuild(docker, order, '/login');
  expect(environment).toEqual({
    DOCKER_CONFIG: '/login',
    DOCKER_BUILDKIT: variable,
    BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
  });
  expect(given.slice(0, 1).concat(given.slice(-1))).toEqual(['build', '/src/backend']);
  expect(given).toEqual(
    expect.arrayContaining(['--target=run', '--build-arg=GREETING=a b=c', '--secret=id=token,env=TOKEN']),
  );
  expect([given.includes('--load'), given.includes('--progress=plain')]).toEqual([hasBuildx, buildKit !== 'none']);
});

test('base images are asked for anew where the source key counts on it', () => {
  const docker = { kind: 'docker', version: '27.0.1', buildKit: 'buildx' } as const;
  expect(dockerBuild(docker, order, '/login').arguments).not.toContain('--pull');
  expect(dockerBuild(docker, { ...order, freshBases: true }, '/login').arguments).toContain('--pull');
});

test('the layers that were not sent are read from what docker push says of each', () => {
  const said = ['1a8fb35abdd1: Preparing', '1a8fb35abdd1: Layer already exists', 'e72655667316: Pushed'];
  expect(presentLayers([...said, '3441987532d2: Mounted from clinic/base', ''].join('\n'))).toEqual([
    '1a8fb35abdd1',
    '3441987532d2',
  ]);
});

test('the digest is read from what docker push says last', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  expect(pushedDigest(`The push refers to ...\nabc: Pushed\nv1: digest: ${digest} size: 527\n`)).toBe(digest);
  expect(pushedDigest('v1: Pushed')).toBeUndefined();
});

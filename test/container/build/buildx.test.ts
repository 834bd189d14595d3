import { expect, test } from '@jest/globals';
import type { BuildOrder } from '../../../src/container/build/builder.ts';
import { buildxBuild } from '../../../src/container/build/buildx.ts';
import { order } from './build-order.ts';

const far = { kind: 'buildx', version: '0.21', name: 'far', driver: 'remote' } as const;

function options(change: Partial<BuildOrder> = {}): readonly string[] {
  return buildxBuild(far, { ...order, ...change }, '/step').arguments;
}

test('the named builder leaves an OCI layout in the folder of the step, and pushes nothing', () => {
  const { program, environment } = buildxBuild(far, order, '/step');
  expect(program).toBe('docker');
  expect(environment).toEqual({ DOCKER_CONFIG: '/step', BUILDX_NO_DEFAULT_ATTESTATIONS: '1' });
  expect(options()).toEqual([
    'buildx',
    'build',
    '--builder=far',
    '--file=/src/backend/Dockerfile',
    '--target=run',
    '--build-arg=GREETING=a b=c',
    '--secret=id=token,env=TOKEN',
    '--label=team=clinic',
    '--platform=linux/amd64',
    '--output=type=oci,tar=false,dest=/step/image',
    '--progress=plain',
    '/src/backend',
  ]);
});

const arm = { os: 'linux', architecture: 'arm64' };

test.each<[string, Partial<BuildOrder>, readonly string[]]>([
  ['several platforms', { platforms: [...order.platforms, arm] }, ['--platform=linux/amd64,linux/arm64']],
  [
    'a cache in ECR, as an image',
    { cache: { kind: 'registry', repository: { host: 'example.com', repository: 'clinic-cache' } } },
    [
      '--cache-from=type=registry,ref=example.com/clinic-cache:cache',
      '--cache-to=type=registry,ref=example.com/clinic-cache:cache,mode=max,image-manifest=true,oci-mediatypes=true',
    ],
  ],
  [
    'a cache at GitHub, of this image alone',
    { cache: { kind: 'gha', scope: 'clinic' } },
    ['--cache-from=type=gha,scope=clinic', '--cache-to=type=gha,scope=clinic,mode=max'],
  ],
  ['attestations without the build arguments', { provenance: true }, ['--provenance=mode=min']],
  ['a list of what is in the image', { sbom: true }, ['--sbom=true']],
  ['base images as they are now', { freshBases: true }, ['--pull']],
])('%s', (_, change, expected) => {
  const added = options(change).filter((option) => !options().includes(option));
  expect(added).toEqual(expected);
});

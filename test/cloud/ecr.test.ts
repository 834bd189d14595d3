import { createHash } from 'node:crypto';
import {
  BatchCheckLayerAvailabilityCommand,
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  CompleteLayerUploadCommand,
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeImageScanFindingsCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAccountSettingCommand,
  GetAuthorizationTokenCommand,
  GetDownloadUrlForLayerCommand,
  GetLifecyclePolicyCommand,
  InitiateLayerUploadCommand,
  ListImagesCommand,
  ListTagsForResourceCommand,
  PutAccountSettingCommand,
  PutImageCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
  PutRegistryScanningConfigurationCommand,
  SetRepositoryPolicyCommand,
  StartImageScanCommand,
  UpdateImageStorageClassCommand,
  UploadLayerPartCommand,
} from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from './cloud.ts';
import { type ScriptedClock, scriptedClock } from './core/clock.ts';
import type { Credentials } from './iam/identities.ts';

const [dev = '', prod = ''] = ['111111111111', '222222222222'];
const region = 'eu-central-1';
const repositoryName = 'clinic/backend';
const ociManifest = 'application/vnd.oci.image.manifest.v1+json';
const dockerManifest = 'application/vnd.docker.distribution.manifest.v2+json';
const ociIndex = 'application/vnd.oci.image.index.v1+json';
let clock: ScriptedClock;
let cloud: Cloud;
let ecr: ECRClient;

beforeEach(async () => {
  clock = scriptedClock();
  cloud = await startCloud({ clock, ecr: { pageSize: 2 } });
  ecr = client(cloud.iam.administrator(dev));
});
afterEach(() => cloud.close());

function client(credentials: Credentials): ECRClient {
  return new ECRClient({ endpoint: cloud.endpoint, region, maxAttempts: 1, credentials });
}

function digestOf(content: string): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

async function pushLayer(content: string): Promise<{ digest: string; size: number }> {
  const { uploadId } = await ecr.send(new InitiateLayerUploadCommand({ repositoryName }));
  const layerPartBlob = Buffer.from(content);
  await ecr.send(
    new UploadLayerPartCommand({
      repositoryName,
      uploadId,
      partFirstByte: 0,
      partLastByte: layerPartBlob.length - 1,
      layerPartBlob,
    }),
  );
  const digest = digestOf(content);
  await ecr.send(new CompleteLayerUploadCommand({ repositoryName, uploadId, layerDigests: [digest] }));
  return { digest, size: layerPartBlob.length };
}

/** A manifest whose layers are in the repository. */
async function manifest(name: string): Promise<string> {
  const config = await pushLayer(JSON.stringify({ architecture: 'amd64', os: 'linux', name }));
  const layer = await pushLayer(`layer of ${name}`);
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: ociManifest,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...config },
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', ...layer }],
  });
}

async function push(name: string, imageTag?: string): Promise<string> {
  const imageManifest = await manifest(name);
  await ecr.send(new PutImageCommand({ repositoryName, imageManifest, ...(imageTag ? { imageTag } : {}) }));
  return digestOf(imageManifest);
}

describe('repositories', () => {
  test('are made once, described page by page and deleted when empty', async () => {
    for (const name of ['a1', 'b2', 'c3']) await ecr.send(new CreateRepositoryCommand({ repositoryName: name }));
    await expect(ecr.send(new CreateRepositoryCommand({ repositoryName: 'a1' }))).rejects.toMatchObject({
      name: 'RepositoryAlreadyExistsException',
      message: `The repository with name 'a1' already exists in the registry with id '${dev}'`,
    });
    const first = await ecr.send(new DescribeRepositoriesCommand({}));
    const second = await ecr.send(new DescribeRepositoriesCommand({ nextToken: first.nextToken }));
    expect([first, second].map(({ repositories }) => repositories?.map((one) => one.repositoryName))).toEqual([
      ['a1', 'b2'],
      ['c3'],
    ]);
    expect(second.nextToken).toBeUndefined();
    await ecr.send(new DeleteRepositoryCommand({ repositoryName: 'c3' }));
    await expect(ecr.send(new DescribeRepositoriesCommand({ repositoryNames: ['c3'] }))).rejects.toMatchObject({
      name: 'RepositoryNotFoundException',
    });
  });

  test('belong to an account and a region', async () => {
    await ecr.send(new CreateRepositoryCommand({ repositoryName: 'ours' }));
    const { repositories } = await client(cloud.iam.administrator(prod)).send(new DescribeRepositoriesCommand({}));
    expect(repositories).toEqual([]);
    const { repositories: ours } = await ecr.send(new DescribeRepositoriesCommand({}));
    expect(ours?.[0]).toMatchObject({
      repositoryArn: `arn:aws:ecr:${region}:${dev}:repository/ours`,
      repositoryUri: expect.stringMatching(/^127\.0\.0\.1:\d+\/ours$/),
      imageTagMutability: 'MUTABLE',
      encryptionConfiguration: { encryptionType: 'AES256' },
    });
  });

  test.each(['Upper', 'x', 'a//b', '-a', 'a'.repeat(257)])('refuse the name %j', async (name) => {
    await expect(ecr.send(new CreateRepositoryCommand({ repositoryName: name }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining("Invalid parameter at 'repositoryName'"),
    });
  });

  test('carry tags, and a lifecycle policy once there is one', async () => {
    const { repository } = await ecr.send(
      new CreateRepositoryCommand({ repositoryName, tags: [{ Key: 'team', Value: 'web' }] }),
    );
    const { tags } = await ecr.send(new ListTagsForResourceCommand({ resourceArn: repository?.repositoryArn }));
    expect(tags).toEqual([{ Key: 'team', Value: 'web' }]);
    await expect(ecr.send(new GetLifecyclePolicyCommand({ repositoryName }))).rejects.toMatchObject({
      name: 'LifecyclePolicyNotFoundException',
    });
    const lifecyclePolicyText = JSON.stringify({ rules: [{ rulePriority: 1 }] });
    await ecr.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText }));
    expect(await ecr.send(new GetLifecyclePolicyCommand({ repositoryName }))).toMatchObject({ lifecyclePolicyText });
  });
});

describe('images', () => {
  beforeEach(async () => {
    await ecr.send(new CreateRepositoryCommand({ repositoryName }));
  });

  test('are put, tagged a second time, read and listed', async () => {
    const imageManifest = await manifest('one');
    const imageDigest = digestOf(imageManifest);
    await ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageTag: 'v1', imageDigest }));
    await ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageTag: 'stable' }));
    const { images, failures } = await ecr.send(
      new BatchGetImageCommand({
        repositoryName,
        imageIds: [{ imageTag: 'stable' }, { imageTag: 'missing' }, {}],
        acceptedMediaTypes: [ociManifest],
      }),
    );
    expect(images).toMatchObject([{ imageId: { imageDigest, imageTag: 'stable' }, imageManifest }]);
    expect(failures?.map(({ failureCode }) => failureCode)).toEqual(['ImageNotFound', 'MissingDigestAndTag']);
    const { imageDetails } = await ecr.send(
      new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'v1' }] }),
    );
    expect(imageDetails).toMatchObject([
      { imageDigest, imageTags: ['stable', 'v1'], imageManifestMediaType: ociManifest, imageStatus: 'ACTIVE' },
    ]);
    expect(imageDetails?.[0]?.imageSizeInBytes).toBeGreaterThan(10);
  });

  test('are listed page by page', async () => {
    for (const name of ['one', 'two', 'three']) await push(name, name);
    const first = await ecr.send(new ListImagesCommand({ repositoryName }));
    const second = await ecr.send(new ListImagesCommand({ repositoryName, nextToken: first.nextToken }));
    expect([first.imageIds?.length, second.imageIds?.length, second.nextToken]).toEqual([2, 1, undefined]);
    await expect(ecr.send(new ListImagesCommand({ repositoryName, maxResults: 0 }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  test('that are there already, or whose parts are missing, are refused', async () => {
    const imageManifest = await manifest('one');
    const put = (more: object = {}) =>
      ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageTag: 'v1', ...more }));
    await put();
    await expect(put()).rejects.toMatchObject({ name: 'ImageAlreadyExistsException' });
    await expect(put({ imageTag: 'v2', imageDigest: digestOf('other') })).rejects.toMatchObject({
      name: 'ImageDigestDoesNotMatchException',
    });
    const missing = imageManifest.replace(digestOf('layer of one'), digestOf('never pushed'));
    await expect(put({ imageManifest: missing })).rejects.toMatchObject({
      name: 'LayersNotFoundException',
      message: expect.stringContaining(digestOf('never pushed')),
    });
    const index = JSON.stringify({
      schemaVersion: 2,
      mediaType: ociIndex,
      manifests: [{ mediaType: ociManifest, digest: digestOf('never pushed'), size: 2 }],
    });
    await expect(put({ imageManifest: index })).rejects.toMatchObject({ name: 'ReferencedImagesNotFoundException' });
  });

  test('are converted for a client that asks by tag for the other format, never by digest', async () => {
    const imageDigest = await push('one', 'v1');
    const get = async (imageId: object) =>
      (
        await ecr.send(
          new BatchGetImageCommand({ repositoryName, imageIds: [imageId], acceptedMediaTypes: [dockerManifest] }),
        )
      ).images?.[0];
    const converted = await get({ imageTag: 'v1' });
    expect(converted?.imageManifestMediaType).toBe(dockerManifest);
    expect(JSON.parse(converted?.imageManifest ?? '').config.mediaType).toBe(
      'application/vnd.docker.container.image.v1+json',
    );
    expect((await get({ imageDigest }))?.imageManifestMediaType).toBe(ociManifest);
  });

  test('lose one tag, or all with the image; an image of an index stays', async () => {
    const imageDigest = await push('one', 'v1');
    await ecr.send(
      new PutImageCommand({
        repositoryName,
        imageTag: 'index',
        imageManifest: JSON.stringify({
          schemaVersion: 2,
          mediaType: ociIndex,
          manifests: [{ mediaType: ociManifest, digest: imageDigest, size: 2 }],
        }),
      }),
    );
    const remove = (...imageIds: object[]) => ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds }));
    expect((await remove({ imageDigest })).failures).toMatchObject([{ failureCode: 'ImageReferencedByManifestList' }]);
    expect((await remove({ imageTag: 'index' }, { imageDigest }, { imageTag: 'gone' })).failures).toMatchObject([
      { failureCode: 'ImageNotFound' },
    ]);
    expect((await ecr.send(new ListImagesCommand({ repositoryName }))).imageIds).toEqual([]);
  });

  test('can be archived: then they cannot be pulled and are not listed until they are restored', async () => {
    const imageDigest = await push('one', 'v1');
    const move = (targetStorageClass: 'ARCHIVE' | 'STANDARD') =>
      ecr.send(new UpdateImageStorageClassCommand({ repositoryName, imageId: { imageDigest }, targetStorageClass }));
    expect((await move('ARCHIVE')).imageStatus).toBe('ARCHIVED');
    const get = () => ecr.send(new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag: 'v1' }] }));
    expect((await get()).failures).toMatchObject([{ failureCode: 'ImageInaccessible' }]);
    expect((await ecr.send(new DescribeImagesCommand({ repositoryName }))).imageDetails).toEqual([]);
    expect((await move('STANDARD')).imageStatus).toBe('ACTIVATING');
    clock.advance(20 * 60_000);
    expect((await get()).failures).toEqual([]);
  });
});

describe('tag mutability', () => {
  const immutable = `The image tag 'v1' already exists in the '${repositoryName}' repository and cannot be overwritten because the repository is immutable.`;

  test.each([
    { mode: 'MUTABLE', filters: [], moves: { v1: true, latest: true } },
    { mode: 'IMMUTABLE', filters: [], moves: { v1: false, latest: false } },
    { mode: 'IMMUTABLE_WITH_EXCLUSION', filters: ['late*'], moves: { v1: false, latest: true } },
    { mode: 'MUTABLE_WITH_EXCLUSION', filters: ['v*'], moves: { v1: false, latest: true } },
  ] as const)('$mode $filters', async ({ mode, filters, moves }) => {
    const imageTagMutabilityExclusionFilters = filters.map((filter) => ({ filterType: 'WILDCARD' as const, filter }));
    await ecr.send(
      new CreateRepositoryCommand({
        repositoryName,
        imageTagMutability: mode,
        ...(filters.length > 0 ? { imageTagMutabilityExclusionFilters } : {}),
      }),
    );
    for (const [tag, moving] of Object.entries(moves)) {
      await push(`${tag} first`, tag);
      const again = push(`${tag} second`, tag);
      if (moving) await expect(again).resolves.toMatch(/^sha256:/);
      else
        await expect(again).rejects.toMatchObject({
          name: 'ImageTagAlreadyExistsException',
          message: immutable.replace("'v1'", `'${tag}'`),
        });
    }
  });

  test('takes filters only with the modes that have them', async () => {
    await ecr.send(new CreateRepositoryCommand({ repositoryName }));
    const put = (imageTagMutability: 'IMMUTABLE' | 'IMMUTABLE_WITH_EXCLUSION', filters: string[]) =>
      ecr.send(
        new PutImageTagMutabilityCommand({
          repositoryName,
          imageTagMutability,
          imageTagMutabilityExclusionFilters: filters.map((filter) => ({ filterType: 'WILDCARD', filter })),
        }),
      );
    await expect(put('IMMUTABLE', ['a*'])).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(put('IMMUTABLE_WITH_EXCLUSION', [])).rejects.toMatchObject({ name: 'InvalidParameterException' });
    expect(await put('IMMUTABLE_WITH_EXCLUSION', ['a*'])).toMatchObject({
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    });
  });
});

describe('layers', () => {
  beforeEach(async () => {
    await ecr.send(new CreateRepositoryCommand({ repositoryName }));
  });

  test('are checked, and read by a signed URL, whole or in part', async () => {
    const { digest } = await pushLayer('hello layer');
    const { layers } = await ecr.send(
      new BatchCheckLayerAvailabilityCommand({ repositoryName, layerDigests: [digest, digestOf('none')] }),
    );
    expect(layers?.map(({ layerAvailability }) => layerAvailability)).toEqual(['AVAILABLE', 'UNAVAILABLE']);
    const { downloadUrl = '' } = await ecr.send(
      new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest: digest }),
    );
    expect(await (await fetch(downloadUrl)).text()).toBe('hello layer');
    const part = await fetch(downloadUrl, { headers: { range: 'bytes=6-' } });
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([
      206,
      'layer',
      'bytes 6-10/11',
    ]);
    expect((await fetch(`${downloadUrl.slice(0, -1)}!`)).status).toBe(403);
  });

  test('must arrive in order, under their own digest, and once', async () => {
    const { uploadId } = await ecr.send(new InitiateLayerUploadCommand({ repositoryName }));
    const part = (partFirstByte: number) =>
      ecr.send(
        new UploadLayerPartCommand({
          repositoryName,
          uploadId,
          partFirstByte,
          partLastByte: partFirstByte + 3,
          layerPartBlob: Buffer.from('four'),
        }),
      );
    await expect(part(4)).rejects.toMatchObject({ name: 'InvalidLayerPartException', lastValidByteReceived: -1 });
    await part(0);
    await part(4);
    await expect(
      ecr.send(new CompleteLayerUploadCommand({ repositoryName, uploadId, layerDigests: [digestOf('fourfour')] })),
    ).rejects.toMatchObject({ name: 'LayerPartTooSmallException' });
    await pushLayer('same');
    await expect(pushLayer('same')).rejects.toMatchObject({ name: 'LayerAlreadyExistsException' });
    await expect(
      ecr.send(new CompleteLayerUploadCommand({ repositoryName, uploadId: 'none', layerDigests: [digestOf('x')] })),
    ).rejects.toMatchObject({ name: 'UploadNotFoundException' });
  });
});

describe('scanning', () => {
  const finding = { name: 'CVE-2026-1', severity: 'CRITICAL' as const };
  const everything = [
    {
      scanFrequency: 'CONTINUOUS_SCAN' as const,
      repositoryFilters: [{ filter: '*', filterType: 'WILDCARD' as const }],
    },
  ];
  const id = { repositoryName, imageId: { imageTag: 'v1' } };
  const findings = () => ecr.send(new DescribeImageScanFindingsCommand(id));

  test('begins some time after a push and ends in COMPLETE, with the findings page by page', async () => {
    await ecr.send(new CreateRepositoryCommand({ repositoryName, imageScanningConfiguration: { scanOnPush: true } }));
    cloud.ecr.scans.script({
      repositoryName,
      findings: [finding, { name: 'CVE-2026-2', severity: 'LOW' }, { name: 'CVE-2026-3', severity: 'LOW' }],
    });
    await push('one', 'v1');
    const describeFindings = (nextToken?: string) =>
      ecr.send(
        new DescribeImageScanFindingsCommand({
          repositoryName,
          imageId: { imageTag: 'v1' },
          ...(nextToken ? { nextToken } : {}),
        }),
      );
    await expect(describeFindings()).rejects.toMatchObject({ name: 'ScanNotFoundException' });
    clock.advance(50);
    expect((await describeFindings()).imageScanStatus?.status).toBe('IN_PROGRESS');
    clock.advance(200);
    const first = await describeFindings();
    expect(first).toMatchObject({
      imageScanStatus: { status: 'COMPLETE' },
      imageScanFindings: { findingSeverityCounts: { CRITICAL: 1, LOW: 2 } },
    });
    const second = await describeFindings(first.nextToken);
    expect(second.imageScanFindings?.findings?.map(({ name }) => name)).toEqual(['CVE-2026-3']);
  });

  test('with Inspector ends in ACTIVE, and cannot be started by hand', async () => {
    await ecr.send(new CreateRepositoryCommand({ repositoryName }));
    await ecr.send(new PutRegistryScanningConfigurationCommand({ scanType: 'ENHANCED', rules: everything }));
    cloud.ecr.scans.script({ repositoryName, enhancedFindings: [{ severity: 'HIGH', fixAvailable: 'YES' }] });
    await push('one', 'v1');
    clock.advance(250);
    expect(await findings()).toMatchObject({
      imageScanStatus: { status: 'ACTIVE' },
      imageScanFindings: { enhancedFindings: [{ severity: 'HIGH', fixAvailable: 'YES' }] },
    });
    await expect(ecr.send(new StartImageScanCommand(id))).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('with Inspector is ACTIVE before the findings are there', async () => {
    await ecr.send(new CreateRepositoryCommand({ repositoryName }));
    await ecr.send(new PutRegistryScanningConfigurationCommand({ scanType: 'ENHANCED', rules: everything }));
    cloud.ecr.scans.script({ repositoryName, enhancedFindings: [{ severity: 'HIGH' }], lateMilliseconds: 5_000 });
    await push('one', 'v1');
    clock.advance(250);
    expect(await findings()).toMatchObject({
      imageScanStatus: { status: 'ACTIVE' },
      imageScanFindings: { enhancedFindings: [] },
    });
    clock.advance(5_000);
    expect((await findings()).imageScanFindings?.enhancedFindings).toHaveLength(1);
  });

  test('with Inspector takes place only where a rule covers the repository', async () => {
    await ecr.send(new CreateRepositoryCommand({ repositoryName, imageScanningConfiguration: { scanOnPush: true } }));
    const rules = [{ ...everything[0], repositoryFilters: [{ filter: 'prod', filterType: 'WILDCARD' as const }] }];
    await ecr.send(new PutRegistryScanningConfigurationCommand({ scanType: 'ENHANCED', rules: rules as never }));
    await push('one', 'v1');
    clock.advance(250);
    await expect(findings()).rejects.toMatchObject({ name: 'ScanNotFoundException' });
  });

  test('by hand begins once in 24 hours, and not for an archived image', async () => {
    await ecr.send(new CreateRepositoryCommand({ repositoryName }));
    await push('one', 'v1');
    clock.advance(250);
    await expect(findings()).rejects.toMatchObject({ name: 'ScanNotFoundException' });
    await ecr.send(new StartImageScanCommand(id));
    clock.advance(250);
    expect((await findings()).imageScanStatus?.status).toBe('COMPLETE');
    await expect(ecr.send(new StartImageScanCommand(id))).rejects.toMatchObject({ name: 'LimitExceededException' });
    clock.advance(24 * 3_600_000);
    await ecr.send(new UpdateImageStorageClassCommand({ ...id, targetStorageClass: 'ARCHIVE' }));
    expect((await findings()).imageScanStatus?.status).toBe('IMAGE_ARCHIVED');
    await expect(ecr.send(new StartImageScanCommand(id))).rejects.toMatchObject({ name: 'ImageArchivedException' });
  });
});

describe('permissions', () => {
  test('a call outside the policy is refused, with the action and the repository in the message', async () => {
    await ecr.send(new CreateRepositoryCommand({ repositoryName }));
    const user = cloud.iam.user({
      accountId: dev,
      name: 'reader',
      policies: [
        {
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: 'ecr:DescribeImages', Resource: `arn:aws:ecr:*:${dev}:repository/*` },
        },
      ],
    });
    await client(user).send(new DescribeImagesCommand({ repositoryName }));
    await expect(client(user).send(new ListImagesCommand({ repositoryName }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        `is not authorized to perform: ecr:ListImages on resource: arn:aws:ecr:${region}:${dev}:repository/${repositoryName}`,
      ),
    });
  });

  test('another account needs the repository policy too', async () => {
    await ecr.send(new CreateRepositoryCommand({ repositoryName }));
    await push('one', 'v1');
    const other = client(cloud.iam.administrator(prod));
    const get = () =>
      other.send(new BatchGetImageCommand({ registryId: dev, repositoryName, imageIds: [{ imageTag: 'v1' }] }));
    await expect(get()).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const policyText = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${prod}:root` }, Action: 'ecr:BatchGetImage' }],
    });
    await ecr.send(new SetRepositoryPolicyCommand({ repositoryName, policyText }));
    expect((await get()).images).toHaveLength(1);
  });
});

test('tokens name the registry and last twelve hours', async () => {
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const [data] = authorizationData ?? [];
  expect(Buffer.from(data?.authorizationToken ?? '', 'base64').toString()).toMatch(/^AWS:.{100,}/);
  expect(data?.proxyEndpoint).toBe(`http://${(await cloud.ecr.registry(dev, region)).host}`);
  expect(data?.expiresAt?.getTime()).toBe(clock.now().getTime() + 12 * 3_600_000);
});

test('account settings have defaults and take known values only', async () => {
  const name = 'BLOB_MOUNTING';
  expect((await ecr.send(new GetAccountSettingCommand({ name }))).value).toBe('DISABLED');
  await ecr.send(new PutAccountSettingCommand({ name, value: 'ENABLED' }));
  expect((await ecr.send(new GetAccountSettingCommand({ name }))).value).toBe('ENABLED');
  await expect(ecr.send(new PutAccountSettingCommand({ name, value: 'maybe' }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});

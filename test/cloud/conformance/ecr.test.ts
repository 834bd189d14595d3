import { createHash } from 'node:crypto';
import * as ecr from '@aws-sdk/client-ecr';
import { type Call, type ClientOptions, conformance } from './conformance.ts';
import { knownEcrDifferences } from './ecr-known.ts';

conformance('ECR', { calls, known: knownEcrDifferences });

const repositoryName = 'conformance/app';
const ociManifest = 'application/vnd.oci.image.manifest.v1+json';

function calls(options: ClientOptions): readonly Call[] {
  const client = new ecr.ECRClient(options);
  return [
    ...repositoryCalls(client),
    ...layerCalls(client),
    ...imageCalls(client),
    ...policyCalls(client),
    ...settingCalls(client),
    ...deleteCalls(client),
  ];
}

function repositoryCalls(client: ecr.ECRClient): readonly Call[] {
  const create =
    (name: string, more: Partial<ecr.CreateRepositoryCommandInput> = {}) =>
    () =>
      client.send(new ecr.CreateRepositoryCommand({ repositoryName: name, ...more }));
  const filters = [{ filterType: 'WILDCARD' as const, filter: 'latest*' }];
  return [
    { name: 'create', run: create(repositoryName, { tags: [{ Key: 'team', Value: 'web' }] }) },
    { name: 'create again', run: create(repositoryName) },
    { name: 'create with a bad name', run: create('Bad/Name') },
    { name: 'create with a short name', run: create('x') },
    {
      name: 'create immutable',
      run: create('immutable', {
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
      }),
    },
    {
      name: 'create immutable but for some',
      run: create('excluding', {
        imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
        imageTagMutabilityExclusionFilters: filters,
      }),
    },
    {
      name: 'create with filters that do not fit',
      run: create('unfit', { imageTagMutability: 'IMMUTABLE', imageTagMutabilityExclusionFilters: filters }),
    },
    {
      name: 'describe',
      run: () => client.send(new ecr.DescribeRepositoriesCommand({ repositoryNames: [repositoryName] })),
    },
    { name: 'describe all', run: () => describedNames(client) },
    {
      name: 'describe what is missing',
      run: () => client.send(new ecr.DescribeRepositoriesCommand({ repositoryNames: ['missing'] })),
    },
    {
      name: 'change the mutability',
      run: () =>
        client.send(
          new ecr.PutImageTagMutabilityCommand({ repositoryName: 'immutable', imageTagMutability: 'MUTABLE' }),
        ),
    },
    {
      name: 'change it back',
      run: () =>
        client.send(
          new ecr.PutImageTagMutabilityCommand({ repositoryName: 'immutable', imageTagMutability: 'IMMUTABLE' }),
        ),
    },
  ];
}

async function describedNames(client: ecr.ECRClient): Promise<readonly string[]> {
  const { repositories = [] } = await client.send(new ecr.DescribeRepositoriesCommand({}));
  return repositories.map(({ repositoryName: name = '' }) => name).toSorted();
}

const contents = ['{"architecture":"amd64","os":"linux"}', 'the layer'];

/** Moto knows no layers: it takes manifests whatever they name. */
function layerCalls(client: ecr.ECRClient): readonly Call[] {
  return [repositoryName, 'immutable'].map((name) => ({
    name: `push layers to ${name}`,
    run: async () => {
      for (const content of contents) await pushLayer(client, name, content);
      return 'pushed';
    },
  }));
}

async function pushLayer(client: ecr.ECRClient, name: string, content: string): Promise<void> {
  const { uploadId } = await client.send(new ecr.InitiateLayerUploadCommand({ repositoryName: name }));
  const layerPartBlob = Buffer.from(content);
  const part = { uploadId, partFirstByte: 0, partLastByte: layerPartBlob.length - 1, layerPartBlob };
  await client.send(new ecr.UploadLayerPartCommand({ repositoryName: name, ...part }));
  const layerDigests = [digestOf(content)];
  await client.send(new ecr.CompleteLayerUploadCommand({ repositoryName: name, uploadId, layerDigests }));
}

function digestOf(content: string): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

function manifest(note: string): string {
  const [config = '', layer = ''] = contents;
  const descriptor = (mediaType: string, content: string) => ({
    mediaType,
    digest: digestOf(content),
    size: content.length,
  });
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: ociManifest,
    config: descriptor('application/vnd.oci.image.config.v1+json', config),
    layers: [descriptor('application/vnd.oci.image.layer.v1.tar', layer)],
    annotations: { note },
  });
}

function imageCalls(client: ecr.ECRClient): readonly Call[] {
  const put =
    (note: string, imageTag: string, more: Partial<ecr.PutImageCommandInput> = {}) =>
    () => {
      const imageManifest = more.imageManifest ?? manifest(note);
      const image = { imageManifest, imageDigest: digestOf(imageManifest), imageTag };
      return client.send(new ecr.PutImageCommand({ repositoryName, ...image, ...more }));
    };
  const get =
    (...imageIds: ecr.ImageIdentifier[]) =>
    () =>
      client.send(new ecr.BatchGetImageCommand({ repositoryName, imageIds, acceptedMediaTypes: [ociManifest] }));
  const describe = (imageIds: ecr.ImageIdentifier[]) =>
    client.send(new ecr.DescribeImagesCommand({ repositoryName, imageIds }));
  const one = digestOf(manifest('one'));
  return [
    { name: 'put', run: put('one', 'v1', { imageManifestMediaType: ociManifest }) },
    { name: 'put the same', run: put('one', 'v1') },
    { name: 'put the same under another tag', run: put('one', 'stable') },
    { name: 'put another under the tag', run: put('two', 'v1') },
    { name: 'put what is no manifest', run: put('x', 'v2', { imageManifest: '{"schemaVersion":2}' }) },
    { name: 'put immutable', run: put('one', 'v1', { repositoryName: 'immutable' }) },
    { name: 'put another immutable', run: put('two', 'v1', { repositoryName: 'immutable' }) },
    { name: 'put into a missing repository', run: put('one', 'v1', { repositoryName: 'missing' }) },
    { name: 'get by tag', run: get({ imageTag: 'stable' }) },
    { name: 'get by digest', run: get({ imageDigest: one }) },
    { name: 'get what is missing', run: get({ imageTag: 'missing' }) },
    { name: 'get by nothing', run: get({}) },
    { name: 'get by a bad digest', run: get({ imageDigest: 'sha256:zz' }) },
    { name: 'describe an image', run: () => describe([{ imageTag: 'stable' }]) },
    { name: 'describe a missing image', run: () => describe([{ imageTag: 'missing' }]) },
    {
      name: 'list images',
      run: async () => {
        const { imageIds = [] } = await client.send(new ecr.ListImagesCommand({ repositoryName }));
        return imageIds.map(({ imageTag, imageDigest }) => `${imageTag} ${imageDigest}`).toSorted();
      },
    },
    {
      name: 'list images of a missing repository',
      run: () => client.send(new ecr.ListImagesCommand({ repositoryName: 'missing' })),
    },
    {
      name: 'start a scan',
      run: () => client.send(new ecr.StartImageScanCommand({ repositoryName, imageId: { imageTag: 'stable' } })),
    },
    {
      name: 'start a scan again',
      run: () => client.send(new ecr.StartImageScanCommand({ repositoryName, imageId: { imageTag: 'stable' } })),
    },
    {
      name: 'findings without a scan',
      run: () => client.send(new ecr.DescribeImageScanFindingsCommand({ repositoryName, imageId: { imageTag: 'v1' } })),
    },
    {
      name: 'untag',
      run: () => client.send(new ecr.BatchDeleteImageCommand({ repositoryName, imageIds: [{ imageTag: 'v1' }] })),
    },
    {
      name: 'delete what is missing',
      run: () => client.send(new ecr.BatchDeleteImageCommand({ repositoryName, imageIds: [{ imageTag: 'none' }] })),
    },
    {
      name: 'delete by digest',
      run: () => client.send(new ecr.BatchDeleteImageCommand({ repositoryName, imageIds: [{ imageDigest: one }] })),
    },
  ];
}

function policyCalls(client: ecr.ECRClient): readonly Call[] {
  const lifecyclePolicyText = JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 5 },
        action: { type: 'expire' },
      },
    ],
  });
  const policyText = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'pull',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::222222222222:root' },
        Action: ['ecr:BatchGetImage'],
      },
    ],
  });
  const name = { repositoryName };
  return [
    { name: 'read no lifecycle policy', run: () => client.send(new ecr.GetLifecyclePolicyCommand(name)) },
    {
      name: 'put a lifecycle policy',
      run: () => client.send(new ecr.PutLifecyclePolicyCommand({ ...name, lifecyclePolicyText })),
    },
    {
      name: 'put a lifecycle policy without rules',
      run: () => client.send(new ecr.PutLifecyclePolicyCommand({ ...name, lifecyclePolicyText: '{}' })),
    },
    {
      name: 'put a lifecycle policy that is no JSON',
      run: () => client.send(new ecr.PutLifecyclePolicyCommand({ ...name, lifecyclePolicyText: 'nonsense' })),
    },
    { name: 'read the lifecycle policy', run: () => client.send(new ecr.GetLifecyclePolicyCommand(name)) },
    { name: 'read no repository policy', run: () => client.send(new ecr.GetRepositoryPolicyCommand(name)) },
    {
      name: 'set a repository policy',
      run: () => client.send(new ecr.SetRepositoryPolicyCommand({ ...name, policyText })),
    },
    {
      name: 'set a bad repository policy',
      run: () => client.send(new ecr.SetRepositoryPolicyCommand({ ...name, policyText: 'nonsense' })),
    },
    {
      name: 'read the repository policy',
      run: () =>
        client
          .send(new ecr.GetRepositoryPolicyCommand(name))
          .then(({ policyText: text = '', ...rest }) => ({ ...rest, policy: JSON.parse(text) })),
    },
  ];
}

function settingCalls(client: ecr.ECRClient): readonly Call[] {
  return [
    {
      name: 'read the tags',
      run: async () => {
        const { repositories } = await client.send(
          new ecr.DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }),
        );
        const resourceArn = repositories?.[0]?.repositoryArn;
        return client.send(new ecr.ListTagsForResourceCommand({ resourceArn }));
      },
    },
    {
      name: 'get a token',
      run: async () => {
        const { authorizationData = [] } = await client.send(new ecr.GetAuthorizationTokenCommand({}));
        return authorizationData.map(({ authorizationToken = '', expiresAt }) => ({
          user: Buffer.from(authorizationToken, 'base64').toString().split(':')[0],
          expiresAt,
        }));
      },
    },
    {
      name: 'read the scanning configuration',
      run: () => client.send(new ecr.GetRegistryScanningConfigurationCommand({})),
    },
    {
      name: 'read an account setting',
      run: () => client.send(new ecr.GetAccountSettingCommand({ name: 'BLOB_MOUNTING' })),
    },
  ];
}

function deleteCalls(client: ecr.ECRClient): readonly Call[] {
  const remove = (name: string, force?: boolean) => () =>
    client.send(new ecr.DeleteRepositoryCommand({ repositoryName: name, ...(force ? { force } : {}) }));
  return [
    { name: 'delete a repository with images', run: remove('immutable') },
    { name: 'delete it by force', run: remove('immutable', true) },
    { name: 'delete a missing repository', run: remove('immutable') },
  ];
}

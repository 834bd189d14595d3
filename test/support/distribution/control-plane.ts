import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeServer, listen } from '../../cloud/core/endpoint.ts';
import { type RealRegistry, registryLogin } from './registry.ts';

/** The API of ECR in front of a registry that knows nothing of it: the few calls that a push and a promotion make. */
export interface ControlPlane {
  readonly url: string;
  /** The calls that were made, by name. */
  readonly calls: string[];
  close(): Promise<void>;
}

export interface ControlPlaneOptions {
  /** The registry as others see it, which may be a proxy of it [its own host]. */
  readonly host?: string;
  /** Time that each call takes longer. */
  readonly delayMilliseconds?: number;
  /** Whether tags move [they do]. */
  readonly mutability?: 'MUTABLE' | 'IMMUTABLE';
  /** Done when a call has its answer, before that is sent. */
  readonly beforeAnswer?: (call: string) => Promise<void>;
}

/** What the calls are given, as far as it is looked at. */
interface Call {
  readonly repositoryName: string;
  readonly repositoryNames: readonly string[];
  readonly imageIds: readonly { readonly imageTag?: string; readonly imageDigest?: string }[];
  readonly acceptedMediaTypes: readonly string[];
  readonly layerDigests: readonly string[];
  readonly imageManifest: string;
  readonly imageManifestMediaType: string;
  readonly imageTag: string;
}

/** Every repository exists: a registry makes it with the first push. Signatures are not looked at. */
export async function startControlPlane(
  registry: RealRegistry,
  { host = registry.host, delayMilliseconds = 0, mutability = 'MUTABLE', beforeAnswer }: ControlPlaneOptions = {},
): Promise<ControlPlane> {
  const calls: string[] = [];
  const perform = operations(registry, { host, mutability });
  const server = createServer(async (request, response) => {
    const name = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const call = JSON.parse(await text(request)) as Call;
    calls.push(name);
    if (delayMilliseconds > 0) await new Promise((resolve) => setTimeout(resolve, delayMilliseconds));
    const operation = perform[name];
    const answer = await (operation ? operation(call) : refusal('UnknownOperationException', name)).catch((error) =>
      refusalOf('ServerException', String(error)),
    );
    await beforeAnswer?.(name);
    response.writeHead('__type' in answer ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(answer));
  });
  return { url: await listen(server), calls, close: () => closeServer(server) };
}

type Operation = (call: Call) => Promise<object>;

function operations(
  registry: RealRegistry,
  { host, mutability }: { readonly host: string; readonly mutability: string },
): Readonly<Record<string, Operation>> {
  const manifest = async (name: string, reference: string, accepted: readonly string[]) => {
    const response = await registry.fetch(`${name}/manifests/${reference}`, {
      headers: { accept: accepted.join(', ') },
    });
    return { response, imageManifest: await response.text() };
  };
  return {
    async GetAuthorizationToken() {
      const token = Buffer.from(`${registryLogin.username}:${registryLogin.password}`).toString('base64');
      const expiresAt = Date.now() / 1_000 + 43_200;
      return { authorizationData: [{ authorizationToken: token, expiresAt, proxyEndpoint: `http://${host}` }] };
    },
    DescribeRepositories: async ({ repositoryNames }) => ({
      repositories: repositoryNames.map((repositoryName) => ({
        ...{ repositoryName, registryId: '111111111111', imageTagMutability: mutability },
        repositoryArn: `arn:aws:ecr:eu-central-1:111111111111:repository/${repositoryName}`,
        repositoryUri: `${host}/${repositoryName}`,
        imageScanningConfiguration: { scanOnPush: true },
      })),
    }),
    async BatchGetImage({ repositoryName, imageIds, acceptedMediaTypes }) {
      const found = await Promise.all(
        imageIds.map(async (imageId) => {
          const reference = imageId.imageDigest ?? imageId.imageTag ?? '';
          const { response, imageManifest } = await manifest(repositoryName, reference, acceptedMediaTypes);
          if (response.status === 404) return { failure: { imageId, failureCode: 'ImageNotFound' } };
          if (!response.ok) return { failure: { imageId, failureCode: `Status${response.status}` } };
          const imageDigest = response.headers.get('docker-content-digest') ?? '';
          const imageManifestMediaType = response.headers.get('content-type') ?? '';
          return { image: { imageId: { ...imageId, imageDigest }, imageManifest, imageManifestMediaType } };
        }),
      );
      return {
        images: found.flatMap(({ image }) => image ?? []),
        failures: found.flatMap(({ failure }) => failure ?? []),
      };
    },
    async BatchCheckLayerAvailability({ repositoryName, layerDigests }) {
      const layers = layerDigests.map(async (layerDigest) => {
        const { status } = await registry.fetch(`${repositoryName}/blobs/${layerDigest}`, { method: 'HEAD' });
        return { layerDigest, layerAvailability: status === 200 ? 'AVAILABLE' : 'UNAVAILABLE' };
      });
      return { layers: await Promise.all(layers), failures: [] };
    },
    async PutImage({ repositoryName, imageManifest, imageManifestMediaType, imageTag }) {
      const before = await manifest(repositoryName, imageTag, [imageManifestMediaType]);
      if (before.response.ok && before.imageManifest === imageManifest)
        return refusal('ImageAlreadyExistsException', `Image with tag '${imageTag}' already exists`);
      if (before.response.ok && mutability === 'IMMUTABLE')
        return refusal('ImageTagAlreadyExistsException', `The tag '${imageTag}' cannot be overwritten`);
      const headers = { 'content-type': imageManifestMediaType };
      const put = { method: 'PUT', headers, body: imageManifest };
      const response = await registry.fetch(`${repositoryName}/manifests/${imageTag}`, put);
      if (!response.ok) return refusal('InvalidParameterException', await response.text());
      return { image: { repositoryName, imageId: { imageTag } } };
    },
  };
}

async function refusal(__type: string, message: string) {
  return refusalOf(__type, message);
}

function refusalOf(__type: string, message: string) {
  return { __type, message };
}

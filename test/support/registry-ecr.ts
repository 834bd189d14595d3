import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { closeServer, listen } from '../cloud/core/endpoint.ts';
import { makeServerHome } from './server-home.ts';
import { type ServerProcess, startServer } from './server-process.ts';

/** A registry that others wrote, behind as much of ECR's own API as a push asks. */
export interface RegistryEcr {
  /** Of ECR's API: `AWS_ENDPOINT_URL_ECR`. */
  readonly url: string;
  /** `<host>/<name>` of the one repository. */
  readonly repository: string;
  close(): Promise<void>;
}

/** Starts Debian's docker-registry (distribution 2.8) in a folder of its own, with one repository. */
export async function startRegistryEcr(name: string): Promise<RegistryEcr> {
  const registry = await startDistribution();
  const host = `127.0.0.1:${registry.port}`;
  const server = createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const answer = await answerTo(operation, (await json(request)) as Request, { host, name });
    response.writeHead('__type' in answer ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(answer));
  });
  return {
    url: await listen(server),
    repository: `${host}/${name}`,
    async close() {
      await closeServer(server);
      await registry.stop();
    },
  };
}

/** Foreign layers may name any address: by default, the registry refuses manifests with `urls`. */
function configuration(port: number): object {
  return {
    version: 0.1,
    log: { level: 'error' },
    storage: { inmemory: {}, maintenance: { uploadpurging: { enabled: false } } },
    http: { addr: `127.0.0.1:${port}` },
    validation: { manifests: { urls: { allow: ['^https?://'] } } },
  };
}

async function startDistribution(): Promise<ServerProcess> {
  const home = makeServerHome('docker-registry');
  return startServer({
    home,
    command: 'docker-registry',
    args(port) {
      const path = join(home.folder, 'config.yml');
      writeFileSync(path, JSON.stringify(configuration(port)));
      return ['serve', path];
    },
    async probe(port) {
      const { status } = await fetch(`http://127.0.0.1:${port}/v2/`);
      if (status !== 200) throw new Error(`it answered ${status}`);
    },
    stopSignal: 'SIGTERM',
  });
}

/** What the operations below are asked with. */
interface Request {
  readonly layerDigests?: readonly string[];
  readonly imageIds?: readonly { readonly imageTag?: string; readonly imageDigest?: string }[];
  readonly imageManifest?: string;
  readonly imageManifestMediaType?: string;
  readonly imageTag?: string;
}

interface Place {
  readonly host: string;
  readonly name: string;
}

/** Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Operations.html */
async function answerTo(operation: string, request: Request, { host, name }: Place): Promise<object> {
  const url = (path: string) => `http://${host}/v2/${name}/${path}`;
  switch (operation) {
    case 'GetAuthorizationToken':
      return {
        authorizationData: [
          { authorizationToken: btoa('AWS:password'), proxyEndpoint: `http://${host}`, expiresAt: 4_102_444_800 },
        ],
      };
    case 'DescribeRepositories':
      return {
        repositories: [
          {
            ...{ registryId: '111111111111', repositoryName: name, repositoryUri: `${host}/${name}` },
            ...{ imageTagMutability: 'MUTABLE', imageScanningConfiguration: { scanOnPush: true } },
          },
        ],
      };
    case 'BatchCheckLayerAvailability': {
      const layers = (request.layerDigests ?? []).map(async (layerDigest) => {
        const { ok } = await fetch(url(`blobs/${layerDigest}`), { method: 'HEAD' });
        return { layerDigest, layerAvailability: ok ? 'AVAILABLE' : 'UNAVAILABLE' };
      });
      return { layers: await Promise.all(layers), failures: [] };
    }
    case 'BatchGetImage': {
      const images = (request.imageIds ?? []).map((id) => storedImage(url, id));
      return { images: (await Promise.all(images)).flat(), failures: [] };
    }
    case 'PutImage':
      return putImage(url, request);
    default:
      return { __type: 'InvalidParameterException', message: `${operation} is not played here.` };
  }
}

const manifestTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

async function storedImage(
  url: (path: string) => string,
  id: { readonly imageTag?: string; readonly imageDigest?: string },
): Promise<readonly object[]> {
  const headers = { accept: manifestTypes.join(', ') };
  const response = await fetch(url(`manifests/${id.imageDigest ?? id.imageTag}`), { headers });
  if (!response.ok) return [];
  const imageManifest = await response.text();
  const imageDigest = `sha256:${createHash('sha256').update(imageManifest).digest('hex')}`;
  const imageManifestMediaType = response.headers.get('content-type');
  return [{ imageId: { ...id, imageDigest }, imageManifest, imageManifestMediaType }];
}

async function putImage(
  url: (path: string) => string,
  { imageManifest = '', imageManifestMediaType = '', imageTag = '' }: Request,
): Promise<object> {
  const response = await fetch(url(`manifests/${imageTag}`), {
    method: 'PUT',
    headers: { 'content-type': imageManifestMediaType },
    body: imageManifest,
  });
  if (!response.ok) return { __type: 'LayersNotFoundException', message: await response.text() };
  return { image: { imageId: { imageTag, imageDigest: response.headers.get('docker-content-digest') } } };
}

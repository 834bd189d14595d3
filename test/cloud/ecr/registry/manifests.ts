import { readBody } from '../../core/service.ts';
import { deleteImages } from '../delete-images.ts';
import { referrers } from '../image-operations.ts';
import { digestOf, findImage, putImage } from '../images.ts';
import { accepted, mediaTypes } from '../manifest.ts';
import { RegistryError } from './errors.ts';
import type { RegistryAnswer, Visit } from './visit.ts';

/** ECR takes manifests up to 4 MiB, as the distribution specification asks of every registry. */
const largestManifestBytes = 4 * 1024 * 1024;

export function getManifest(visit: Visit, reference: string, withBody: boolean): RegistryAnswer {
  const { repository, request, parts } = visit;
  const image = findImage(repository, idOf(reference));
  if (!image) throw new RegistryError(404, 'MANIFEST_UNKNOWN', 'Requested image not found');
  if (image.status !== 'ACTIVE') throw new RegistryError(404, 'MANIFEST_UNKNOWN', 'Requested image is archived');
  image.pulledAt = parts.clock.now();
  const types = acceptedTypes(String(request.headers.accept ?? ''));
  const answer = isDigest(reference) ? image : accepted(image, types);
  return {
    status: 200,
    headers: {
      'content-type': answer.mediaType,
      'content-length': String(Buffer.byteLength(answer.manifest)),
      'docker-content-digest': answer === image ? image.digest : digestOf(answer.manifest),
    },
    ...(withBody ? { body: answer.manifest } : {}),
  };
}

export async function putManifest(visit: Visit, reference: string): Promise<RegistryAnswer> {
  const { repository, registry, request, parts } = visit;
  const body = await readBody(request);
  if (body.length > largestManifestBytes) throw new RegistryError(413, 'MANIFEST_INVALID', 'The manifest is too large');
  const push = putImage(
    repository,
    {
      manifest: body.toString(),
      mediaType: mediaTypeOf(String(request.headers['content-type'] ?? '')),
      tag: isDigest(reference) ? undefined : reference,
      digest: isDigest(reference) ? reference : undefined,
      again: 'allow',
    },
    parts.clock.now(),
  );
  parts.pushed(push);
  return {
    status: 201,
    headers: {
      location: `http://${registry.host}/v2/${repository.name}/manifests/${push.image.digest}`,
      'docker-content-digest': push.image.digest,
      ...(push.image.subjectDigest ? { 'oci-subject': push.image.subjectDigest } : {}),
    },
  };
}

export function deleteManifest({ repository }: Visit, reference: string): RegistryAnswer {
  const [failure] = deleteImages(repository, [idOf(reference)]).failures;
  if (!failure) return { status: 202 };
  if (failure.failureCode === 'ImageNotFound') throw new RegistryError(404, 'MANIFEST_UNKNOWN', failure.failureReason);
  throw new RegistryError(405, 'UNSUPPORTED', failure.failureReason);
}

/** Tags in their order, `n` of them after `last`. */
export function listTags({ repository, request }: Visit): RegistryAnswer {
  const last = request.query.get('last') ?? '';
  const limit = Number(request.query.get('n') ?? 1000);
  const rest = [...repository.tags.keys()].toSorted().filter((tag) => tag > last);
  const tags = rest.slice(0, limit);
  const next =
    rest.length > tags.length ? `/v2/${repository.name}/tags/list?n=${limit}&last=${tags.at(-1)}` : undefined;
  return json(
    { name: repository.name, tags },
    { 'content-type': 'application/json', ...(next ? { link: `<${next}>; rel="next"` } : {}) },
  );
}

export function listReferrers({ repository, request }: Visit, subject: string): RegistryAnswer {
  const artifactType = request.query.get('artifactType');
  const manifests = referrers(repository, subject, artifactType === null ? [] : [artifactType]).map(
    ({ artifactStatus: _, ...descriptor }) => descriptor,
  );
  return json(
    { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests },
    {
      'content-type': mediaTypes.ociIndex,
      ...(artifactType === null ? {} : { 'oci-filters-applied': 'artifactType' }),
    },
  );
}

function json(value: unknown, headers: Record<string, string>): RegistryAnswer {
  return { status: 200, headers, body: JSON.stringify(value) };
}

function isDigest(reference: string): boolean {
  return reference.includes(':');
}

function idOf(reference: string) {
  return isDigest(reference) ? { imageDigest: reference } : { imageTag: reference };
}

function mediaTypeOf(contentType: string): string | undefined {
  const type = contentType.split(';')[0]?.trim() ?? '';
  return type.includes('manifest') || type.includes('index') ? type : undefined;
}

function acceptedTypes(accept: string): readonly string[] {
  const types = accept.split(',').map((entry) => entry.split(';')[0]?.trim() ?? '');
  return types.includes('*/*') ? [] : types.filter((type) => type !== '');
}

import { UserError } from '../../errors.ts';
import type { Deployment, Manifest, ManifestObject, Release, Version } from './manifest.ts';

/** The manifest as it is stored: what objects share is written once, for sites of 100,000 files. */
interface ManifestFile {
  readonly version: 1;
  readonly releases: readonly Release[];
  readonly headers: readonly Readonly<Record<string, string>>[];
  readonly releaseIds: readonly string[];
  readonly objects: Readonly<Record<string, StoredObject>>;
  readonly deployment?: Deployment;
}

/** Headers and release are positions in the two lists; the rest is left out where it says nothing. */
type StoredObject = readonly [
  sha256: string,
  etag: string,
  headers: number,
  release: number,
  unusedSince?: string,
  begun?: 1,
];

/** The manifest as JSON, written straight into its bytes: as a text, or in pieces, it would be in memory twice. */
export function renderManifest({ releases, objects, deployment }: Manifest): Uint8Array {
  const headers = positions((own: Version['headers']) => JSON.stringify(own));
  const releaseIds = positions((id: string) => JSON.stringify(id));
  const file = growing(likelyBytes(objects));
  file.append(`{"version":1,"releases":${JSON.stringify(releases)},`);
  if (deployment) file.append(`"deployment":${JSON.stringify(deployment)},`);
  let separator = '"objects":{';
  for (const [path, { sha256, etag, headers: own, release, unusedSince, begun }] of objects) {
    const stored = [sha256, etag, headers.of(own), releaseIds.of(release)];
    const rest = begun ? [unusedSince ?? '', 1] : unusedSince ? [unusedSince] : [];
    file.append(`${separator}${JSON.stringify(path)}:${JSON.stringify([...stored, ...rest])}`);
    separator = ',\n';
  }
  const end = objects.size === 0 ? `${separator}}` : '}';
  file.append(`${end},"releaseIds":[${releaseIds.all()}],"headers":[${headers.all()}]}\n`);
  return file.bytes();
}

/** What an object takes beside its path: a SHA-256, an ETag, positions, and the time since which it is unused. */
const bytesPerObject = 150;

function likelyBytes(objects: Manifest['objects']): number {
  let bytes = 4_096;
  for (const path of objects.keys()) bytes += path.length + bytesPerObject;
  return bytes;
}

/** What a unit of UTF-16 takes at most in UTF-8. */
const maxBytesPerUnit = 3;

/** Bytes that texts are appended to. */
function growing(likely: number) {
  let buffer = Buffer.allocUnsafe(likely);
  let length = 0;
  return {
    append(text: string): void {
      const most = length + text.length * maxBytesPerUnit;
      if (most > buffer.length) buffer = Buffer.concat([buffer], Math.ceil(most * 1.5));
      length += buffer.write(text, length);
    },
    bytes: () => buffer.subarray(0, length),
  };
}

export function parseManifest(source: string, place: string): Manifest {
  const file = parsed(source);
  if (!file) throw unreadable(place);
  const { releases, headers, releaseIds, deployment } = file;
  const objects = new Map<string, ManifestObject>();
  for (const path in file.objects) {
    const [sha256, etag, shared, release, unusedSince, begun] = file.objects[path] ?? ['', '', 0, 0];
    const object = { sha256, etag, headers: headers[shared] ?? {}, release: releaseIds[release] ?? '' };
    const doubts = begun ? ({ begun: true } as const) : {};
    objects.set(
      path,
      unusedSince || begun ? { ...object, ...(unusedSince ? { unusedSince } : {}), ...doubts } : object,
    );
  }
  return { releases, objects, deployment };
}

function parsed(source: string): ManifestFile | undefined {
  try {
    const file = JSON.parse(source) as ManifestFile;
    const lists = [file.releases, file.headers, file.releaseIds];
    return file.version === 1 && lists.every(Array.isArray) && typeof file.objects === 'object' ? file : undefined;
  } catch {
    return undefined;
  }
}

/** Values by their place in a list; those of equal text have the same. Most are the very same value again. */
function positions<T>(textOf: (value: T) => string) {
  const byValue = new Map<T, number>();
  const byText = new Map<string, number>();
  return {
    of(value: T): number {
      const known = byValue.get(value);
      if (known !== undefined) return known;
      const text = textOf(value);
      const at = byText.get(text) ?? byText.size;
      byText.set(text, at);
      byValue.set(value, at);
      return at;
    },
    all: () => [...byText.keys()].join(','),
  };
}

function unreadable(place: string): UserError {
  return new UserError({
    what: `The manifest ${place} is not one that this version can read; nothing was changed.`,
    next: 'Use the version of this action that wrote it, or remove it: the next run then compares with what the bucket holds.',
  });
}

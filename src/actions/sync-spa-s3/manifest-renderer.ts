import type { ManifestDraft, Release, Version } from './manifest.ts';

/** Renders one manifest after the other into the same bytes, which hold until the next one: they are much memory. */
export function manifestRenderer(): (manifest: ManifestDraft) => Uint8Array {
  const file = growingBytes();
  return (manifest) => {
    file.reset(manifest.objects.size * likelyBytesPerObject);
    render(manifest, file.append);
    return file.bytes();
  };
}

/** The manifest as JSON, straight into its bytes: as a text, or in pieces, it would be in memory twice. */
function render(
  { releases, objects, deployment, serviceWorkers = [], lockServer }: ManifestDraft,
  append: (text: string) => void,
): void {
  const headers = positions((own: Version['headers']) => JSON.stringify(own));
  const releaseIds = positions((id: string) => JSON.stringify(id));
  append(`{"version":2,"releases":[${releases.map(storedRelease).join(',')}],`);
  if (deployment) append(`"deployment":${JSON.stringify(deployment)},`);
  if (serviceWorkers.length > 0) append(`"serviceWorkers":${JSON.stringify(serviceWorkers)},`);
  if (lockServer !== undefined) append(`"lockServer":${JSON.stringify(lockServer)},`);
  append('"objects":{');
  let separator = '';
  for (const [path, { sha256, etag, headers: own, release, unusedSince, begun, thawed }] of objects) {
    const stored: (string | number)[] = [sha256, etag, headers.of(own), releaseIds.of(release)];
    if (unusedSince || begun || thawed) stored.push(unusedSince ?? '');
    if (begun || thawed) stored.push(begun ? 1 : 0);
    if (thawed) stored.push(1);
    append(`${separator}${JSON.stringify(path)}:${JSON.stringify(stored)}`);
    separator = ',\n';
  }
  append(`},"releaseIds":[${releaseIds.all()}],"headers":[${headers.all()}]}\n`);
}

/** What an earlier version has written into the record stays there until it lies in objects of its own. */
function storedRelease({ undo, ...release }: Release): string {
  return JSON.stringify({ ...release, undo: 'stored' in undo ? undo.stored : Object.fromEntries(undo.versions) });
}

/** A path, a SHA-256, an ETag, positions, and the time since which it is unused. What is not filled takes no memory. */
const likelyBytesPerObject = 300;
/** Texts are gathered up to this length: to write each by itself takes half as long again, and much longer ones outlive the young generation. */
const gatheredUnits = 4_096;
/** What a unit of UTF-16 takes at most in UTF-8. */
const maxBytesPerUnit = 3;

/** Bytes that texts are appended to. */
function growingBytes() {
  let buffer = Buffer.alloc(0);
  let length = 0;
  let gathered = '';
  const write = () => {
    const most = length + gathered.length * maxBytesPerUnit;
    if (most > buffer.length) buffer = Buffer.concat([buffer], Math.ceil(most * 1.5));
    length += buffer.write(gathered, length);
    gathered = '';
  };
  return {
    /** Begins anew, with room for so many bytes. */
    reset(likely: number): void {
      if (buffer.length < likely) buffer = Buffer.allocUnsafe(likely);
      [length, gathered] = [0, ''];
    },
    append(text: string): void {
      gathered += text;
      if (gathered.length >= gatheredUnits) write();
    },
    bytes() {
      write();
      return buffer.subarray(0, length);
    },
  };
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

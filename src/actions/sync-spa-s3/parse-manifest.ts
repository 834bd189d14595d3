import { isJsonObject, parseJsonObject } from '../../domain/json.ts';
import { UserError } from '../../errors.ts';
import type { Deployment, Manifest, ManifestObject, Release, Version } from './manifest.ts';
import { isHeaders, isObjectOf } from './stored-headers.ts';

/** The manifest as it is stored: what objects share is written once, for sites of 100,000 files. */
interface ManifestFile {
  /** The first version had what releases changed in the record itself. */
  readonly version: 1 | 2;
  readonly releases: readonly StoredRelease[];
  readonly headers: readonly Readonly<Record<string, string>>[];
  readonly releaseIds: readonly string[];
  readonly objects: Readonly<Record<string, StoredObject>>;
  readonly deployment?: Deployment;
  readonly serviceWorkers?: readonly string[];
  readonly lockServer?: string;
}

type StoredRelease = Omit<Release, 'undo'> & {
  readonly undo: string | Readonly<Record<string, Version | null>>;
};

/** Headers and release are positions in the two lists; the rest is left out where it says nothing. */
type StoredObject = readonly [
  sha256: string,
  etag: string,
  headers: number,
  release: number,
  unusedSince?: string,
  begun?: 0 | 1,
  thawed?: 1,
];

/** An object of which there is no more to say. */
const plainLength = 4;

/** Parses the manifest of a bucket, which anybody may have written: what is not as this version writes it is refused. */
export function parseManifest(source: string, place: string): Manifest {
  const { around, lines } = objectsApart(source);
  const apart = manifestFile(around);
  const file = apart ?? manifestFile(source);
  if (!file) throw unreadable(place);
  const { headers, releaseIds } = file;
  const objects = new Map<string, ManifestObject>();
  for (const [path, stored] of apart ? entriesIn(lines) : entriesOf(file.objects)) {
    if (!isStoredObject(stored)) throw unreadable(place);
    const [sha256, etag, shared, release, unusedSince, begun, isThawed] = stored;
    const object = { sha256, etag, headers: headers[shared] ?? {}, release: releaseIds[release] ?? '' };
    const flags = { ...(begun ? ({ begun: true } as const) : {}), ...(isThawed ? ({ thawed: true } as const) : {}) };
    const isPlain = stored.length === plainLength;
    objects.set(path, isPlain ? object : { ...object, ...(unusedSince ? { unusedSince } : {}), ...flags });
  }
  const { deployment, serviceWorkers, lockServer } = file;
  const optional = {
    ...(serviceWorkers === undefined ? {} : { serviceWorkers }),
    ...(lockServer === undefined ? {} : { lockServer }),
  };
  return { releases: file.releases.map(releaseOf), objects, deployment, ...optional };
}

/** To parse each line by itself takes twice as long. */
const likelyPieceCharacters = 65_536;
const [beforeObjects, behindObjects] = ['"objects":{', '},"releaseIds":['];

/** The manifest without its objects, and these, which are written one on a line: all at once they would be in memory twice. */
function objectsApart(source: string): { readonly around: string; readonly lines: Iterable<string> } {
  const start = source.indexOf(beforeObjects) + beforeObjects.length;
  const end = source.lastIndexOf(behindObjects);
  const isWhole = start >= beforeObjects.length && end >= start;
  return { around: isWhole ? source.slice(0, start) + source.slice(end) : '', lines: linesOf(source, start, end) };
}

function* linesOf(source: string, start: number, end: number): Generator<string> {
  for (let at = start; at < end; ) {
    const next = source.indexOf(',\n', at + likelyPieceCharacters);
    const lineEnd = next < 0 || next > end ? end : next;
    yield source.slice(at, lineEnd);
    at = lineEnd + 2;
  }
}

function* entriesIn(lines: Iterable<string>): Generator<readonly [path: string, stored: unknown]> {
  for (const line of lines) {
    const entry = parseJsonObject(`{${line}}`);
    if (entry) yield* entriesOf(entry);
    else yield ['', undefined];
  }
}

function* entriesOf(objects: Readonly<Record<string, unknown>>): Generator<readonly [path: string, stored: unknown]> {
  for (const path in objects) yield [path, objects[path]];
}

/** The members that are few are checked here; of the objects, each when it is read. */
function manifestFile(source: string): ManifestFile | undefined {
  const file = parseJsonObject(source);
  if (file?.['version'] !== 1 && file?.['version'] !== 2) return undefined;
  const { releases, headers, releaseIds, objects, deployment, serviceWorkers, lockServer } = file;
  const isSound =
    isListOf(releases, isRelease) &&
    isListOf(headers, isHeaders) &&
    isListOf(releaseIds, isText) &&
    isJsonObject(objects) &&
    isTextOrNone(lockServer) &&
    (serviceWorkers === undefined || isListOf(serviceWorkers, isText)) &&
    (deployment === undefined || isDeployment(deployment));
  return isSound ? (file as unknown as ManifestFile) : undefined;
}

function isStoredObject(value: unknown): value is StoredObject {
  if (!Array.isArray(value)) return false;
  const [sha256, etag, headers, release, unusedSince, begun, isThawed] = value as readonly unknown[];
  return (
    isText(sha256) &&
    isText(etag) &&
    typeof headers === 'number' &&
    typeof release === 'number' &&
    isTextOrNone(unusedSince) &&
    (begun === undefined || begun === 0 || begun === 1) &&
    (isThawed === undefined || isThawed === 1)
  );
}

function isRelease(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const { id, at, run, committedAt, undo } = value;
  const isNamed = isText(id) && isText(at) && isTextOrNone(run) && isTextOrNone(committedAt);
  if (isText(undo)) return isNamed && /^[0-9a-f]{64}$/.test(undo);
  return isNamed && isObjectOf(undo, (version) => version === null || isVersion(version));
}

/** Only what is known of it: it is written again with the next manifest. */
function releaseOf({ id, at, run, committedAt, undo }: StoredRelease): Release {
  return {
    ...{ id, at },
    ...(run === undefined ? {} : { run }),
    ...(committedAt === undefined ? {} : { committedAt }),
    undo: typeof undo === 'string' ? { stored: undo } : { versions: new Map(Object.entries(undo)) },
  };
}

function isVersion(value: unknown): boolean {
  return (
    isJsonObject(value) && Object.keys(value).length === 2 && isText(value['sha256']) && isHeaders(value['headers'])
  );
}

function isDeployment(value: unknown): value is Deployment {
  return isJsonObject(value) && ['url', 'run', 'token', 'until'].every((name) => isText(value[name]));
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTextOrNone(value: unknown): boolean {
  return value === undefined || isText(value);
}

function unreadable(place: string): UserError {
  return new UserError({
    what: `The manifest ${place} is not one that this version can read; nothing was changed.`,
    next: 'Use the version of this action that wrote it, or remove it: the next run then compares with what the bucket holds.',
  });
}

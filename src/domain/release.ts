import { parseImageReference } from './image-reference.ts';
import { isJsonObject, parseJsonObject } from './json.ts';
import { canonicalJson } from './plan.ts';
import type { Result } from './result.ts';

/** What was released, as the ledger keeps it. */
export interface Release {
  readonly app?: string;
  readonly environment?: string;
  /** 40 hex digits */
  readonly commit: string;
  /** repository@digest */
  readonly image?: string;
  /** `sha256:` and 64 hex digits */
  readonly digest?: string;
  readonly siteRelease?: string;
  /** The migration that the database stands at. */
  readonly databaseVersion?: string;
  /** Names of the variables that the release gives to the backend, with a blank between them. */
  readonly variables?: string;
  /** Sizes and the like that the backend runs with, as inputs of its action: `cpu=1024 memory=2048`. */
  readonly sizes?: string;
  /** Of the plan that was applied. */
  readonly fingerprint?: string;
  /** `true` where its deployment failed midway, and neither it nor the release before may stand whole. */
  readonly unsettled?: string;
  /** Web address of the workflow run. */
  readonly run?: string;
  readonly actor?: string;
}

/** What is known of a release before it is recorded. */
export type PartialRelease = Partial<Release>;

const members: Readonly<Record<keyof Release, RegExp>> = {
  app: /^.{1,100}$/,
  environment: /^.{1,255}$/,
  commit: /^[0-9a-f]{40}$/,
  image: /^\S{1,500}$/,
  digest: /^sha256:[0-9a-f]{64}$/,
  siteRelease: /^.{1,200}$/,
  databaseVersion: /^.{1,300}$/,
  variables: /^[\w.-]+(?: [\w.-]+)*$/,
  sizes: /^[a-z-]+=[\w./:,-]{1,200}(?: [a-z-]+=[\w./:,-]{1,200}){0,20}$/,
  fingerprint: /^[0-9a-f]{64}$/,
  unsettled: /^true$/,
  run: /^https?:\/\/\S{1,500}$/,
  actor: /^.{1,100}$/,
};

/** Parses a release that somebody hands over as JSON; what is empty or null counts as missing, and a digest is taken from the image. */
export function parseRelease(text: string): Result<PartialRelease> {
  const given = parseJsonObject(text);
  if (!given) return { ok: false, reason: 'it is no JSON object' };
  const problems = Object.entries(given).flatMap(([name, value]) => problemOf(name, value) ?? []);
  if (problems.length > 0) return { ok: false, reason: problems.join(', ') };
  const release = Object.fromEntries(Object.entries(given).filter(([, value]) => !isMissing(value))) as PartialRelease;
  return { ok: true, value: withDigest(release) };
}

/** A release as a deployment of the ledger tells it. The commit is GitHub's; what is no record of ours gives only that. */
export function recordedRelease(payload: unknown, commit: string): Release {
  const known = isJsonObject(payload) ? Object.entries(payload) : [];
  const sound = known.filter(([name, value]) => isMember(name) && !isMissing(value) && !problemOf(name, value));
  return { ...(Object.fromEntries(sound) as PartialRelease), commit };
}

/** JSON in which equal releases are equal texts. */
export function releaseText(release: Release): string {
  return canonicalJson(release);
}

/** Whether two records are of the same release, whoever released it and where. */
export function isSameRelease(a: Release, b: Release): boolean {
  return a.commit === b.commit && a.digest === b.digest && a.siteRelease === b.siteRelease;
}

function problemOf(name: string, value: unknown): string | undefined {
  if (!isMember(name)) return `"${name.slice(0, 40)}" is no member of a release (${Object.keys(members).join(', ')})`;
  if (isMissing(value) || (typeof value === 'string' && members[name].test(value))) return undefined;
  return `its ${name} is not as it should be`;
}

function withDigest(release: PartialRelease): PartialRelease {
  const reference = release.image === undefined ? undefined : parseImageReference(release.image);
  const digest = release.digest ?? (reference?.ok ? reference.value.digest : undefined);
  return digest === undefined ? release : { ...release, digest };
}

function isMember(name: string): name is keyof Release {
  return Object.hasOwn(members, name);
}

/** An output that was not set arrives as an empty text. */
function isMissing(value: unknown): boolean {
  return value === '' || value === null || value === undefined;
}

import type { S3Writer } from '../../aws/s3.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import { leaseMilliseconds } from './lease.ts';
import type { Deployment, ManifestDraft } from './manifest.ts';
import { manifestRenderer } from './manifest-renderer.ts';

/** Where the manifest lies. */
export interface ManifestPlace {
  readonly bucket: string;
  readonly key: string;
}

/** This run's hold on a site: others wait while it is renewed. */
export interface Claim {
  /**
   * Asked before each write: renews the lease when some of it has passed, and has the write wait for that when most has.
   * Throws when another run has taken the site over, and when the credentials end so soon that the site could not be let go.
   */
  keepAlive(): Promise<void>;
  /** Writes the manifest, and goes on holding the site or lets it go. */
  write(manifest: ManifestDraft, then: 'hold' | 'let go', signal: AbortSignal): Promise<void>;
}

/** What is claimed, on which condition and by whom. */
export interface ClaimRequest {
  readonly place: ManifestPlace;
  /** The manifest's, when it was observed; undefined where there was none. */
  readonly observedEtag: string | undefined;
  /** The manifest to begin with. */
  readonly intent: ManifestDraft;
  readonly owner: Omit<Deployment, 'until'>;
}

const renewAfterMilliseconds = 60_000;
/** A write is sent again for up to three minutes, and its last attempt takes a while: it is begun while the lease lasts longer. */
const longestWriteMilliseconds = 215_000;
/** In these last seconds of the credentials nothing is begun any more: the site is let go. */
const lastSeconds = 30;
const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };

/**
 * Claims the site by writing the manifest on condition that it is still the one that was observed: `conflict` when it is
 * not. Claim and record are one object, so nobody can hold the one without knowing the other.
 */
export async function claimSite(
  { place, observedEtag, intent, owner }: ClaimRequest,
  s3: S3Writer,
  { clock, signal }: Pick<Context, 'clock' | 'signal'>,
): Promise<Claim | 'conflict'> {
  const render = manifestRenderer();
  const bucket = s3.bucket(place.bucket, signal);
  const demandCredentials = async () => {
    if ((await bucket.credentialSeconds()) < lastSeconds) throw credentialsEnd(place);
  };
  const put = (manifest: ManifestDraft, etag: string | undefined, putSignal: AbortSignal) => {
    const condition = etag === undefined ? ({ ifAbsent: true } as const) : { ifEtag: etag };
    return s3.bucket(place.bucket, putSignal).put(place.key, render(manifest), headers, condition);
  };
  const held = (manifest: ManifestDraft) => {
    const until = new Date(clock.now().getTime() + leaseMilliseconds).toISOString();
    return { ...manifest, deployment: { ...owner, until } };
  };
  await demandCredentials();
  let renewedAt = clock.now().getTime();
  const first = await put(held(intent), observedEtag, signal);
  if (first === 'conflict') return first;

  let etag = first;
  let manifest = intent;
  let renewal: Promise<void> | undefined;
  let turn: Promise<void> = Promise.resolve();
  /** One write after the other: each is on condition of the one before. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const next = turn.then(work);
    turn = next.catch(() => {});
    return next;
  };
  const rewrite = async (next: ManifestDraft, then: 'hold' | 'let go', putSignal: AbortSignal) => {
    const begunAt = clock.now().getTime();
    const written = await put(then === 'hold' ? held(next) : next, etag, putSignal);
    if (written === 'conflict') throw takenOver(place);
    etag = written;
    manifest = next;
    renewedAt = begunAt;
  };
  return {
    async keepAlive() {
      await demandCredentials();
      const passed = clock.now().getTime() - renewedAt;
      if (passed < renewAfterMilliseconds) return;
      const isUnderWay = renewal !== undefined;
      renewal ??= inTurn(() => rewrite(manifest, 'hold', signal)).finally(() => {
        renewal = undefined;
      });
      if (!isUnderWay || passed + longestWriteMilliseconds > leaseMilliseconds) await renewal;
    },
    write: (next, then, putSignal) => inTurn(() => rewrite(next, then, putSignal)),
  };
}

function takenOver({ bucket, key }: ManifestPlace): UserError {
  return new UserError({
    what: `s3://${bucket}/${key} was written by another deployment while this one ran.`,
    next: 'Let the other one finish, then run this one again; deploy one at a time per environment (concurrency).',
  });
}

function credentialsEnd({ bucket, key }: ManifestPlace): UserError {
  return new UserError({
    what: `The AWS credentials of this job end within ${lastSeconds} s, and s3://${bucket}/${key} could not be let go after that.`,
    next: 'Ask for credentials that last longer (role-duration-seconds), or give `role-to-assume`, so that they are renewed; then run the job again.',
  });
}

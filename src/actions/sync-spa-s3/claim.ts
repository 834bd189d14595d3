import type { S3Writer } from '../../aws/s3.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Deployment, Manifest, ManifestDraft } from './manifest.ts';
import { manifestRenderer } from './manifest-renderer.ts';

/** Where the manifest lies. */
export interface ManifestPlace {
  readonly bucket: string;
  readonly key: string;
}

/** This run's hold on a site: others wait while it is renewed. */
export interface Claim {
  /** Renews the lease when a good part of it has passed; throws when another run has taken the site over. */
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

const leaseMilliseconds = 5 * 60_000;
const renewAfterMilliseconds = 60_000;
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
  const put = (manifest: ManifestDraft, etag: string | undefined, putSignal: AbortSignal) => {
    const condition = etag === undefined ? ({ ifAbsent: true } as const) : { ifEtag: etag };
    return s3.bucket(place.bucket, putSignal).put(place.key, render(manifest), headers, condition);
  };
  const held = (manifest: ManifestDraft) => {
    const until = new Date(clock.now().getTime() + leaseMilliseconds).toISOString();
    return { ...manifest, deployment: { ...owner, until } };
  };
  const first = await put(held(intent), observedEtag, signal);
  if (first === 'conflict') return first;

  let etag = first;
  let manifest = intent;
  let renewedAt = clock.now().getTime();
  let turn: Promise<void> = Promise.resolve();
  /** One write after the other: each is on condition of the one before. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const next = turn.then(work);
    turn = next.catch(() => {});
    return next;
  };
  const rewrite = async (next: ManifestDraft, then: 'hold' | 'let go', putSignal: AbortSignal) => {
    renewedAt = clock.now().getTime();
    const written = await put(then === 'hold' ? held(next) : next, etag, putSignal);
    if (written === 'conflict') throw takenOver(place);
    etag = written;
    manifest = next;
  };
  return {
    async keepAlive() {
      if (clock.now().getTime() - renewedAt < renewAfterMilliseconds) return;
      renewedAt = clock.now().getTime();
      await inTurn(() => rewrite(manifest, 'hold', signal));
    },
    write: (next, then, putSignal) => inTurn(() => rewrite(next, then, putSignal)),
  };
}

/** Whether somebody else is at work: not when the lease is over, and not when an earlier attempt of the same run died. */
export function isHeldByOther({ deployment }: Manifest, run: string, now: Date): boolean {
  if (!deployment || deployment.until <= now.toISOString()) return false;
  const [theirs, ours] = [deployment.run, run].map((text) => text.split('-'));
  return theirs?.[0] !== ours?.[0] || Number(theirs?.[1]) >= Number(ours?.[1]);
}

function takenOver({ bucket, key }: ManifestPlace): UserError {
  return new UserError({
    what: `s3://${bucket}/${key} was written by another deployment while this one ran.`,
    next: 'Let the other one finish, then run this one again; deploy one at a time per environment (concurrency).',
  });
}

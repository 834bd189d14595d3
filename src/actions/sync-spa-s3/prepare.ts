import type { S3Reader, StoredTimes } from '../../aws/s3.ts';
import { keyPrefix } from '../../domain/key-prefix.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import { fingerprintOf } from '../../lifecycle/fingerprint.ts';
import { everyMinute } from '../../lifecycle/heartbeat.ts';
import { notApproved } from '../../lifecycle/moved-plan.ts';
import { type Ports, readersOf } from '../../lifecycle/ports.ts';
import { type Claim, claimSite } from './claim.ts';
import { isOfOther, isOver } from './lease.ts';
import { type ManifestDraft, manifestKey } from './manifest.ts';
import { plan } from './plan.ts';
import { readBucket } from './read-bucket.ts';
import { intended, type NewRelease } from './record.ts';
import { isOfCommit, releaseId, type SyncStep } from './step.ts';

/** A claimed site, and the step that is to be carried out: planned again when others were at work in between. */
export interface Prepared {
  readonly step: SyncStep;
  readonly claim: Claim;
  readonly intent: ManifestDraft;
  readonly release: NewRelease;
}

type ReplanPorts = Pick<Ports, 's3' | 'tree'>;

const pollMilliseconds = 2_000;

/** Waits for its turn, checks that this is still the release to deploy, and claims the site; without changes there is nothing to claim. */
export async function prepare(
  first: SyncStep,
  ports: ReplanPorts & Pick<Ports, 'random'>,
  context: Context,
): Promise<Prepared | { readonly step: SyncStep }> {
  const place = { bucket: first.inputs.bucket, key: keyPrefix(first.inputs.prefix) + manifestKey };
  const { run } = context;
  const token = Buffer.from(ports.random.reader(9)).toString('base64url');
  const owner = { url: run.url, run: run.attempt, token };
  /** The record of a deployment that was watched and is dead. */
  let dead: string | undefined;
  const isHeld = ({ inputs, observation: { manifest, manifestEtag, manifestTimes } }: SyncStep) =>
    inputs.lock && isOfOther(manifest, run.attempt) && manifestEtag !== dead && !isOver(manifestTimes ?? unknown, 0);
  for (let step = first; ; step = await planAgain(step, ports, context)) {
    if (isHeld(step)) {
      context.log.info(`Waiting for the deployment of ${step.observation.manifest.deployment?.url}.`);
      dead = await watch(step, ports.s3.reader, context);
      continue;
    }
    demandNewest(step, first.observation.now, run.attempt);
    if (step.plan.changes.length === 0) return { step };
    const release = newRelease(step, run.attempt);
    const intent = intended(step.observation, step.plan.changes, release);
    const request = { place, observedEtag: step.observation.manifestEtag, intent, owner };
    const claim = await claimSite(request, ports.s3.writer, context);
    if (claim !== 'conflict') return { step, claim, intent, release };
  }
}

const unknown: StoredTimes = { written: undefined, answered: undefined };

/** Ends when the manifest has changed, or when the run that holds the site has not renewed its lease: then with its ETag. */
async function watch({ inputs, observation }: SyncStep, s3: S3Reader, context: Context): Promise<string | undefined> {
  const { clock, signal } = context;
  const { manifest, manifestEtag = '', manifestTimes = unknown } = observation;
  const heartbeat = everyMinute(
    context,
    (seconds) => `Still waiting for the deployment of ${manifest.deployment?.url}, after ${seconds} s.`,
  );
  const bucket = s3.bucket(inputs.bucket, signal);
  const key = keyPrefix(inputs.prefix) + manifestKey;
  const begun = clock.now().getTime();
  for (;;) {
    heartbeat();
    await clock.sleep(pollMilliseconds, signal);
    const asked = clock.now().getTime();
    const look = await bucket.look(key, manifestEtag);
    if (look.changed) return undefined;
    if (isOver({ ...manifestTimes, answered: look.answered }, asked - begun)) return manifestEtag;
  }
}

async function planAgain({ inputs, observation }: SyncStep, ports: ReplanPorts, context: Context): Promise<SyncStep> {
  const bucket = await readBucket(inputs, observation, readersOf(ports), context);
  const again = { ...observation, ...bucket, now: context.clock.now().toISOString() };
  const step = { inputs, observation: again, plan: plan(inputs, again) };
  if (inputs.expectedPlan === undefined || inputs.expectedPlan === fingerprintOf(step.plan)) return step;
  throw notApproved(`for ${step.plan.target}`, 'Another deployment was at work on this site in the meantime.');
}

/**
 * Of deployments that overlap the newest commit wins; where commits do not tell, the newest run. One that began after the
 * other was done may roll back to an older commit: somebody wants that.
 */
function demandNewest({ inputs, observation }: SyncStep, observedAt: string, run: string): void {
  const serving = observation.manifest.releases[0];
  if (
    !serving?.run ||
    inputs.rollbackTo !== undefined ||
    isOfCommit(serving.id, inputs.releaseId ?? observation.commit)
  )
    return;
  const [theirs = '', ours = ''] = [serving.run, run];
  const overlaps = serving.at > observedAt || (isLaterRun(theirs, ours) && ours.endsWith('-1'));
  const { committedAt } = observation;
  const isNewer =
    serving.committedAt !== undefined && committedAt !== undefined
      ? serving.committedAt > committedAt
      : isLaterRun(theirs, ours);
  if (!overlaps || !isNewer) return;
  throw new UserError({
    what: `The newer release ${serving.id} is served already; nothing was changed.`,
    why: 'Its deployment overtook this one.',
    next: 'Nothing, if that is right. To serve this commit all the same, run the job again.',
  });
}

/** GitHub's run ids grow. */
function isLaterRun(a: string, b: string): boolean {
  return Number(a.split('-')[0]) > Number(b.split('-')[0]);
}

function newRelease(step: SyncStep, run: string): NewRelease {
  const { committedAt, now } = step.observation;
  const isRollback = step.inputs.rollbackTo !== undefined;
  return { id: releaseId(step), at: now, run, ...(committedAt && !isRollback ? { committedAt } : {}) };
}

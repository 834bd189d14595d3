import type { S3Reader, S3Writer } from '../../aws/s3.ts';
import { UserError } from '../../errors.ts';
import type { Step } from '../../lifecycle/action.ts';
import type { Context } from '../../lifecycle/context.ts';
import { fingerprintOf } from '../../lifecycle/fingerprint.ts';
import { notApproved } from '../../lifecycle/moved-plan.ts';
import { type Claim, claimSite, isHeldByOther, type ManifestPlace } from './claim.ts';
import type { contract } from './contract.ts';
import { keyPrefix } from './key-prefix.ts';
import { type ManifestDraft, manifestKey } from './manifest.ts';
import { type Observation, type Readers, readBucket } from './observe.ts';
import { plan, type SyncChange } from './plan.ts';
import { intended, type NewRelease } from './record.ts';
import { rollbackTarget } from './rollback.ts';

export type SyncStep = Step<typeof contract, Observation, SyncChange>;

/** A claimed site, and the step that is to be carried out: planned again when others were at work in between. */
export interface Prepared {
  readonly step: SyncStep;
  readonly claim: Claim;
  readonly intent: ManifestDraft;
  readonly release: NewRelease;
}

const pollMilliseconds = 2_000;

/** Waits for its turn, makes sure that this is still the release to deploy, and claims the site; without changes there is nothing to claim. */
export async function prepare(
  first: SyncStep,
  token: string,
  s3: S3Writer,
  readers: Readers,
  context: Context,
): Promise<Prepared | { readonly step: SyncStep }> {
  const place = { bucket: first.inputs.bucket, key: keyPrefix(first.inputs.prefix) + manifestKey };
  const { run, clock, signal } = context;
  const owner = { url: run.url, run: run.attempt, token };
  const isHeld = ({ observation: { manifest } }: SyncStep) =>
    first.inputs.lock && isHeldByOther(manifest, run.attempt, clock.now());
  for (let step = first; ; step = await planAgain(step, readers, context)) {
    if (isHeld(step)) {
      context.log.info(`Waiting for the deployment of ${step.observation.manifest.deployment?.url}.`);
      await changeOf(step, place, () => isHeld(step), readers.s3, context);
      continue;
    }
    demandNewest(step, first.observation.now, run.attempt);
    if (step.plan.changes.length === 0) return { step };
    const release = newRelease(step, run.attempt);
    const intent = intended(step.observation, step.plan.changes, release);
    const claim = await claimSite(place, step.observation.manifestEtag, intent, owner, s3, clock, signal);
    if (claim !== 'conflict') return { step, claim, intent, release };
  }
}

/** Ends when the manifest has changed, or when whoever held it has not renewed its lease. */
async function changeOf(
  { observation }: SyncStep,
  { bucket, key }: ManifestPlace,
  isHeld: () => boolean,
  s3: S3Reader,
  { clock, signal }: Context,
): Promise<void> {
  while (isHeld()) {
    await clock.sleep(pollMilliseconds, signal);
    if ((await s3.text(bucket, key, signal, observation.manifestEtag)) !== 'unchanged') return;
  }
}

async function planAgain({ inputs, observation }: SyncStep, readers: Readers, context: Context): Promise<SyncStep> {
  const bucket = await readBucket(inputs, observation.site, readers, context.signal);
  const again = { ...observation, ...bucket, now: context.clock.now().toISOString() };
  const step = { inputs, observation: again, plan: plan(inputs, again) };
  if (inputs.expectedPlan === undefined || inputs.expectedPlan === fingerprintOf(step.plan)) return step;
  throw notApproved(`for ${step.plan.target}`, 'Another deployment was at work on this site in the meantime.');
}

/**
 * Of deployments that overlap the newest commit wins; where commits do not tell, the newest run. One that began after the
 * other was done may go back to an older commit: somebody wants that.
 */
function demandNewest({ inputs, observation }: SyncStep, observedAt: string, run: string): void {
  const serving = observation.manifest.releases[0];
  if (!serving?.run || inputs.rollbackTo !== undefined || serving.id === releaseId({ inputs, observation })) return;
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

/** The name of the release that a step makes, or goes back to. */
export function releaseId({ inputs, observation }: Pick<SyncStep, 'inputs' | 'observation'>): string {
  if (inputs.rollbackTo !== undefined) return rollbackTarget(observation.manifest, inputs.rollbackTo);
  return inputs.releaseId ?? (observation.commit || observation.now);
}

function newRelease(step: SyncStep, run: string): NewRelease {
  const { committedAt, now } = step.observation;
  const isRollback = step.inputs.rollbackTo !== undefined;
  return { id: releaseId(step), at: now, run, ...(committedAt && !isRollback ? { committedAt } : {}) };
}

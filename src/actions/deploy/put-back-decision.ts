import type { Observation as SiteObservation } from '../sync-spa-s3/observation.ts';
import type { StageResult } from './apply.ts';
import { text } from './handed-on.ts';
import type { StageName } from './stages.ts';

/** What this run has changed of what serves, with what serves again when it is put back. */
export type Decision =
  /** `why` is undefined where there is nothing to say: nothing that serves was changed, or the stage has put it back itself. */
  | { readonly kind: 'leave'; readonly why: string | undefined }
  | { readonly kind: 'put back'; readonly backend: StageResult | undefined; readonly site: SiteBack | undefined };

export interface SiteBack {
  readonly result: StageResult;
  /** The release that served before. */
  readonly release: string;
}

/** Whether what served before is to be put back, now that the last of these stages has failed. */
export function decide(
  results: readonly StageResult[],
  { rollbackOnFailure }: { readonly rollbackOnFailure: boolean },
  isCutShort: boolean,
): Decision {
  const failed = results.at(-1);
  const comesBefore: readonly (StageName | undefined)[] = ['image', 'database', 'backend'];
  if (!failed || comesBefore.includes(failed.look.stage.name)) return leave(undefined);
  const changed = (stage: StageName) =>
    results.find((result) => result.look.stage.name === stage && mayHaveChanged(result));
  const [backend, site] = [changed('backend'), changed('site')];
  if (!backend && !site) return leave('This run has changed neither backend nor site.');
  if (isCutShort) return leave('A run that is cancelled, or out of time, puts nothing back.');
  if (!rollbackOnFailure) return leave('Nothing is put back: rollback-on-failure is false.');
  if (failed.ending.outputs['safe-to-rollback'] === false)
    return leave('Nothing is put back: the smoke test says that this is not safe (safe-to-rollback: false).');
  if (backend && text(backend.ending.outputs['previous-image']) === undefined && isCreated(backend))
    return leave('Nothing is put back: the backend was created by this run.');
  const back = site && siteBack(site);
  if (!backend && typeof back === 'string') return leave(`Nothing is put back: ${back}`);
  return { kind: 'put back', backend, site: typeof back === 'object' ? back : undefined };
}

/** A stage that broke off without telling counts as one that has changed something. */
function mayHaveChanged({ step, ending: { outputs, failure } }: StageResult): boolean {
  return (
    outputs['changed'] === true || (outputs['changed'] === undefined && failure !== undefined && step !== undefined)
  );
}

function leave(why: string | undefined): Decision {
  return { kind: 'leave', why };
}

function isCreated({ step }: StageResult): boolean {
  return step?.plan.changes.some(({ kind }) => kind === 'create' || kind === 'rebuild') ?? false;
}

/** The release to go back to, or why there is none. */
function siteBack(result: StageResult): SiteBack | string {
  const { manifest } = (result.step?.observation ?? result.look.step.observation) as SiteObservation;
  const before = manifest.releases[0]?.id;
  if (before === undefined) return 'the site has no earlier release.';
  const isSame = !result.ending.failure && result.ending.outputs['release-id'] === before;
  return isSame ? `the site had the release ${before} before, too.` : { result, release: before };
}

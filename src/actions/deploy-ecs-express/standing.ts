import type { ExpressRevision, ExpressService } from '../../aws/ecs.ts';
import { keptMilliseconds, type Look } from './look.ts';
import { verdictOf } from './state-table.ts';

/** Which revision a deployment begins with. */
export interface Standing {
  /** What serves; where nothing has served yet, what was tried last. */
  readonly revision: ExpressRevision | undefined;
  /** Whether the service ever served. */
  readonly serves: boolean;
  /** Whether the last deployment broke off, so that it is not known which revision serves until the next one. */
  readonly isUnclear: boolean;
}

/** A service with what stands of it. */
export interface StandingService extends ExpressService {
  readonly standing: Standing;
}

export const nothingStands: Standing = { revision: undefined, serves: false, isUnclear: false };

/** ECS keeps deployments for 90 days: a service without any, and a revision without one, have been serving for longer. */
export function standingOf({ service: { revisions }, deployments }: Look, now: Date): Standing {
  const [last] = deployments;
  const good = deployments.find(({ status }) => verdictOf(status) === 'succeeded');
  const isForgotten = ({ arn, createdAt }: ExpressRevision) =>
    createdAt !== undefined &&
    now.getTime() - createdAt.getTime() > keptMilliseconds &&
    !deployments.some(({ revisionArn }) => revisionArn === arn);
  const forgotten = revisions.find(isForgotten);
  const verdict = last && verdictOf(last.status);
  // A revision whose deployment is not listed, and which is young, may serve or not.
  const isOfUnknownAge = last === undefined && revisions.every(({ createdAt }) => createdAt === undefined);
  return {
    revision: revisions.find(({ arn }) => arn === good?.revisionArn) ?? forgotten ?? revisions[0],
    serves: isOfUnknownAge || (good ?? forgotten) !== undefined || verdict === 'rolled-back',
    isUnclear: verdict === 'failed',
  };
}

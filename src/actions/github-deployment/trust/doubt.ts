import { ecrRegistryOf, parseImageReference } from '../../../domain/image-reference.ts';
import { isLoopback } from '../../../domain/loopback-registry.ts';
import type { Release } from '../../../domain/release.ts';
import type { Deployment, DeploymentStatus } from '../../../github/deployments.ts';
import type { WorkflowRun } from '../../../github/runs.ts';
import type { Rules } from './rules.ts';

/** The GitHub App whose tokens jobs have. A person or another app cannot act under this name. */
const actionsBot = 'github-actions[bot]';

/** Why a record does not count, before GitHub is asked about its run; undefined where there is no reason. */
export function doubtAboutMaker({ creator }: Pick<Deployment, 'creator'>): string | undefined {
  return creator === actionsBot ? undefined : `it was made by ${creator || 'somebody who is gone'}, not by a job`;
}

/**
 * Why the image of a record does not count. GitHub vouches for the run, not for what its record says of an image: so it must
 * stand where only the roles of the environments can put one, or in a stand-in for AWS on the machine of the job.
 */
export function doubtAboutImage({ image }: Release): string | undefined {
  if (image === undefined) return undefined;
  const reference = parseImageReference(image);
  const { host = '', digest = undefined } = reference.ok ? reference.value : {};
  return digest !== undefined && (ecrRegistryOf(host) || isLoopback(host))
    ? undefined
    : 'its image is not one of a private registry of ECR, by digest';
}

/** Why a run does not vouch for the record of a commit. */
export function doubtAboutRun(run: WorkflowRun, { commit, createdAt }: Deployment, rules: Rules): string | undefined {
  if (run.isFork) return 'its run is one of a fork';
  if (run.event.startsWith('pull_request')) return `its run is one of a pull request (${run.event})`;
  const recorders = rules.recorders.filter(({ workflow }) => run.workflows.includes(workflow));
  if (recorders.length === 0)
    return `its run ran ${run.workflows.join(', ')}, and none of these records releases (see the input \`workflows\`)`;
  if (!matches(rules.branch, run.branch))
    return `its run is one of ${run.branch || 'no branch'}, not of ${rules.branch}`;
  if (run.commit !== commit && recorders.every(({ releasesOwnCommit }) => releasesOwnCommit))
    return `its run deployed the commit ${run.commit.slice(0, 12)}, not ${commit.slice(0, 12)}`;
  return isWithin(run, createdAt) ? undefined : 'it was made when its run was not running';
}

/** Whether a success was set by a job while the run of its record was running. */
export function isBelieved({ creator, createdAt }: DeploymentStatus, run: WorkflowRun): boolean {
  return creator === actionsBot && isWithin(run, createdAt);
}

/** GitHub's times have no milliseconds, and a run's end is written a moment later than its last job's. */
const toleranceMilliseconds = 60_000;

function isWithin({ startedAt, endedAt }: WorkflowRun, time: string): boolean {
  const at = Date.parse(time);
  const end = endedAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(endedAt) + toleranceMilliseconds;
  return Date.parse(startedAt) - toleranceMilliseconds <= at && at <= end;
}

function matches(pattern: string, text: string): boolean {
  const literal = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`, 's').test(text);
}

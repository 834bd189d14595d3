import type { ExpressConfiguration, ExpressRevision } from '../../aws/ecs.ts';
import { TakenOver } from '../../deployment/taken-over.ts';
import type { Look } from './look.ts';

/** A write whose answer did not come: it may have been carried out. */
export interface Sent {
  readonly configuration: ExpressConfiguration;
  /** What was there before it. */
  readonly before: Known;
}

/** ARNs of what is known to have been there. */
export interface Known {
  readonly revisions: ReadonlySet<string>;
  readonly deployments: ReadonlySet<string>;
}

/** A revision, and where its tasks log, as far as that is known. */
export interface Made {
  readonly arn: string;
  readonly logGroup: string | undefined;
}

export function madeOf({ arn, configuration: { logGroup } }: ExpressRevision): Made {
  return { arn, logGroup };
}

export function knownAt({ service, deployments }: Look): Known {
  const targets = deployments.map(({ revisionArn }) => revisionArn);
  return {
    revisions: new Set([...service.revisions.map(({ arn }) => arn), ...targets]),
    deployments: new Set(deployments.map(({ arn }) => arn)),
  };
}

export const nothingKnown: Known = { revisions: new Set(), deployments: new Set() };

/**
 * What a write without an answer has made; undefined: nothing. A revision that ECS does not show any more was not kept: the one
 * deployment since then is taken for that of the write.
 */
export function madeBy({ configuration, before }: Sent, { service, deployments }: Look): Made | undefined {
  const fresh = service.revisions.filter(({ arn }) => !before.revisions.has(arn));
  const [newest] = fresh;
  if (newest && !isOf(newest, configuration)) throw new TakenOver(newest.arn);
  if (newest) return madeOf(newest);
  const [since, ...more] = deployments.filter(({ arn }) => !before.deployments.has(arn));
  if (since && more.length > 0) throw new TakenOver(since.arn);
  return since && { arn: since.revisionArn, logGroup: undefined };
}

/** Of the rest, ECS shows what it has made of it. */
function isOf({ configuration, taskDefinition }: ExpressRevision, sent: ExpressConfiguration): boolean {
  return sent.taskDefinition === undefined
    ? asText(configuration) === asText(sent)
    : taskDefinition === sent.taskDefinition;
}

function asText({ image, environment, secrets }: ExpressConfiguration): string {
  return JSON.stringify([image, sorted(environment), sorted(secrets)]);
}

function sorted(values: Readonly<Record<string, string>>) {
  return Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

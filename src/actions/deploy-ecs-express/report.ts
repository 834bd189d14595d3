import type { ExpressRevision, ExpressService } from '../../aws/ecs.ts';
import type { DeployChange } from '../../deployment/change.ts';
import type { Outcome } from '../../deployment/deploy.ts';
import { isOlder } from '../../deployment/image.ts';
import { type Deployed, reportOf } from '../../deployment/report.ts';
import { ecsConsoleUrl, logsUrl, serviceOrigin } from '../../domain/service-url.ts';
import type { Step } from '../../lifecycle/action.ts';
import type { contract } from './contract.ts';
import type { Observation } from './observe.ts';
import { wantedConfiguration } from './wanted.ts';

export function report(
  { inputs, observation, plan }: Step<typeof contract, Observation, DeployChange>,
  outcome: Outcome<ExpressService> | undefined,
) {
  const { service, revision, serves } = observation;
  const told = {
    title: `Deploy ${inputs.service.name} to ECS Express Mode`,
    before: service && deployed(service, serves ? revision : undefined, revision),
    wantedImage: wantedConfiguration(inputs, observation).image,
    isRollback: isOlder(observation),
    changes: plan.changes,
  };
  const after = outcome?.service && servingAfter(outcome.service, revision, outcome);
  const conclusion = reportOf(told, outcome, outcome?.service && deployed(outcome.service, after, after));
  // Until ECS lists a deployment, it is known by its revision only.
  const operation = outcome?.ended?.operationId ?? outcome?.operationId;
  return { ...conclusion, outputs: { ...conclusion.outputs, 'operation-id': operation } };
}

/** A deployment that failed may have left two revisions: the one from before serves, or a copy of it that was put back. */
function servingAfter(
  { revisions }: ExpressService,
  before: ExpressRevision | undefined,
  { ended }: Outcome<ExpressService>,
): ExpressRevision | undefined {
  const [newest] = revisions;
  if (ended?.verdict === 'succeeded') return newest;
  return revisions.find(({ arn }) => arn === before?.arn) ?? newest;
}

function deployed(
  { arn, name }: ExpressService,
  serving: ExpressRevision | undefined,
  described: ExpressRevision | undefined,
): Deployed {
  const host = described?.host;
  const group = described?.logGroup;
  return {
    arn,
    name,
    image: serving?.configuration.image,
    url: host ? serviceOrigin(host) : undefined,
    consoleUrl: ecsConsoleUrl(arn),
    logsUrl: group ? logsUrl(arn, group) : undefined,
  };
}

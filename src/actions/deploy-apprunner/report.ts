import type { Service } from '../../aws/apprunner.ts';
import type { DeployChange } from '../../deployment/change.ts';
import type { Outcome } from '../../deployment/deploy.ts';
import { isOlder } from '../../deployment/image.ts';
import { type Deployed, reportOf } from '../../deployment/report.ts';
import { consoleUrl, logsUrl, serviceOrigin } from '../../domain/service-url.ts';
import type { Step } from '../../lifecycle/action.ts';
import type { contract } from './contract.ts';
import { logGroup } from './diagnostics.ts';
import type { Observation } from './observe.ts';
import { wantedConfiguration } from './wanted.ts';

export function report(
  { inputs, observation, plan }: Step<typeof contract, Observation, DeployChange>,
  outcome: Outcome<Service> | undefined,
) {
  const { service } = observation;
  const told = {
    title: `Deploy ${inputs.service} to App Runner`,
    before: service && deployed(service),
    wantedImage: wantedConfiguration(inputs, service).image,
    isRollback: isOlder(observation),
    changes: plan.changes,
  };
  return reportOf(told, outcome, outcome?.service && deployed(outcome.service));
}

function deployed({ arn, name, host, configuration }: Service): Deployed {
  return {
    arn,
    name,
    image: configuration.image,
    url: host === '' ? undefined : serviceOrigin(host),
    consoleUrl: consoleUrl(arn),
    logsUrl: logsUrl(arn, logGroup(arn, 'application')),
  };
}

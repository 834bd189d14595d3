import type { Environment, OptionSetting } from '../../aws/elastic-beanstalk.ts';
import type { DeployChange } from '../../deployment/change.ts';
import type { Outcome } from '../../deployment/deploy.ts';
import { isOlder } from '../../deployment/image.ts';
import { type Deployed, reportOf } from '../../deployment/report.ts';
import { environmentConsoleUrl } from '../../domain/service-url.ts';
import type { Step } from '../../lifecycle/action.ts';
import { option, optionsAfter } from './configuration.ts';
import type { contract } from './contract.ts';
import type { Observation } from './observe.ts';
import { imageOf } from './version.ts';

export function report(
  { inputs, observation: seen, plan }: Step<typeof contract, Observation, DeployChange>,
  outcome: Outcome<Environment> | undefined,
) {
  const after = outcome?.service;
  const wantedImage = seen.wanted ? imageOf(seen.wanted) : seen.before?.image;
  const told = {
    title: `Deploy ${seen.name} to Elastic Beanstalk`,
    before: seen.environment && deployed(seen.environment, seen.before?.image, seen.options),
    wantedImage,
    isRollback: isOlder(seen) || isOlderVersion(seen),
    changes: plan.changes,
  };
  const runsOurs = seen.wanted === undefined || after?.versionLabel === seen.wanted.label;
  const image = runsOurs ? wantedImage : seen.before?.image;
  const conclusion = reportOf(told, outcome, after && deployed(after, image, optionsAfter(inputs, seen)));
  return {
    ...conclusion,
    outputs: {
      ...conclusion.outputs,
      'version-label': (after ?? seen.environment)?.versionLabel ?? seen.wanted?.label,
      'previous-version-label': seen.environment?.versionLabel,
      health: (after ?? seen.environment)?.health,
    },
  };
}

/** Whether the version was made before the one that runs: a bundle has no image that could tell. */
function isOlderVersion({ existing, versionBefore }: Observation): boolean {
  if (!existing?.createdAt || !versionBefore?.createdAt || existing.label === versionBefore.label) return false;
  return existing.createdAt < versionBefore.createdAt;
}

function deployed(environment: Environment, image: string | undefined, options: readonly OptionSetting[]): Deployed {
  const { name, arn, id, host } = environment;
  return {
    ...{ name, arn, image },
    url: host === '' ? undefined : `${scheme(options)}://${host}`,
    consoleUrl: environmentConsoleUrl(arn, id, 'dashboard'),
    logsUrl: environmentConsoleUrl(arn, id, 'logs'),
  };
}

/** An environment answers over HTTPS only where it has a listener for it. */
function scheme(options: readonly OptionSetting[]): 'http' | 'https' {
  const secure = ['aws:elbv2:listener:443', 'aws:elb:listener:443'].some(
    (namespace) =>
      option(options, namespace, 'ListenerEnabled') !== 'false' &&
      options.some((each) => each.namespace === namespace && each.name.endsWith('Protocol')),
  );
  return secure ? 'https' : 'http';
}

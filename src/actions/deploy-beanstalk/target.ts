import type { Environment } from '../../aws/elastic-beanstalk.ts';
import type { Deployed } from '../../deployment/deployed.ts';
import type { Outcome } from '../../deployment/deployment.ts';
import type { Observation, ReportedStep, Target } from '../../deployment/target.ts';
import type { OptionSetting } from '../../domain/beanstalk.ts';
import { environmentConsoleUrl } from '../../domain/service-url.ts';
import {
  type EnvironmentConfiguration,
  fieldsOf,
  platformOf,
  presentConfiguration,
  updates,
  wantedConfiguration,
} from './configuration.ts';
import type { Inputs } from './contract.ts';
import { environmentName } from './environment-name.ts';
import { type Facts, facts, presence, roles } from './observe.ts';
import { option, optionsAfter } from './options.ts';
import { problems } from './problems.ts';
import { prepare } from './publish.ts';
import { rollout } from './rollout.ts';
import { configuration, entries, standing } from './saved.ts';
import { imageOf } from './version.ts';

export const target: Target<
  Inputs,
  'bundles' | 'ecr' | 'elasticBeanstalk' | 's3',
  Environment,
  Facts,
  EnvironmentConfiguration
> = {
  action: 'deploy-beanstalk',
  platform: 'Elastic Beanstalk',
  noun: 'Elastic Beanstalk environment',
  needs: ['bundles', 'ecr', 'elasticBeanstalk', 's3'],
  needsImage: () => false,
  identify: (inputs) => ({ name: environmentName(inputs), inputs: '`environment-name`' }),
  presence,
  tags: ({ arn }, { elasticBeanstalk }, signal) => elasticBeanstalk.tags(arn, signal),
  facts,
  roles,
  present: presentConfiguration,
  wanted: wantedConfiguration,
  fields: fieldsOf,
  updates,
  imageDemands: ({ options }) => ({ platform: platformOf(options), index: true, sameRegion: false }),
  problems,
  prepare,
  deployedAt: ({ service }) => (service && service.updatedAt.getTime() > 0 ? service.updatedAt : undefined),
  rollout,
  describe,
  isOlder,
  saving: { entries, configuration, standing },
};

function describe(
  environment: Environment,
  { inputs, observation }: ReportedStep<Inputs, Observation<Environment, Facts>>,
  outcome: Outcome<Environment> | undefined,
): Deployed {
  const { name, arn, id, host, versionLabel } = environment;
  const { wantedVersion, dockerrun, options } = observation;
  const runsWanted = outcome && wantedVersion?.label === versionLabel;
  const image = runsWanted && wantedVersion ? imageOf(wantedVersion) : dockerrun?.image;
  const scheme = schemeOf(outcome ? optionsAfter(inputs, observation) : options);
  return {
    ...{ name, arn, image },
    url: host === '' ? undefined : `${scheme}://${host}`,
    consoleUrl: environmentConsoleUrl(arn, id, 'dashboard'),
    logsUrl: environmentConsoleUrl(arn, id, 'logs'),
  };
}

/** An environment answers over HTTPS only where it has a listener for it. */
function schemeOf(options: readonly OptionSetting[]): 'http' | 'https' {
  const secure = ['aws:elbv2:listener:443', 'aws:elb:listener:443'].some(
    (namespace) =>
      option(options, namespace, 'ListenerEnabled') !== 'false' &&
      options.some((each) => each.namespace === namespace && each.name.endsWith('Protocol')),
  );
  return secure ? 'https' : 'http';
}

/** Whether the version was made before the one that runs: a bundle has no image whose age could be compared. */
function isOlder({ existing, versionBefore }: Facts): boolean {
  if (!existing?.createdAt || !versionBefore?.createdAt || existing.label === versionBefore.label) return false;
  return existing.createdAt < versionBefore.createdAt;
}

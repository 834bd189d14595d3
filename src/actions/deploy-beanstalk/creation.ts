import type { Environment, NewEnvironment, SavedConfiguration } from '../../aws/elastic-beanstalk.ts';
import type { Found } from '../../deployment/presence.ts';
import type { DeploymentStep } from '../../deployment/target.ts';
import { isSamePlatform, platformVersionOf } from '../../domain/beanstalk-platform.ts';
import type { EnvironmentConfiguration } from './configuration.ts';
import type { Inputs } from './contract.ts';
import { environmentName } from './environment-name.ts';
import { optionChanges } from './options.ts';

type Observed = Found<Environment> & {
  readonly application: string;
  readonly template?: SavedConfiguration | undefined;
};

/** The environment that is to be made. What a saved configuration gives by itself is left to it. */
export function newEnvironment({
  inputs,
  observation: { application, template },
  wanted,
  tags,
}: DeploymentStep<Inputs, Observed, EnvironmentConfiguration>): NewEnvironment {
  const { set, remove } = optionChanges(template?.options ?? [], wanted.options);
  return {
    ...{ name: environmentName(inputs), application, versionLabel: wanted.version ?? '', tags: tags.put },
    ...{ options: set, remove, savedConfiguration: template?.name },
    platform: template ? platformBeside(template, wanted.platform ?? '') : wanted.platform,
    ...{ cnamePrefix: inputs.cnamePrefix, tier: inputs.tier },
    operationsRole: wanted.operationsRole,
  };
}

/** Beside a saved configuration another platform is named by its ARN. Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_CreateEnvironment.html */
function platformBeside({ platform, platformArn }: SavedConfiguration, wanted: string): string | undefined {
  if (isSamePlatform(platform, wanted)) return undefined;
  const version = platformVersionOf(wanted);
  const [beginning] = platformArn?.split('/') ?? [];
  if (wanted.startsWith('arn:') || !version || !beginning) return wanted;
  return `${beginning}/${version.branch.replace(/(Tomcat \S+) Corretto/, '$1 with Corretto')}/${version.version}`;
}

import type { Service, ServiceConfiguration } from '../../aws/apprunner.ts';
import type { Deployed } from '../../deployment/deployed.ts';
import { configurationOf, entriesOf } from '../../deployment/saving.ts';
import type { Target } from '../../deployment/target.ts';
import { isServiceArn } from '../../domain/apprunner-service.ts';
import { arnOf } from '../../domain/arn.ts';
import { consoleUrl, logsUrl, serviceOrigin } from '../../domain/service-url.ts';
import { attached, reachNote } from './attachments.ts';
import { fieldsOf, wantedConfiguration } from './configuration.ts';
import type { Inputs } from './contract.ts';
import { logGroup } from './diagnostics.ts';
import { due } from './due.ts';
import { type Facts, facts, presence, roles } from './observe.ts';
import { problems } from './problems.ts';
import { rollout } from './rollout.ts';

export const target: Target<Inputs, 'appRunner' | 'ecr' | 'logs', Service, Facts, ServiceConfiguration> = {
  action: 'deploy-apprunner',
  platform: 'App Runner',
  noun: 'App Runner service',
  needs: ['appRunner', 'ecr', 'logs'],
  needsImage: () => true,
  reservedVariables: 'AWSAPPRUNNER',
  identify: ({ service }) => ({
    name: service,
    arn: isServiceArn(service) ? arnOf(service) : undefined,
    inputs: '`service`',
  }),
  presence,
  tags: ({ arn }, { appRunner }, signal) => appRunner.tags(arn, signal),
  facts,
  roles,
  present: ({ service }) => service?.configuration,
  wanted: wantedConfiguration,
  fields: fieldsOf,
  imageDemands: () => ({ platform: 'linux/amd64', index: true, sameRegion: true }),
  problems,
  attached,
  due,
  deployedAt: ({ deployedAt }) => deployedAt,
  rollout,
  describe,
  saving: {
    entries: entriesOf,
    configuration: (entries) => configurationOf(entries) as unknown as ServiceConfiguration,
    standing: ({ service, ...rest }, configuration) => ({ ...rest, service: service && { ...service, configuration } }),
  },
};

function describe(service: Service): Deployed {
  const { arn, name, host, configuration } = service;
  return {
    arn,
    name,
    image: configuration.image,
    url: host === '' ? undefined : serviceOrigin(host),
    note: reachNote(service),
    consoleUrl: consoleUrl(arn),
    logsUrl: logsUrl(arn, logGroup(arn, 'application')),
  };
}

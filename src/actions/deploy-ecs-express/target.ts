import type { ExpressConfiguration } from '../../aws/ecs.ts';
import type { Deployed } from '../../deployment/deployed.ts';
import type { Outcome } from '../../deployment/deployment.ts';
import { configurationOf, entriesOf } from '../../deployment/saving.ts';
import type { ReportedStep, Target } from '../../deployment/target.ts';
import { ecsConsoleUrl, logsUrl, serviceOrigin } from '../../domain/service-url.ts';
import { fieldsOf, wantedConfiguration } from './configuration.ts';
import type { Inputs } from './contract.ts';
import { type Facts, facts, presence, roles, serviceId } from './observe.ts';
import { platformOf, problems } from './problems.ts';
import { rollout } from './rollout.ts';
import type { StandingService } from './standing.ts';
import { withTaskDefinition } from './task-definition.ts';

export const target: Target<Inputs, 'ecr' | 'ecs' | 'logs', StandingService, Facts, ExpressConfiguration> = {
  action: 'deploy-ecs-express',
  platform: 'ECS Express Mode',
  noun: 'Express service',
  needs: ['ecr', 'ecs', 'logs'],
  needsImage: ({ taskDefinition }) => taskDefinition === undefined,
  identify(inputs) {
    const { name, cluster } = serviceId(inputs);
    const { arn } = inputs.service;
    return { name, arn, within: `the cluster ${cluster}`, inputs: '`service`, `cluster`' };
  },
  presence,
  tags: async (service) => service.tags,
  facts,
  roles,
  present: ({ revision }) => revision?.configuration,
  wanted: wantedConfiguration,
  fields: fieldsOf,
  imageDemands: (wanted) => ({ platform: platformOf(wanted), index: true, sameRegion: false }),
  problems,
  due: ({ service, serves, isUnclear }) => ({
    rebuild: service !== undefined && !serves,
    redeploy: isUnclear ? [] : undefined,
  }),
  deployedAt: ({ revision }) => revision?.createdAt,
  rollout,
  describe,
  saving: {
    entries: entriesOf,
    configuration: (entries) => configurationOf(entries) as unknown as ExpressConfiguration,
    standing: ({ revision, ...rest }, configuration) => ({
      ...rest,
      revision: revision && { ...revision, configuration },
    }),
  },
};

function describe(
  { arn, name, standing }: StandingService,
  { observation }: ReportedStep<Inputs, Facts>,
  outcome: Outcome<StandingService> | undefined,
): Deployed {
  const { revision: stands, serves } = outcome ? standing : observation;
  const revision = stands && withTaskDefinition(stands, observation.taskDefinitions);
  const group = revision?.configuration.logGroup;
  return {
    arn,
    name,
    image: (serves && revision?.configuration.image) || undefined,
    url: revision?.host ? serviceOrigin(revision.host) : undefined,
    consoleUrl: ecsConsoleUrl(arn),
    logsUrl: group ? logsUrl(arn, group) : undefined,
  };
}

import type { ExpressConfiguration, ExpressRevision, ExpressService } from '../../aws/ecs.ts';
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
import { withTaskDefinition } from './task-definition.ts';

export const target: Target<Inputs, 'ecr' | 'ecs' | 'logs', ExpressService, Facts, ExpressConfiguration> = {
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
  { arn, name, revisions }: ExpressService,
  { observation: { revision, serves, taskDefinitions } }: ReportedStep<Inputs, Facts>,
  outcome: Outcome<ExpressService> | undefined,
): Deployed {
  const after = outcome && revisionAfter(revisions, revision, outcome);
  const described = outcome ? after && withTaskDefinition(after, taskDefinitions) : revision;
  const serving = outcome || serves ? described : undefined;
  const group = described?.configuration.logGroup;
  return {
    arn,
    name,
    image: serving?.configuration.image || undefined,
    url: described?.host ? serviceOrigin(described.host) : undefined,
    consoleUrl: ecsConsoleUrl(arn),
    logsUrl: group ? logsUrl(arn, group) : undefined,
  };
}

/** A deployment that failed may have left two revisions: the one from before serves, or a copy of it that was deployed by the rollback. */
function revisionAfter(
  revisions: readonly ExpressRevision[],
  before: ExpressRevision | undefined,
  { ended }: Outcome<ExpressService>,
): ExpressRevision | undefined {
  const [newest] = revisions;
  if (ended?.verdict === 'succeeded') return newest;
  return revisions.find(({ arn }) => arn === before?.arn) ?? newest;
}

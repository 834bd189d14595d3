import type { Contract } from '../../contract/index.ts';
import type { Change } from '../../domain/plan.ts';
import type { Action } from '../../lifecycle/action.ts';
import type { PortName, Ports, ReadPorts } from '../../lifecycle/ports.ts';

/** The stages of a deployment, in the order in which they are carried out. */
export const stageNames = ['image', 'database', 'backend', 'site', 'edge', 'smoke'] as const;

export type StageName = (typeof stageNames)[number];

/** The ways out of all stages. */
export const stagePorts = [
  ...(['appRunner', 'bundles', 'cloudFront', 'databases', 'ecr', 'ecs', 'elasticBeanstalk', 'environment'] as const),
  ...(['files', 'iam', 'imageArchive', 'imageBuilder', 'logs', 'probe', 'processes', 'random', 'rds'] as const),
  ...(['registry', 's3', 'secrets', 'tree'] as const),
] as const satisfies readonly PortName[];

type StagePort = (typeof stagePorts)[number];

/** An action that carries out a stage. */
export type StageAction = Action<Contract, StagePort, unknown, Change, unknown>;
export type StageReaders = Pick<ReadPorts, StagePort>;
export type StagePorts = Pick<Ports, StagePort>;

type Loaders = Readonly<Record<string, () => Promise<{ readonly action: StageAction }>>>;

/** The actions that can carry out each stage, by the name of their section in the config file. */
export const stageActions: Readonly<Record<StageName, Loaders>> = {
  image: { 'build-push-ecr': () => import('../build-push-ecr/index.ts') },
  database: { 'seed-rds': () => import('../seed-rds/index.ts') },
  backend: {
    'deploy-apprunner': () => import('../deploy-apprunner/index.ts'),
    'deploy-ecs-express': () => import('../deploy-ecs-express/index.ts'),
    'deploy-beanstalk': () => import('../deploy-beanstalk/index.ts'),
  },
  site: { 'sync-spa-s3': () => import('../sync-spa-s3/index.ts') },
  edge: { 'invalidate-cloudfront': () => import('../invalidate-cloudfront/index.ts') },
  smoke: { 'smoke-test': () => import('../smoke-test/index.ts') },
};

/** The action with this section, whatever stage it carries out. */
export async function loadAction(section: string): Promise<StageAction> {
  const load = Object.values(stageActions).find((loaders) => section in loaders)?.[section];
  if (!load) throw new Error(`No stage is carried out by ${section}.`);
  return (await load()).action;
}

/** Each stage as people call it. */
export const stageTitles: Readonly<Record<StageName, string>> = {
  ...{ image: 'Image', database: 'Database', backend: 'Backend', site: 'Site', edge: 'Edge', smoke: 'Smoke test' },
};

import { expect, test } from '@jest/globals';
import { actions } from '../../../src/actions/index.ts';
import { readDocument } from '../../../src/config/document.ts';
import { configSection } from '../../../src/config/section.ts';
import type { PolicyDocument } from '../../cloud/iam/policy.ts';
import { accountId, region, startStage } from '../../support/action.ts';

/** One section for every target: what a team that moves leaves as it is. */
const configFor = (target: string, secret: string) => `
environments:
  dev:
    region: ${region}
    account-id: "${accountId}"
    ${target}:
      service: clinic-dev
      create: true
      port: 3000
      cpu: 1 vCPU
      memory: 2 GB
      health-check-path: /health
      env: { APP_ENV: dev }
      secrets: { DATABASE_URL: "${secret}" }
      tags: { app: clinic }
`;

/** The roles that AWS wants besides, each under the target's own name for it. */
const roleInputs = {
  'deploy-apprunner': {
    'access-role': 'build.apprunner.amazonaws.com',
    'instance-role': 'tasks.apprunner.amazonaws.com',
  },
  'deploy-ecs-express': { 'execution-role': 'ecs-tasks.amazonaws.com', 'infrastructure-role': 'ecs.amazonaws.com' },
  'deploy-beanstalk': {},
} as const;

const commonOutputs = ['service-arn', 'service-url', 'console-url', 'logs-url', 'status', 'image', 'duration-seconds'];

/** The target's action on a cloud of its own, and the section of the config file as its inputs. */
async function stageOf(target: keyof typeof roleInputs) {
  const load = actions[target];
  if (!load) throw new Error(`There is no action ${target}.`);
  const { action } = await load();
  const times = { canaryBakeMilliseconds: 1_000, bakeMilliseconds: 1_000 };
  const stage = await startStage(action, {
    ...{ appRunner: { runtime: 'none' }, ecs: { runtime: 'none', times }, elasticBeanstalk: { runtime: 'none' } },
  });
  const { cloud, clock } = stage;
  const role = (name: string, service: string) => {
    const trust: PolicyDocument = {
      Statement: { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' },
    };
    const policies = [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }] as const;
    return cloud.iam.role({ accountId, name, trust, policies }).arn;
  };
  role('aws-elasticbeanstalk-ec2-role', 'ec2.amazonaws.com');
  role('aws-elasticbeanstalk-service-role', 'elasticbeanstalk.amazonaws.com');
  const roles = Object.fromEntries(Object.entries(roleInputs[target]).map(([name, by]) => [name, role(name, by)]));
  const image = (version: string) =>
    cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic', tag: version }, { labels: { version } });
  const first = await image('v1');
  clock.advance(60_000);
  const images = { first, second: await image('v2') };
  const secret = cloud.secrets.create({ accountId, region, name: 'db', value: 'mysql://' }).arn;
  const document = readDocument('webapp.yml', configFor(target, secret));
  const { inputs } = configSection(document, 'dev', action.contract, Object.keys(actions));
  const given = Object.fromEntries([...inputs].map(([name, { text }]) => [name, text]));
  const deploy = (more: Readonly<Record<string, string>>) => stage.run({ ...given, ...roles, ...more });
  return { stage, images, deploy };
}

test.each(
  Object.keys(roleInputs) as (keyof typeof roleInputs)[],
)('%s deploys the app from the same section, renamed', async (target) => {
  const { stage, images, deploy } = await stageOf(target);
  try {
    const created = await deploy({ image: images.first });
    expect(created.failure).toBeUndefined();
    expect(created.outputs).toMatchObject({ changed: true, image: images.first, 'rolled-back': false });
    for (const name of commonOutputs) expect(created.outputs).toHaveProperty([name], expect.anything());

    const updated = await deploy({ image: images.second });
    expect(updated.failure).toBeUndefined();
    expect(updated.outputs).toMatchObject({ changed: true, image: images.second, 'previous-image': images.first });

    const again = await deploy({ image: images.second });
    expect(again.outputs).toMatchObject({ changed: false, status: 'unchanged', image: images.second });

    const back = await deploy({ image: String(updated.outputs['previous-image']) });
    expect(back.outputs).toMatchObject({ image: images.first, 'previous-image': images.second });
    expect(back.report.result).toContain('It is a rollback');
  } finally {
    await stage.close();
  }
}, 60_000);

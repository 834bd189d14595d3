import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateExpressGatewayServiceCommand, ECSClient } from '@aws-sdk/client-ecs';
import { build } from 'esbuild';
import { action } from '../../../../src/actions/seed-rds/index.ts';
import { systemClock } from '../../../../src/machine/clock.ts';
import { realClock } from '../../../cloud/core/clock.ts';
import { isOver } from '../../../cloud/ecs/state.ts';
import { accountId, type How, type Ran, region, type Stage, startStage } from '../../../support/action.ts';
import { composeImage } from '../../../support/images/compose-image.ts';
import type { Image } from '../../../support/images/layout.ts';
import { nodeBaseImage } from '../../../support/images/node-base-image.ts';

export const service = 'clinic-dev';
export const logGroup = '/clinic/dev';
export const password = 'planted-database-password';

/** An Express service whose app does not run, and images that really do: with a shell, Node and a program `migrate`. */
export interface TaskStage extends Stage {
  readonly images: { readonly old: string; readonly built: string };
  readonly roles: { readonly execution: string; readonly task: string };
  readonly secretArn: string;
  /** Runs `migrate` of the built image, or what the inputs say; an input that is '' is left out. */
  seed(inputs?: Readonly<Record<string, string>>, how?: How): Promise<Ran>;
}

/** `url`: what the app's secret DATABASE_URL is. */
export async function startTaskStage(url: string): Promise<TaskStage> {
  const stage = await startStage(action, { clock: realClock(), ecs: { runtime: 'process' } });
  const { cloud } = stage;
  const folder = await mkdtemp(join(tmpdir(), 'seed-task-'));
  const image = (tag: string, content: Image) =>
    cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic', tag }, { image: content });
  const app = await appImage(folder);
  const images = { old: await image('old', app.old), built: await image('built', app.built) };
  const roles = makeRoles(stage);
  const value = JSON.stringify({ url, password });
  const { arn: secretArn } = cloud.secrets.create({ accountId, region, name: 'clinic/database', value });
  cloud.logs.write({ accountId, region, group: logGroup, stream: 'app' }, 'the app was here');
  await createService(stage, images.old, secretArn, roles);
  stage.calls();
  return {
    ...stage,
    ...{ images, roles, secretArn },
    seed: (inputs = {}, how = {}) => {
      const usual = { via: 'task', 'task-service': service, 'task-image': images.built, command: 'migrate' };
      const given = Object.entries({ ...usual, ...inputs }).filter(([, text]) => text !== '');
      return stage.run(Object.fromEntries(given), { clock: quickClock(), ...how });
    },
    async close() {
      await stage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Sleeps a twentieth of the time: tasks run in real time. */
function quickClock() {
  const { now, sleep } = systemClock();
  return { now, sleep: (milliseconds: number, signal?: AbortSignal) => sleep(milliseconds / 20, signal) };
}

/** Runs the SQL of its arguments in the database of DATABASE_URL. */
const program = `#!/usr/bin/env node
import { Client } from 'pg';
const client = new Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
for (const sql of process.argv.slice(2)) {
  console.log('running ' + sql);
  await client.query(sql);
}
await client.end();
`;

async function appImage(folder: string): Promise<{ readonly old: Image; readonly built: Image }> {
  const bundled = await build({
    stdin: { contents: program, resolveDir: process.cwd() },
    ...{ bundle: true, write: false, platform: 'node', format: 'esm', external: ['pg-native'] },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire('/');" },
  });
  const migrate = bundled.outputFiles[0]?.text.replace(/^#!.*\n/, '') ?? '';
  const base = await nodeBaseImage(join(folder, 'base'));
  const shell = { kind: 'file', path: '/bin/sh', source: '/bin/sh', mode: 0o755 } as const;
  const server = { kind: 'text', path: '/app/server.mjs', text: 'setInterval(() => {}, 1000);' } as const;
  const tool = { kind: 'text', path: '/app/migrate.mjs', text: migrate } as const;
  const script = '#!/bin/sh\nexec node /app/migrate.mjs "$@"\n';
  const short = { kind: 'text', path: '/usr/local/bin/migrate', mode: 0o755, text: script } as const;
  const config = { WorkingDir: '/app', Entrypoint: ['node', '/app/server.mjs'] };
  const make = (name: string, entries: Parameters<typeof composeImage>[0]['entries']) =>
    composeImage({ folder: join(folder, name), base, entries, config, architecture: 'amd64' });
  return {
    old: await make('old', [shell, server]),
    built: await make('built', [shell, server, tool, short]),
  };
}

function makeRoles({ cloud }: Stage) {
  const role = (name: string, principal: string, Action: string | readonly string[]) => {
    const trust = {
      Statement: { Effect: 'Allow', Principal: { Service: principal }, Action: 'sts:AssumeRole' },
    } as const;
    const policies = [{ Statement: { Effect: 'Allow', Action, Resource: '*' } }] as const;
    return cloud.iam.role({ accountId, name, trust, policies }).arn;
  };
  return {
    execution: role('execution', 'ecs-tasks.amazonaws.com', ['ecr:*', 'secretsmanager:GetSecretValue', 'logs:*']),
    task: role('task', 'ecs-tasks.amazonaws.com', 's3:*'),
    infrastructure: role('infrastructure', 'ecs.amazonaws.com', '*'),
  };
}

async function createService(
  { cloud }: Stage,
  image: string,
  secretArn: string,
  roles: ReturnType<typeof makeRoles>,
): Promise<void> {
  const credentials = cloud.iam.administrator(accountId);
  const client = new ECSClient({ endpoint: cloud.endpoint, region, credentials });
  cloud.ecs.script({ outcome: { kind: 'hang' } });
  await client.send(
    new CreateExpressGatewayServiceCommand({
      serviceName: service,
      primaryContainer: {
        image,
        awsLogsConfiguration: { logGroup, logStreamPrefix: 'ecs' },
        environment: [{ name: 'MODE', value: 'dev' }],
        secrets: [
          { name: 'DATABASE_URL', valueFrom: `${secretArn}:url::` },
          { name: 'DB_PASSWORD', valueFrom: `${secretArn}:password::` },
        ],
      },
      ...{ executionRoleArn: roles.execution, taskRoleArn: roles.task, infrastructureRoleArn: roles.infrastructure },
      networkConfiguration: { subnets: ['subnet-0a1b2c3d'], securityGroups: ['sg-0a1b2c3d'] },
    }),
  );
  client.destroy();
  if (cloud.ecs.services()[0]?.deployments.some(isOver)) throw new Error('The deployment was to hang.');
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { accountId, failureOf, region } from '../../support/action.ts';
import { composeImage } from '../../support/images/compose-image.ts';
import { nodeBaseImage } from '../../support/images/node-base-image.ts';
import { type ExpressStage, startService } from './service-stage.ts';

const program = `
  import { createServer } from 'node:http';
  if (process.env.CRASH) { console.error('Error: password=hunter2 was refused by the database'); process.exit(7); }
  createServer((request, response) => {
    const status = request.url === '/health' ? 200 : request.url === '/' ? 200 : 404;
    response.writeHead(status).end('version ' + process.env.VERSION);
  }).listen(Number(process.env.PORT), '127.0.0.1');
`;

let folder: string;
let stage: ExpressStage;
let url: string;
let image: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'express-app-'));
  const base = await nodeBaseImage(join(folder, 'base'));
  const entries = [{ kind: 'text', path: '/app/server.mjs', text: program }] as const;
  const config = { WorkingDir: '/app', Entrypoint: ['node', '/app/server.mjs'] };
  const app = await composeImage({ folder: join(folder, 'app'), base, entries, config, architecture: 'amd64' });
  stage = await startService(1_000, 'process');
  image = await stage.cloud.ecr.seedImage(accountId, region, { repositoryName: 'app', tag: 'v1' }, { image: app });
  await stage.create({ image, env: 'VERSION=1', 'health-check-path': '/health' });
  url = `http://${stage.service().endpoint}/`;
}, 60_000);
afterAll(async () => {
  await stage.close();
  await rm(folder, { recursive: true, force: true });
});

const page = async () => (await fetch(url)).text();

test('a running app is replaced by its next version', async () => {
  expect(await page()).toBe('version 1');
  const { outputs } = await stage.deploy({ image, env: 'VERSION=2' });
  expect(outputs).toMatchObject({ status: 'SUCCESSFUL', 'service-url': url.slice(0, -1) });
  expect(await page()).toBe('version 2');
});

test.each([
  ['a health check of a path that is not there', { 'health-check-path': '/none' }, 'The app answers 404 at /none'],
  ['an app that ends by itself', { env: 'CRASH=1' }, 'The application ended by itself: its log tells why.'],
])('%s is told, and what ran goes on', async (_, inputs, hint) => {
  const { failure, report } = await stage.deploy({ image, ...inputs });
  expect(failure?.message).toContain(hint);
  expect(await page()).toBe('version 2');
  expect(JSON.stringify(report)).not.toContain('hunter2');
  if ('env' in inputs) expect(JSON.stringify(report)).toContain('was refused by the database');
});

test('a role that may not pull is told', async () => {
  const trust = {
    Principal: { Service: 'ecs-tasks.amazonaws.com' },
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
  } as const;
  const { arn } = stage.cloud.iam.role({ accountId, name: 'nothing', trust: { Statement: trust }, policies: [] });
  const message = await failureOf(stage.deploy({ image, 'execution-role': arn }));
  expect(message).toContain('CannotPullContainerError');
  expect(message).toContain('the execution role (trusting ecs-tasks.amazonaws.com) may pull it');
});

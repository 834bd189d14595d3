import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Cloud } from '../cloud/cloud.ts';
import { composeImage } from '../support/images/compose-image.ts';
import { nodeBaseImage } from '../support/images/node-base-image.ts';
import { runStep } from '../support/process.ts';
import { available } from '../support/requires.ts';
import { accountId, defaults, region, startBackends, type Target, targets } from './backend-stage.ts';

/** The config file, whose environment names its target in one line. */
const webapp = (target: Target) => `
app: clinic
defaults:${defaults}
environments:
  dev:
    account-id: "${accountId}"
    region: ${region}
    stack: clinic-dev
    ${target}:
      service: clinic-dev
      create: true
      port: 8080
      cpu: 1 vCPU
      memory: 2 GB
      health-check-path: /health
      env: { GREETING: hello }
      secrets: { DATABASE_URL: "\${stack:DatabaseSecret}" }
      tags: { app: clinic }
`;

const program = (version: string) => `
  import { createServer } from 'node:http';
  const { GREETING, DATABASE_URL, PORT } = process.env;
  createServer((request, response) => {
    if (request.url === '/health') return response.end('ok');
    response.end(['${version}', GREETING, DATABASE_URL].join(' '));
  }).listen(Number(PORT), '127.0.0.1');
`;

/** With a container engine the app really runs; without one it is only played. */
const runs = available('docker').met;

let folder: string;
let cloud: Cloud;
let images: { readonly v1: string; readonly v2: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'same-app-'));
  cloud = await startBackends(runs ? 'container' : 'none');
  const base = await nodeBaseImage(join(folder, 'base'));
  const image = async (version: string) => {
    const entries = [{ kind: 'text', path: '/app/server.mjs', text: program(version) }] as const;
    const config = { Entrypoint: ['node', '/app/server.mjs'], User: 'node' };
    const app = await composeImage({ folder: join(folder, version), base, entries, config, architecture: 'amd64' });
    return cloud.ecr.seedImage(accountId, region, { repositoryName: 'clinic', tag: version }, { image: app });
  };
  images = { v1: await image('v1'), v2: await image('v2') };
}, 60_000);
afterAll(async () => {
  await cloud.close();
  await rm(folder, { recursive: true, force: true });
});

test('moving to another target changes one line of the config file', () => {
  const [first, ...others] = targets.map((target) => webapp(target).split('\n'));
  for (const other of others) expect(other.filter((line, index) => line !== first?.[index])).toHaveLength(1);
});

describe.each(targets)('%s', (target) => {
  const deploy = async (image: string) => {
    const { exitCode, lines, outputs } = await runStep(target, {
      environment: cloud.environment(cloud.iam.administrator(accountId), region),
      files: { 'webapp.yml': webapp(target) },
      inputs: { environment: 'dev', image },
    });
    expect([exitCode, lines.filter((line) => line.startsWith('::error'))]).toEqual([0, []]);
    return outputs;
  };
  const page = async (url: string | undefined) => (await fetch(`${url}/`)).text();

  test('runs the app, leaves it alone when nothing changes, replaces it and goes back', async () => {
    const created = await deploy(images.v1);
    expect(created).toMatchObject({ changed: 'true', image: images.v1, 'rolled-back': 'false' });
    for (const name of ['service-arn', 'operation-id', 'status', 'console-url', 'logs-url', 'duration-seconds'])
      expect(created[name]).toMatch(/./);
    const url = created['service-url'];
    if (runs) expect(await page(url)).toBe('v1 hello mysql://db');

    expect(await deploy(images.v1)).toMatchObject({ changed: 'false', status: 'unchanged', image: images.v1 });

    const updated = await deploy(images.v2);
    expect(updated).toMatchObject({ changed: 'true', image: images.v2, 'previous-image': images.v1 });
    if (runs) expect(await page(url)).toBe('v2 hello mysql://db');

    const back = await deploy(updated['previous-image'] ?? '');
    expect(back).toMatchObject({ image: images.v1, 'previous-image': images.v2, 'service-url': url });
    if (runs) expect(await page(url)).toBe('v1 hello mysql://db');
  }, 120_000);
});

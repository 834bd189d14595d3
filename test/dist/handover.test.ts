import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../cloud/cloud.ts';
import { siteConfig } from '../cloud/cloudfront/site-config.ts';
import { runStep } from '../support/process.ts';

const accountId = '111111111111';
const region = 'eu-central-1';
const pages = 1_600;
let cloud: Cloud;
let environment: Readonly<Record<string, string>>;
let distribution: string;

beforeAll(async () => {
  cloud = await startCloud();
  environment = cloud.environment(cloud.iam.administrator(accountId), region);
  cloud.s3.createBucket({ accountId, region, name: 'site' });
  distribution = (await cloud.cloudFront.addDistribution({ accountId, config: siteConfig({ bucket: 'site', region }) }))
    .id;
});
afterAll(() => cloud.close());

const path = (index: number) => `docs/section-${index % 300}/a-page-of-many-${index}/index.html`;
const site = (content: string) =>
  Object.fromEntries(
    Array.from({ length: pages }, (_, index) => [`dist/${path(index)}`, content] as const).concat([
      ['dist/index.html', content],
    ]),
  );
const sync = (content: string, RUNNER_TEMP: string) =>
  runStep('sync-spa-s3', {
    environment: { ...environment, RUNNER_TEMP },
    files: site(content),
    inputs: { source: 'dist', bucket: 'site' },
  });
const bytes = (text: string | undefined) => Buffer.byteLength(text ?? '');

test('thousands of changed pages go from the sync to the invalidation, and back as pending ones', async () => {
  const temporary = mkdtempSync('/tmp/handover-');
  try {
    await sync('one', temporary);
    for (const content of ['two', 'three']) {
      const synced = await sync(content, temporary);
      expect([synced.exitCode, synced.outputs['uploaded']]).toEqual([0, String(pages + 1)]);
      const {
        'invalidation-paths': paths = '',
        'changed-paths': changed,
        'outputs-folder': folder = '',
      } = synced.outputs;
      expect(bytes(paths)).toBeLessThanOrEqual(60_000);
      const items = paths.split('\n');
      for (let index = 0; index < pages; index++)
        expect(
          items.some((item) =>
            item.endsWith('*') ? `/${path(index)}`.startsWith(item.slice(0, -1)) : item === `/${path(index)}`,
          ),
        ).toBe(true);
      // What cannot be shortened is unset, and whole in its file.
      expect(changed).toBeUndefined();
      expect(synced.lines.filter((line) => line.startsWith('::warning'))).toEqual([
        expect.stringMatching(
          /^::warning::The output changed-paths has \d+ bytes, and at most 60000 can be handed on, so it is unset\. Its whole value is in /,
        ),
      ]);
      expect(readFileSync(`${folder}/changed-paths`, 'utf8').trimEnd().split('\n')).toHaveLength(pages + 1);
      expect(readFileSync(`${folder}/invalidation-paths`, 'utf8').trimEnd().split('\n').length).toBeGreaterThan(pages);
      expect(JSON.parse(readFileSync(`${folder}/plan`, 'utf8')).changes.length).toBeGreaterThan(pages);
      const inputs = { 'distribution-id': distribution, paths };
      const invalidated = await runStep('invalidate-cloudfront', { environment, inputs });
      expect(invalidated.exitCode).toBe(0);
      expect(invalidated.outputs['status']).toMatch(/InProgress|Completed/);
      const seen = bytes(synced.outputs['plan']) + bytes(paths);
      expect(seen).toBeLessThan(128 * 1024);
    }
  } finally {
    rmSync(temporary, { recursive: true });
  }
}, 180_000);

test('so do 100,000, though neither a command line nor an output would hold them', async () => {
  const many = 100_000;
  const temporary = mkdtempSync('/tmp/handover-');
  const page = (index: number) => `products/group-${index % 40}/product-${index}.html`;
  const all = ['index.html', ...Array.from({ length: many }, (_, index) => page(index))];
  cloud.s3.createBucket({ accountId, region, name: 'shop' });
  for (const key of all) cloud.s3.put('shop', key, 'as others put it');
  try {
    const planned = await runStep('sync-spa-s3', {
      environment: { ...environment, RUNNER_TEMP: temporary },
      files: Object.fromEntries(all.map((name) => [`dist/${name}`, 'new'])),
      inputs: { source: 'dist', bucket: 'shop', 'dry-run': 'true' },
    });
    const { 'invalidation-paths': paths = '', 'outputs-folder': folder = '', uploaded } = planned.outputs;
    expect([planned.exitCode, uploaded]).toEqual([0, String(many + 1)]);
    expect(bytes(paths)).toBeLessThanOrEqual(60_000);
    expect(readFileSync(`${folder}/changed-paths`, 'utf8').trimEnd().split('\n')).toHaveLength(many + 1);
    const inputs = { 'distribution-id': distribution, paths };
    expect((await runStep('invalidate-cloudfront', { environment, inputs })).exitCode).toBe(0);
  } finally {
    rmSync(temporary, { recursive: true });
  }
}, 180_000);

test('without a folder for them, outputs are handed on as ever, and the step is green', async () => {
  const { exitCode, outputs, lines } = await runStep('list-targets', {
    ...{ files: { 'webapp.yml': 'app: a\nenvironments: { dev: {} }' }, environment: { RUNNER_TEMP: '/dev/null' } },
  });
  expect([exitCode, outputs['count'], outputs['outputs-folder']]).toEqual([0, '1', undefined]);
  expect(lines.filter((line) => line.startsWith('::warning'))).toEqual([
    expect.stringContaining('There is no `outputs-folder`'),
  ]);
  expect(existsSync('/dev/null')).toBe(true);
});

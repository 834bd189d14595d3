import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EnhancedImageScanFinding, ImageScanFinding } from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type ScriptedClock, scriptedClock } from '../../cloud/core/clock.ts';
import { putImage } from '../../cloud/ecr/images.ts';
import type { ScanScript } from '../../cloud/ecr/scan-book.ts';
import type { Registry, Repository } from '../../cloud/ecr/state.ts';
import { composeImage } from '../../support/images/compose-image.ts';
import { describeWith } from '../../support/requires.ts';
import { accountId, defaultTag, region, type Stage, startStage } from './stage.ts';

const repositoryName = 'clinic/backend';
const inputs = { repository: repositoryName, 'image-archive': 'image', scan: 'wait' };
let time: ScriptedClock;
let stage: Stage;
let registry: Registry;
let repository: Repository;

beforeEach(async () => {
  time = scriptedClock(new Date('2026-11-02T09:00:00Z'));
  stage = await startStage({ time });
  registry = await stage.cloud.ecr.registry(accountId, region);
  await composeImage({
    folder: join(stage.workspace, 'image'),
    entries: [{ kind: 'text', path: '/app/server.js', text: 'serve()' }],
    architecture: 'amd64',
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await stage.close();
});

const scanOnPush = { imageScanningConfiguration: { scanOnPush: true } };

async function repositoryWith(wish: typeof scanOnPush | Record<string, never> = scanOnPush): Promise<void> {
  repository = await stage.cloud.ecr.createRepository(accountId, region, { repositoryName, ...wish });
}

function enhanced(filter: string): void {
  const repositoryFilters = [{ filter, filterType: 'WILDCARD' as const }];
  registry.scanning = { scanType: 'ENHANCED', rules: [{ scanFrequency: 'CONTINUOUS_SCAN', repositoryFilters }] };
}

/** An index of images for two platforms, in another repository. */
async function seededIndex(): Promise<{ readonly index: string; readonly images: readonly string[] }> {
  const place = { repositoryName: 'clinic/built' };
  const platforms = ['amd64', 'arm64'];
  const references = [];
  for (const architecture of platforms)
    references.push(await stage.cloud.ecr.seedImage(accountId, region, place, { architecture }));
  const built = registry.repositories.get('clinic/built');
  const images = references.map((reference) => reference.split('@')[1] ?? '');
  const manifests = images.map((digest, index) => {
    const { mediaType = '', manifest = '' } = built?.images.get(digest) ?? {};
    return { mediaType, digest, size: manifest.length, platform: { os: 'linux', architecture: platforms[index] } };
  });
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType, manifests });
  if (!built) throw new Error('The images were not seeded.');
  const { image } = putImage(built, { manifest, mediaType, tag: 'all', digest: undefined, again: 'allow' }, time.now());
  return { index: `${built.uri}@${image.digest}`, images };
}

function willFind(script: Omit<ScanScript, 'repositoryName'>): void {
  stage.cloud.ecr.scans.script({ repositoryName, ...script });
}

function calls(operation: string): number {
  return stage.cloud.requests.all({ operation }).length;
}

const critical: ImageScanFinding = {
  name: 'CVE-2026-1',
  severity: 'CRITICAL',
  uri: 'https://security.example/CVE-2026-1',
  attributes: [
    { key: 'package_name', value: 'openssl' },
    { key: 'package_version', value: '3.0.1' },
  ],
};

function inspected(id: string, severity: string, fixAvailable: 'YES' | 'NO'): EnhancedImageScanFinding {
  return {
    severity,
    fixAvailable,
    status: 'ACTIVE',
    score: 9.8,
    packageVulnerabilityDetails: {
      vulnerabilityId: id,
      sourceUrl: `https://security.example/${id}`,
      vulnerablePackages: [
        { name: 'lodash', version: '4.0.0', fixedInVersion: '4.17.21', filePath: '/app/package.json' },
      ],
    },
  };
}

describe('basic scanning', () => {
  test('waits for the scan that the push began, and lets a clean image have its tags', async () => {
    await repositoryWith();
    const { outputs, failure } = await stage.run(inputs);
    expect(failure).toBeUndefined();
    expect(outputs).toMatchObject({ 'scan-summary': 'no findings' });
    expect(repository.tags.has(defaultTag)).toBe(true);
    expect(calls('StartImageScan')).toBe(0);
  });

  test('holds the tags back from an image with a critical vulnerability, and tells all there is to know', async () => {
    await repositoryWith();
    willFind({ findings: [{ name: 'CVE-2026-2', severity: 'LOW' }, critical] });
    const { outputs, report, failure } = await stage.run(inputs);
    expect(failure?.message).toMatch(/does not let clinic\/backend@sha256:\w+ through: 1 of .* They are CVE-2026-1\./);
    expect(repository.tags.size).toBe(0);
    expect(outputs).toMatchObject({
      image: expect.stringContaining('@sha256:'),
      tags: [],
      'scan-summary': '1 CRITICAL, 1 LOW; 1 of them fail the gate at CRITICAL',
    });
    expect(report.sections).toContainEqual({
      kind: 'table',
      title: 'Findings of the scan',
      columns: ['Vulnerability', 'Package', 'Gate'],
      collapsed: false,
      rows: [
        [[{ text: 'CVE-2026-1', url: critical.uri }, ', CRITICAL'], 'openssl 3.0.1', 'fails'],
        [['CVE-2026-2', ', LOW'], '', 'below the threshold'],
      ],
    });
  });

  test('has a scan started that no push starts, once', async () => {
    await repositoryWith({});
    const { outputs, failure } = await stage.run(inputs);
    expect(failure).toBeUndefined();
    expect(JSON.parse(String(outputs['plan'])).changes).toContainEqual({ kind: 'scan', resource: repositoryName });
    expect(calls('StartImageScan')).toBe(1);
    const again = await stage.run(inputs);
    expect(again.outputs).toMatchObject({ changed: false, 'scan-summary': 'no findings' });
    expect(calls('StartImageScan')).toBe(1);
  });

  test('judges an image that was there before anew', async () => {
    await repositoryWith();
    await stage.run({ ...inputs, scan: 'off' });
    time.advance(1_000);
    const [image] = repository.images.values();
    image!.scan = { ...image!.scan!, findings: [critical] };
    const { failure, outputs } = await stage.run({ ...inputs, tags: 'v2' });
    expect(failure?.message).toContain('CVE-2026-1');
    expect(outputs).toMatchObject({ skipped: true });
    expect(repository.tags.has('v2')).toBe(false);
    const accepted = await stage.run({ ...inputs, tags: 'v2', 'scan-allow': 'CVE-2026-1 until 2026-11-30' });
    expect(accepted.failure).toBeUndefined();
    expect(repository.tags.has('v2')).toBe(true);
  });

  test('names an allowance that has expired', async () => {
    await repositoryWith();
    willFind({ findings: [critical] });
    const { failure, report } = await stage.run({ ...inputs, 'scan-allow': 'CVE-2026-1 until 2026-11-01' });
    expect(failure?.message).toContain('The entry "CVE-2026-1 until 2026-11-01" of scan-allow has expired.');
    expect(report.sections).toContainEqual(
      expect.objectContaining({ rows: [expect.arrayContaining(['fails: allowed only until 2026-11-01'])] }),
    );
  });

  test('reads all pages of findings', async () => {
    await repositoryWith();
    const findings = Array.from({ length: 1_001 }, (_, index) => ({ name: `CVE-${index}`, severity: 'LOW' as const }));
    willFind({ findings: [...findings, critical] });
    const { outputs, report } = await stage.run(inputs);
    expect(outputs['scan-summary']).toMatch(/^1 CRITICAL, 1001 LOW;/);
    expect(report.sections).toContainEqual({ kind: 'note', text: '952 more findings are in the SARIF file.' });
  });

  test('scans the images of an index, each for itself, and tells what they have in common once', async () => {
    await repositoryWith();
    const { index, images } = await seededIndex();
    willFind({ findings: [critical] });
    stage.cloud.requests.clear();
    const { failure, outputs } = await stage.run({ repository: repositoryName, 'source-image': index, scan: 'wait' });
    expect(failure?.message).toContain('CVE-2026-1');
    expect(outputs['scan-summary']).toMatch(/^1 CRITICAL;/);
    const asked = stage.cloud.requests.all({ operation: 'DescribeImageScanFindings' }).map(({ input }) => input);
    expect(new Set(asked.map((input) => (input as { imageId: { imageDigest: string } }).imageId.imageDigest))).toEqual(
      new Set(images),
    );
  });
});

describe('enhanced scanning', () => {
  beforeEach(() => repositoryWith());

  test('waits until the findings are there, which ACTIVE can precede', async () => {
    enhanced('*');
    willFind({ enhancedFindings: [inspected('CVE-2026-7', 'CRITICAL', 'YES')], lateMilliseconds: 12_000 });
    const { failure } = await stage.run(inputs);
    expect(failure?.message).toContain('CVE-2026-7');
  });

  test('tells a fix, lets through what has none, and heeds what Inspector suppresses', async () => {
    enhanced('clinic/*');
    const suppressed = { ...inspected('CVE-2026-9', 'CRITICAL', 'YES'), status: 'SUPPRESSED' };
    willFind({
      enhancedFindings: [
        inspected('CVE-2026-7', 'HIGH', 'NO'),
        inspected('CVE-2026-8', 'UNTRIAGED', 'YES'),
        suppressed,
      ],
    });
    const strict = await stage.run({ ...inputs, 'scan-fail-on': 'HIGH' });
    expect(strict.failure?.message).toContain('They are CVE-2026-7.');
    const { failure, outputs } = await stage.run({ ...inputs, 'scan-fail-on': 'HIGH', 'scan-fixable-only': 'true' });
    expect(failure).toBeUndefined();
    expect(outputs['scan-summary']).toBe('1 HIGH, 1 UNTRIAGED; 0 of them fail the gate at HIGH');
  });

  test('that does not cover the repository ends at the deadline, and says so', async () => {
    enhanced('prod/*');
    const { failure, outputs } = await stage.run({ ...inputs, 'scan-timeout-minutes': '2' });
    expect(failure?.message).toMatch(/not done in time\. At the deadline, ECR has no scan.*a rule must cover/);
    expect(outputs['image']).toBeDefined();
    expect(repository.tags.size).toBe(0);
    expect(time.now().getTime()).toBeLessThan(Date.parse('2026-11-02T09:02:01Z'));
  });

  test('is not started by hand', async () => {
    repository.scanOnPush = false;
    enhanced('*');
    const { failure } = await stage.run(inputs);
    expect(failure).toBeUndefined();
    expect(stage.log.join('\n')).toContain('by itself');
  });
});

describe('a scan that gives no findings is a failure', () => {
  test.each([
    ['FAILED', 'The scan failed'],
    ['UNSUPPORTED_IMAGE', 'does not scan its operating system'],
    ['FINDINGS_UNAVAILABLE', 'findings are not available'],
    ['SCAN_ELIGIBILITY_EXPIRED', 'Inspector no longer scans it'],
    ['LIMIT_EXCEEDED', 'a quota of the account'],
    ['IMAGE_ARCHIVED', 'It is archived'],
  ] as const)('%s at once', async (status, why) => {
    await repositoryWith();
    willFind({ status });
    const { failure } = await stage.run(inputs);
    expect(failure?.message).toMatch(new RegExp(`^The scan gate cannot judge clinic/backend@sha256:.*${why}`));
    expect(time.now().getTime()).toBeLessThan(Date.parse('2026-11-02T09:00:30Z'));
    expect(repository.tags.size).toBe(0);
  });

  test.each(['PENDING', 'IN_PROGRESS'] as const)('%s at the deadline', async (status) => {
    await repositoryWith();
    willFind({ status });
    const { failure } = await stage.run(inputs);
    expect(failure?.message).toContain(`was not done in time. At the deadline, its scan is ${status}.`);
    expect(time.now().getTime()).toBeGreaterThan(Date.parse('2026-11-02T09:14:50Z'));
  });

  test('an image of a kind that ECR does not scan is said at once', async () => {
    await repositoryWith({});
    const fault = { kind: 'error', code: 'UnsupportedImageTypeException', message: 'No.', status: 400 } as const;
    stage.cloud.faults.add({ service: 'ecr', operation: 'StartImageScan', fault });
    const { failure } = await stage.run(inputs);
    expect(failure?.message).toMatch(/^ECR cannot scan clinic\/backend@sha256:.* No\./);
    expect(time.now().getTime()).toBe(Date.parse('2026-11-02T09:00:00Z'));
  });

  test('a missing permission is said at once', async () => {
    await repositoryWith();
    stage.cloud.faults.add({ service: 'ecr', operation: 'DescribeImageScanFindings', fault: { kind: 'deny' } });
    const { failure } = await stage.run(inputs);
    expect(failure?.message).toMatch(/^Reading the scan of clinic\/backend@sha256:\w+ failed: AccessDenied/);
    expect(repository.tags.size).toBe(0);
  });

  test('a scan that somebody else has just begun is waited for', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0); // The SDK takes it for throttling, and its retries wait at random.
    await repositoryWith({});
    const fault = { kind: 'error', code: 'LimitExceededException', message: 'Quota.', status: 400 } as const;
    stage.cloud.faults.add({ service: 'ecr', operation: 'StartImageScan', times: 6, fault });
    const { failure } = await stage.run({ ...inputs, 'scan-timeout-minutes': '1' });
    expect(failure?.message).toContain('was not done in time');
  });

  test('a cancelled job does not wait on', async () => {
    await repositoryWith();
    const controller = new AbortController();
    stage.cloud.ecr.onPush(() => controller.abort(new Error('cancelled')));
    await expect(stage.run(inputs, { signal: controller.signal })).rejects.toThrow();
    expect(repository.tags.size).toBe(0);
  });
});

test('the findings are a SARIF 2.1.0 file that code scanning takes', async () => {
  await repositoryWith();
  enhanced('*');
  willFind({ enhancedFindings: [inspected('CVE-2026-7', 'HIGH', 'YES'), inspected('CVE-2026-8', 'MEDIUM', 'YES')] });
  const { outputs } = await stage.run({
    ...inputs,
    'scan-fail-on': 'MEDIUM',
    'scan-allow': 'CVE-2026-7 until 2026-12-31\nCVE-2026-8 until 2026-12-31',
  });
  const sarif = JSON.parse(await readFile(String(outputs['scan-sarif-path']), 'utf8'));
  expect(sarif).toMatchObject({
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            rules: [
              {
                id: 'CVE-2026-7',
                helpUri: 'https://security.example/CVE-2026-7',
                defaultConfiguration: { level: 'error' },
                properties: { 'security-severity': '9.8' },
              },
              { id: 'CVE-2026-8', defaultConfiguration: { level: 'warning' } },
            ],
          },
        },
        results: [
          {
            ruleId: 'CVE-2026-7',
            message: {
              text: expect.stringMatching(/lodash 4\.0\.0 of clinic\/backend@sha256:\w+, fixed in 4\.17\.21$/),
            },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'clinic/backend/app/package.json' },
                  region: { startLine: 1 },
                },
              },
            ],
            partialFingerprints: { primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
            suppressions: [{ kind: 'external', justification: 'Allowed until 2026-12-31 (scan-allow)' }],
          },
          { ruleId: 'CVE-2026-8' },
        ],
      },
    ],
  });
});

describeWith('docker', 'a built image that was held back', () => {
  afterEach(() => {
    for (const tag of repository.tags.keys())
      spawnSync('docker', ['rmi', '--force', `${repository.uri}:${tag}`], { stdio: 'ignore' });
  });

  test('is not built again once its vulnerability is accepted', async () => {
    await repositoryWith();
    await stage.write({ 'backend/Dockerfile': 'FROM scratch\nCOPY . /app\n', 'backend/server.js': 'serve()' });
    willFind({ findings: [critical] });
    const build = { repository: repositoryName, context: 'backend', scan: 'wait' };
    const held = await stage.run(build);
    expect(held.failure?.message).toContain('CVE-2026-1');
    const sourceTag = `src-${held.outputs['source-key']}`;
    expect([...repository.tags.keys()]).toEqual([sourceTag]);
    const { failure, outputs } = await stage.run({ ...build, 'scan-allow': 'CVE-2026-1 until 2026-11-30' });
    expect(failure).toBeUndefined();
    expect(outputs).toMatchObject({ skipped: true, digest: held.outputs['digest'] });
    expect([...repository.tags.keys()].toSorted()).toEqual([defaultTag, sourceTag]);
  });
});

test('with scan: off, nothing is asked about scans', async () => {
  await repositoryWith();
  const { outputs } = await stage.run({ ...inputs, scan: 'off' });
  expect(outputs['scan-summary']).toBeUndefined();
  expect(calls('DescribeImageScanFindings') + calls('StartImageScan')).toBe(0);
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FaultRule } from '../cloud/core/faults.ts';
import { describeWith } from '../support/requires.ts';
import { sample } from '../support/sample.ts';
import { conclusions, failures, job } from './results.ts';
import { type Shop, startShop } from './shop.ts';

const [deploying, recording] = ['dev / Release', 'dev / Record'];
const denied = (service: string, operation: string): FaultRule => ({ service, operation, fault: { kind: 'deny' } });

/** What makes a job fail once. The release before serves then. */
const troubles: readonly (readonly [job: string, trouble: Trouble])[] = [
  ['dev / Image files', { script: 'build-image.sh' }],
  ['dev / Site build', { script: 'build-site.sh' }],
  ['dev / Image / Build', denied('ecr', 'GetAuthorizationToken')],
  [deploying, denied('secretsmanager', 'GetSecretValue')],
  [deploying, denied('apprunner', 'UpdateService')],
  [deploying, { ...denied('s3', 'PutObject'), skip: 2 }],
  [deploying, denied('cloudfront', 'CreateInvalidation')],
  [deploying, { gate: 'closed' }],
];

type Trouble = FaultRule | { readonly script: string } | { readonly gate: 'closed' };

/** By GitHub's rule: jobs that succeeded keep their outputs and artifacts, the failed ones run again with those that need them. */
describeWith('postgres', 'running the failed jobs again', () => {
  let shop: Shop;
  let artifactsFolder: string;
  /** A part of the app that only the smoke test asks. */
  const gate = createServer((_, response) => {
    response.statusCode = isOpen ? 200 : 503;
    response.end();
  });
  let isOpen = true;
  beforeAll(async () => {
    gate.listen(0, '127.0.0.1');
    artifactsFolder = mkdtempSync(join(tmpdir(), 'artifacts-'));
    shop = await startShop();
    const { port } = gate.address() as AddressInfo;
    const scripts = ['build-image.sh', 'build-site.sh'].map((name) => [name, failingOnce(name, contentOf(name))]);
    shop.commit({ ...Object.fromEntries(scripts), 'smoke.yml': withGate(contentOf('smoke.yml'), port) });
  }, 300_000);
  afterAll(async () => {
    gate.close();
    rmSync(artifactsFolder, { recursive: true });
    await shop?.close();
  });

  const contentOf = (path: string) => readFileSync(join(shop.folder, path), 'utf8');
  const current = () => shop.ledger('dev').find(({ state }) => state === 'success');

  test.each(sample(troubles, 3))(
    'after %s failed (%j) brings the whole release',
    async (failing, trouble) => {
      const number = shop.ledger('dev').length;
      const before = shop.commit({ 'release.txt': `works ${number}\n` });
      expect(failures(await shop.run('dev.yml'))).toEqual([]);
      const served = await shop.serving('dev');
      const commit = shop.commit({
        'release.txt': `works ${number} again\n`,
        [`migrations/1${number}_again.sql`]: `CREATE TABLE again_${number} (id integer);\n`,
      });

      if ('fault' in trouble) shop.cloud.faults.add(trouble);
      isOpen = !('gate' in trouble);
      const FAIL_ONCE = 'script' in trouble ? trouble.script : '';
      const first = await shop.run('dev.yml', { artifactsFolder, env: { FAIL_ONCE } });
      expect(conclusions(first)).toMatchObject({ [failing]: 'failure' });
      expect(await shop.serving('dev')).toEqual(served);
      expect(current()).toMatchObject({ commit: before });

      shop.cloud.faults.clear();
      isOpen = true;
      const second = await shop.run('dev.yml', { artifactsFolder, env: { FAIL_ONCE }, rerunOf: first.attempt });
      expect(failures(second)).toEqual([]);
      const { image } = job(second, 'dev / Image / Build').outputs;
      expect(await shop.serving('dev')).toEqual({
        ...{ heading: `works ${number} again`, siteCommit: commit, backendCommit: commit, image },
      });
      expect(current()).toMatchObject({ commit, release: { image, siteRelease: commit } });
    },
    300_000,
  );

  test.each([
    ['its record', { skip: 1 }, 1],
    ['its beginning and its record', {}, 0],
  ])(
    'a release that serves stays green without %s; it is said, and the next run records what comes then',
    async (_, which, announced) => {
      const before = shop.commit({ 'release.txt': 'works before\n' });
      expect(failures(await shop.run('dev.yml'))).toEqual([]);
      const commit = shop.commit({ 'release.txt': 'works unrecorded\n' });
      const open = shop.begun('dev').length;
      shop.cloud.faults.add({ ...denied('github', 'CreateDeployment'), ...which, times: Number.POSITIVE_INFINITY });
      const run = await shop.run('dev.yml');
      shop.cloud.faults.clear();
      expect(failures(run)).toEqual([]);
      const said = job(run, recording).steps.flatMap(({ annotations }) => annotations.map(({ message }) => message));
      expect(said.join()).toContain('The release serves, but it was not recorded completely');
      expect(await shop.serving('dev')).toMatchObject({ siteCommit: commit, backendCommit: commit });
      expect(current()).toMatchObject({ commit: before });
      expect(shop.begun('dev')).toHaveLength(open + announced);

      const next = shop.commit({ 'release.txt': 'works recorded\n' });
      const later = await shop.run('dev.yml');
      expect(failures(later)).toEqual([]);
      const warned = job(later, deploying).steps.flatMap(({ annotations }) =>
        annotations.map(({ message }) => message),
      );
      expect(warned.join().includes('is green, but was not recorded')).toBe(announced === 1);
      expect(current()).toMatchObject({ commit: next });
      expect(shop.begun('dev').filter(({ state }) => state === 'in_progress')).toEqual([]);
    },
    300_000,
  );
});

/** A script of which the first attempt fails where the environment says so. */
function failingOnce(name: string, script: string): string {
  return `if [ "$FAIL_ONCE" = ${name} ] && [ "$GITHUB_RUN_ATTEMPT" = 1 ]; then exit 1; fi\n${script}`;
}

function withGate(suite: string, port: number): string {
  return `${suite}  - name: the gate is open\n    get: http://127.0.0.1:${port}/\n    expect: { status: 200 }\n`;
}

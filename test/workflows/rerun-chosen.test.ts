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

const denied = (service: string, operation: string): FaultRule => ({ service, operation, fault: { kind: 'deny' } });
const closedGate = 'the gate is closed';

/** What makes a job fail once. */
const troubles = {
  promote: [
    ['prod / Find and build', 'build-site.sh fails'],
    ['prod / Promote / Release', denied('apprunner', 'UpdateService')],
    ['prod / Promote / Release', closedGate],
  ],
  reviewed: [['prod / Plan', denied('apprunner', 'ListServices')]],
  rollback: [
    ['rollback / Roll back / Release', denied('apprunner', 'UpdateService')],
    ['rollback / Roll back / Release', closedGate],
  ],
} as const;

type Trouble = FaultRule | string;

/** By GitHub's rule: jobs that succeeded keep their outputs and artifacts, the failed ones run again with those that need them. */
describeWith('postgres', 'running the failed jobs again', () => {
  let shop: Shop;
  let artifactsFolder: string;
  let number = 0;
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
    const contentOf = (path: string) => readFileSync(join(shop.folder, path), 'utf8');
    const check = `  - name: the gate is open\n    get: http://127.0.0.1:${port}/\n    expect: { status: 200 }\n`;
    shop.commit({
      'smoke.yml': contentOf('smoke.yml') + check,
      'build-site.sh': `if [ "$FAIL_ONCE" = yes ] && [ "$GITHUB_RUN_ATTEMPT" = 1 ]; then exit 1; fi\n${contentOf('build-site.sh')}`,
      '.github/workflows/promote.yml': contentOf('.github/workflows/promote.yml').replace('from: staging', 'from: dev'),
    });
  }, 300_000);
  afterAll(async () => {
    gate.close();
    rmSync(artifactsFolder, { recursive: true });
    await shop?.close();
  });

  /** Deploys another commit to dev. */
  async function release(): Promise<string> {
    number += 1;
    const commit = shop.commit({ 'release.txt': `works ${number}\n` });
    expect(failures(await shop.run('dev.yml'))).toEqual([]);
    return commit;
  }

  /** Runs a workflow with a trouble; what it gives runs the failed jobs again, without it. */
  async function failing(workflow: string, trouble: Trouble, inputs: Readonly<Record<string, string>>) {
    if (typeof trouble === 'object') shop.cloud.faults.add(trouble);
    isOpen = trouble !== closedGate;
    const changes = {
      ...{ artifactsFolder, inputs, environments: { 'prod-approval': { review: async () => 'approved' as const } } },
      env: { FAIL_ONCE: trouble === 'build-site.sh fails' ? 'yes' : '' },
    };
    const first = await shop.run(workflow, changes);
    shop.cloud.faults.clear();
    isOpen = true;
    return { first, again: () => shop.run(workflow, { ...changes, rerunOf: first.attempt }) };
  }

  const promotions = [
    ...troubles.promote.map(([failingJob, trouble]) => ['promote.yml', failingJob, trouble] as const),
    ...troubles.reviewed.map(([failingJob, trouble]) => ['promote-reviewed.yml', failingJob, trouble] as const),
  ];
  test.each(sample(promotions, 3))(
    'of %s after %s failed (%j) brings the release that was chosen, though the source has moved on',
    async (workflow, failingJob, trouble) => {
      const chosen = await release();
      // Where nothing serves yet, nobody asks: the edge would keep the answer that there is nothing.
      const isServing = shop.ledger('prod').some(({ state }) => state === 'success');
      const served = isServing ? await shop.serving('prod') : undefined;
      const inputs = workflow === 'promote.yml' ? { confirmation: 'prod' } : {};
      const { first, again } = await failing(workflow, trouble, inputs);
      expect(conclusions(first)).toMatchObject({ [failingJob]: 'failure' });
      const isBuilding = failingJob === 'prod / Find and build';
      if (served?.image !== undefined) expect(await shop.serving('prod')).toEqual(served);
      const later = await release();

      const second = await again();
      expect(failures(second)).toEqual([]);
      const expected = isBuilding ? later : chosen;
      expect(await shop.serving('prod')).toMatchObject({ siteCommit: expected, backendCommit: expected });
      expect(shop.ledger('prod').find(({ state }) => state === 'success')).toMatchObject({ commit: expected });
    },
    300_000,
  );

  test.each(troubles.rollback)(
    'of rollback.yml after %s failed (%j) goes back to the same release',
    async (failingJob, trouble) => {
      const older = await release();
      const newer = await release();
      const { first, again } = await failing('rollback.yml', trouble, { environment: 'dev' });
      expect(conclusions(first)).toMatchObject({ [failingJob]: 'failure' });
      expect(await shop.serving('dev')).toMatchObject({ siteCommit: newer });
      expect(failures(await again())).toEqual([]);
      expect(await shop.serving('dev')).toMatchObject({ siteCommit: older, backendCommit: older });
      expect(shop.ledger('dev').find(({ state }) => state === 'success')).toMatchObject({ commit: older });
    },
    300_000,
  );

  test.each([
    ['rollback.yml', 'rollback / Roll back / Release', 'dev', { environment: 'dev' }],
    ['promote.yml', 'prod / Promote / Release', 'prod', { confirmation: 'prod' }],
  ] as const)(
    'of %s, after a later run has released, undoes nothing',
    async (workflow, failingJob, name, inputs) => {
      await release();
      await release();
      const { again } = await failing(workflow, denied('apprunner', 'UpdateService'), inputs);
      const latest = await release();
      if (name === 'prod') expect(failures(await shop.run('promote.yml', { inputs }))).toEqual([]);
      const second = await again();
      expect(failures(second)).toEqual([]);
      expect(job(second, failingJob).outputs['superseded-by']).toBe(latest);
      expect(await shop.serving(name)).toMatchObject({ siteCommit: latest, backendCommit: latest });
    },
    300_000,
  );
});

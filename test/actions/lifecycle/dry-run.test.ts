import { afterEach, expect, test } from '@jest/globals';
import { action as invalidate } from '../../../src/actions/invalidate-cloudfront/index.ts';
import { siteConfig } from '../../cloud/cloudfront/site-config.ts';
import { accountId, region, type Stage, startStage } from '../../support/action.ts';
import { startService } from '../deploy-apprunner/service-stage.ts';
import { site, startSite } from '../sync-spa-s3/site-stage.ts';

let stage: Stage;
afterEach(() => stage.close());

/** An action with something to do, on a cloud of its own. */
const scenes: Readonly<Record<string, () => Promise<{ stage: Stage; inputs: Readonly<Record<string, string>> }>>> = {
  async 'sync-spa-s3'() {
    const made = await startSite();
    made.build(site('a1'));
    return { stage: made, inputs: { source: 'dist', bucket: 'clinic-site' } };
  },
  async 'deploy-apprunner'() {
    const made = await startService();
    await made.create();
    return { stage: made, inputs: { service: 'clinic-dev', image: made.images.v2 } };
  },
  async 'invalidate-cloudfront'() {
    const made = await startStage(invalidate);
    made.cloud.s3.createBucket({ accountId, region, name: 'site' });
    const config = siteConfig({ bucket: 'site', region });
    const { id } = await made.cloud.cloudFront.addDistribution({ accountId, config });
    return { stage: made, inputs: { 'distribution-id': id, paths: '/*' } };
  },
};

/** Calls that change nothing. */
const reading = /:(Get|BatchGet|List|Describe|Head|Filter|Download)/;

test.each(Object.keys(scenes))('%s: a dry run only reads; applying its plan does what it showed', async (name) => {
  const scene = await scenes[name]?.();
  if (!scene) throw new Error('There is no such scene.');
  stage = scene.stage;
  stage.calls();
  const shown = await stage.run({ ...scene.inputs, 'dry-run': 'true' });
  const reads = stage.calls();
  expect(reads.length).toBeGreaterThan(0);
  for (const call of reads) expect(call).toMatch(reading);
  expect(shown.report.status).toBe('planned');
  expect(shown.outputs['changed']).toBe(true);

  const again = await stage.run({ ...scene.inputs, 'dry-run': 'true' });
  expect(again.outputs['fingerprint']).toBe(shown.outputs['fingerprint']);

  stage.calls();
  const wrong = await stage.run({ ...scene.inputs, 'expected-plan': '0'.repeat(64) });
  expect(wrong.failure?.message).toContain('is no longer the one that was approved; nothing was changed.');
  expect(wrong.report).toMatchObject({ status: 'failed', sections: shown.report.sections });
  expect(wrong.outputs).toMatchObject({ changed: false, plan: shown.outputs['plan'] });
  for (const call of stage.calls()) expect(call).toMatch(reading);

  const applied = await stage.run({ ...scene.inputs, 'expected-plan': String(shown.outputs['fingerprint']) });
  expect(applied.failure).toBeUndefined();
  expect(applied.outputs['plan']).toBe(shown.outputs['plan']);
});

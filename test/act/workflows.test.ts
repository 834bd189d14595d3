import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../support/requires.ts';
import type { JsonObject } from '../workflow-runner/expressions/json.ts';
import { type Shop, startShop } from '../workflows/shop.ts';
import { executedByAct, executedByRunner, troubles } from './act-results.ts';
import { type Play, type Player, startPlayer } from './play.ts';

describeWith(['act', 'postgres'], 'act', () => {
  let shop: Shop;
  let player: Player;
  let good: string;
  beforeAll(async () => {
    shop = await startShop();
    player = startPlayer(shop);
  }, 300_000);
  afterAll(async () => {
    await player?.close();
    await shop?.close();
  });

  /** Plays a workflow with both interpreters, and expects that they execute the same steps with the same results. */
  const playBoth = async (workflow: string, { event = 'workflow_dispatch', payload = {}, inputs = {} }: Play = {}) => {
    const pulled = event === 'pull_request' ? { ref: `refs/pull/${payload['number']}/merge` } : {};
    const ran = await shop.run(workflow, { event: { name: event, payload }, inputs, ...pulled });
    const played = await player.play(workflow, { event, payload, inputs });
    expect(executedByAct(played)).toEqual(executedByRunner(ran));
    return played;
  };

  test('deploys a push to dev and brings it to staging', async () => {
    good = shop.commit({ 'release.txt': 'works 1\n' });
    const played = await player.play('deploy.yml', { event: 'push' });
    expect(troubles(played)).toEqual([]);
    for (const name of ['dev', 'staging'] as const) {
      expect(await shop.serving(name)).toMatchObject({ heading: 'works 1', siteCommit: good, backendCommit: good });
      expect(shop.ledger(name)).toMatchObject([{ commit: good, state: 'success' }]);
    }
  }, 300_000);

  test('brings back what served before a release that is broken, and records it', async () => {
    const served = await shop.serving('dev');
    const broken = shop.commit({ 'release.txt': 'broken\n' });
    const played = await playBoth('dev.yml', { event: 'push' });
    expect(played.exitCode).toBe(1);
    expect(troubles(played).join('\n')).toContain('The previous release was restored and verified.');
    expect(await shop.serving('dev')).toEqual(served);
    const recorded = shop.ledger('dev').map(({ commit, state }) => [commit, state]);
    expect(recorded).toEqual([
      [broken, 'failure'],
      [broken, 'failure'],
      [good, 'success'],
    ]);
  }, 300_000);

  test('promotes what serves in staging, and stops without the right word', async () => {
    const refused = await player.play('promote.yml', { inputs: { confirmation: 'production' } });
    expect(refused.exitCode).toBe(1);
    expect(shop.ledger('prod')).toEqual([]);
    const played = await playBoth('promote.yml', { inputs: { confirmation: 'prod' } });
    expect(troubles(played)).toEqual([]);
    expect(await shop.serving('prod')).toMatchObject({ heading: 'works 1', siteCommit: good, backendCommit: good });
    expect(shop.ledger('prod').map(({ state }) => state)).toEqual(['success', 'inactive']);
  }, 300_000);

  test('rolls back to the release before', async () => {
    const later = shop.commit({ 'release.txt': 'works 2\n' });
    expect(troubles(await player.play('dev.yml', { event: 'push' }))).toEqual([]);
    const played = await playBoth('rollback.yml', { inputs: { environment: 'dev', release: good } });
    expect(troubles(played)).toEqual([]);
    expect(await shop.serving('dev')).toMatchObject({ heading: 'works 1', siteCommit: good, backendCommit: good });
    const recorded = shop.ledger('dev').slice(0, 3);
    expect(recorded.map(({ commit, state }) => [commit, state])).toEqual([
      [good, 'success'],
      [good, 'inactive'],
      [later, 'inactive'],
    ]);
  }, 300_000);

  test('shows the plan and the preview of a pull request, and changes nothing that serves', async () => {
    const served = await shop.serving('dev');
    const payload = pullRequest(shop, shop.commit({ 'release.txt': 'works 3\n' }));
    const played = await playBoth('pull-request.yml', { event: 'pull_request', payload });
    expect(troubles(played)).toEqual([]);
    const { comments } = shop.cloud.github.repository('acme/shop');
    expect(comments.map(({ body }) => body)).toEqual([expect.stringContaining('/previews/pr-7/')]);
    for (const part of ['index.html', 'APP&#95;COMMIT', 'Plan: success'])
      expect(comments[0]?.body.replaceAll('<wbr>', '')).toContain(part);
    const preview = await fetch(`${shop.environments.dev.siteUrl}/previews/pr-7/index.html`);
    expect(await preview.text()).toContain('works 3');
    expect(await shop.serving('dev')).toEqual(served);
  }, 300_000);

  test('deploys to the environments of several config files', async () => {
    const config = readFileSync(join(shop.folder, 'webapp.yml'), 'utf8')
      .replace('repository: "${stack:BackendRepository}"', '$&, image-archive: image/image.tar')
      .replace(
        /^/,
        `workflow: { image-command: sh build-image.sh, image-folder: image, site-command: sh build-site.sh }\n`,
      );
    const only = (line: string) => config.replace(/^environments:\n[^]*/m, `environments:\n  ${line}\n`);
    const commit = shop.commit({
      'here.webapp.yml': only('staging: { account-id: "222222222222", region: us-east-1, stack: shop-staging }'),
      'there.webapp.yml': only('prod: { account-id: "333333333333", region: us-east-1, stack: shop-prod }'),
    });
    const played = await player.play('deploy-many.yml');
    expect(troubles(played)).toEqual([]);
    for (const name of ['staging', 'prod'] as const)
      expect(await shop.serving(name)).toMatchObject({ heading: 'works 3', siteCommit: commit });
  }, 300_000);
});

function pullRequest({ cloud }: Shop, sha: string): JsonObject {
  const repository = 'acme/shop';
  const known = { number: 7, title: 'More stock', state: 'open' } as const;
  cloud.github.addPull(repository, {
    ...{ ...known, headRef: 'stock', headSha: sha, headRepository: repository, baseRef: 'main', login: 'octocat' },
  });
  const head = { ref: 'stock', sha, repo: { full_name: repository, fork: false } };
  const base = { ref: 'main', repo: { full_name: repository } };
  return { action: 'opened', number: 7, pull_request: { ...known, merged: false, head, base } };
}

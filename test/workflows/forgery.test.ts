import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../support/requires.ts';
import { conclusions, errors, failures } from './results.ts';
import { type EnvironmentName, type Shop, startShop } from './shop.ts';

describeWith('postgres', 'a ledger that somebody writes to who may not push to main', () => {
  let shop: Shop;
  let folder: string;
  let genuine: string;
  let side: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'forgery-'));
    shop = await startShop();
    genuine = shop.commit({ 'release.txt': 'works 1\n' });
    expect(failures(await shop.run('deploy.yml', { event: { name: 'push' }, sha: genuine }))).toEqual([]);
    side = sideCommit();
  }, 300_000);
  afterAll(async () => {
    await shop?.close();
    rmSync(folder, { recursive: true });
  });

  const mark = () => join(folder, 'pwned');

  /** A commit of a branch of his: its config file runs a command wherever it is planned or deployed. */
  function sideCommit(): string {
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-C', shop.folder, ...args], { encoding: 'utf8' }).trim();
    const config = git('show', 'HEAD:webapp.yml').replaceAll(
      'sync-spa-s3: {',
      `sync-spa-s3: { build-command: "env > '${mark()}'",`,
    );
    expect(config).toContain('build-command');
    const blob = execFileSync('git', ['-C', shop.folder, 'hash-object', '-w', '--stdin'], { input: config })
      .toString()
      .trim();
    const tree = git('ls-tree', 'HEAD').replace(/^(100644 blob )[0-9a-f]+(\twebapp\.yml)$/m, `$1${blob}$2`);
    const made = execFileSync('git', ['-C', shop.folder, 'mktree'], { input: `${tree}\n` })
      .toString()
      .trim();
    const sha = git('commit-tree', made, '-p', 'HEAD', '-m', 'Side');
    shop.cloud.github.addCommit('acme/shop', { sha, parents: [git('rev-parse', 'HEAD')], ref: 'side' });
    return sha;
  }

  /** A job of a workflow on his branch, with `deployments: write`. */
  async function forge(environment: EnvironmentName, record: object): Promise<number> {
    const token = shop.cloud.github.token({ repository: 'acme/shop', permissions: { deployments: 'write' } });
    const post = async (path: string, body: object) => {
      const answer = await fetch(`${shop.cloud.github.apiUrl}/repos/acme/shop/deployments${path}`, {
        ...{ method: 'POST', body: JSON.stringify(body), headers: { authorization: `Bearer ${token}` } },
      });
      return (await answer.json()) as { readonly id: number };
    };
    const { release } = shop.ledger(environment)[0] ?? {};
    const payload = { ...release, environment, commit: side, ...record };
    const { id } = await post('', { ref: side, environment, task: 'deploy:shop', required_contexts: [], payload });
    await post(`/${id}/statuses`, { state: 'success', auto_inactive: false });
    return id;
  }

  test('a promotion is refused before anything of the commit runs, and before AWS is asked for a role', async () => {
    const id = await forge('staging', {});
    shop.cloud.requests.clear();
    const select = { release: String(id) };
    const run = await shop.run('promote-from-staging.yml', { inputs: select });
    expect(conclusions(run)).toMatchObject({ 'prod / Find and build': 'failure', 'prod / Plan': 'skipped' });
    expect(errors(run)).toContainEqual(
      expect.stringContaining(`The deployment ${id} does not count, as its commit ${side.slice(0, 12)} is not in the`),
    );
    expect(shop.cloud.requests.names().filter((name) => !name.startsWith('github:'))).toEqual([]);
    expect(existsSync(mark())).toBe(false);
  }, 300_000);

  test('a promotion of what serves takes the genuine release', async () => {
    const run = await shop.run('promote.yml', { inputs: { confirmation: 'prod' } });
    expect(failures(run)).toEqual([]);
    expect(await shop.serving('prod')).toMatchObject({ siteCommit: genuine, backendCommit: genuine });
    expect(existsSync(mark())).toBe(false);
  }, 300_000);

  test('a rollback is refused likewise', async () => {
    const promotion = { run: 'https://github.com/acme/shop/actions/runs/1/attempts/1' };
    const id = await forge('prod', promotion);
    shop.cloud.requests.clear();
    for (const release of [String(id), side]) {
      const run = await shop.run('rollback.yml', { inputs: { environment: 'prod', release } });
      expect(conclusions(run)).toMatchObject({
        'rollback / Roll back / Release': 'failure',
        'rollback / Roll back / Record': 'skipped',
      });
      expect(errors(run)).toContainEqual(
        expect.stringContaining(`The deployment ${id} does not count, as its run 1 does`),
      );
    }
    expect(shop.cloud.requests.names().filter((name) => !name.startsWith('github:'))).toEqual([]);
    expect(existsSync(mark())).toBe(false);
  }, 300_000);
});

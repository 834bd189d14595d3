import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeGitRepository } from '../support/git-repository.ts';
import { describeWith } from '../support/requires.ts';
import { addSubmodule } from './add-submodule.ts';
import { failures, job } from './results.ts';
import { type Shop, startShop } from './shop.ts';

describeWith('postgres', 'a repository with submodules, large files and a version from its history', () => {
  let shop: Shop;
  let folder: string;
  const logo = 'a large file\n';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'submodule-'));
    shop = await startShop();
    const library = makeGitRepository(folder);
    const sha = library.commit({ 'name.txt': 'works from a submodule\n' }, 'Name it');
    addSubmodule(shop.folder, { path: 'library', url: pathToFileURL(folder).href, sha });
    const digest = createHash('sha256').update(logo).digest('hex');
    const stored = join(shop.folder, '.git/lfs/objects', digest.slice(0, 2), digest.slice(2, 4), digest);
    mkdirSync(dirname(stored), { recursive: true });
    writeFileSync(stored, logo);
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${digest}\nsize ${logo.length}\n`;
    shop.commit({ 'logo.bin': pointer, 'build-site.sh': build, '.github/workflows/options.yml': withOptions });
  }, 300_000);
  afterAll(async () => {
    await shop?.close();
    rmSync(folder, { recursive: true });
  });

  test('is built and released with all of it', async () => {
    const run = await shop.run('options.yml', { event: { name: 'push' } });
    expect(failures(run)).toEqual([]);
    const text = async (path: string) => (await fetch(`${shop.environments.dev.siteUrl}/${path}`)).text();
    expect(await shop.serving('dev')).toMatchObject({ heading: 'works from a submodule' });
    expect(await text('logo.bin')).toBe(logo);
    expect(Number(await text('history.txt'))).toBeGreaterThan(1);
    const asked = shop.cloud.requests.all({ service: 'sts', operation: 'AssumeRoleWithWebIdentity' });
    const lengths = asked.map(({ input }) => (input as { readonly DurationSeconds?: string }).DurationSeconds);
    // One by configure-aws-credentials in each of two jobs; the actions' own sessions are renewed, and so last an hour each.
    expect(lengths.toSorted()).toEqual(['1800', '1800', ...lengths.filter((seconds) => seconds === '3600')]);
    expect(job(run, 'dev / Release').runsOn).toEqual({ labels: ['self-hosted', 'vpc'], group: undefined });
    expect(job(run, 'dev / Image / Build').runsOn).toEqual({ labels: ['arm'], group: 'big' });
  }, 300_000);
});

const build = `set -e
mkdir -p dist
printf '<!doctype html><title>Shop</title><h1>%s</h1>' "$(cat library/name.txt)" > dist/index.html
git rev-parse HEAD > dist/commit.txt
git rev-list --count HEAD > dist/history.txt
cp logo.bin dist/
`;

const withOptions = `name: With options
on: push
permissions: {}
jobs:
  dev:
    permissions: { actions: read, contents: read, deployments: write, id-token: write }
    uses: aws-webapp-actions/aws-webapp-actions/.github/workflows/deploy.yml@v1
    with:
      environment: dev
      image-command: sh build-image.sh
      image-folder: image
      site-command: sh build-site.sh
      submodules: "true"
      lfs: true
      fetch-depth: 0
      role-duration-seconds: 1800
      runs-on: '{"group":"big","labels":["arm"]}'
      database-runs-on: '["self-hosted","vpc"]'
`;

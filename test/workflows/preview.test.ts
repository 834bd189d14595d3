import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../support/requires.ts';
import { pullRequest } from './pull-request.ts';
import { conclusions, failures, job, step } from './results.ts';
import { type Shop, startShop } from './shop.ts';

describeWith(['postgres', 'docker'], 'a pull request', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await startShop('built');
    expect(failures(await shop.run('dev.yml'))).toEqual([]);
  }, 300_000);
  afterAll(() => shop?.close());

  const comments = () => shop.cloud.github.repository('acme/shop').comments;
  const previewOf = async (number: number) => {
    const response = await fetch(`${shop.environments.dev.siteUrl}/previews/pr-${number}/index.html`);
    return { status: response.status, text: await response.text() };
  };
  const change = (number: number) => ({
    'release.txt': `works ${number}\n`,
    [`migrations/00${number}_stock.sql`]: `CREATE TABLE stock_${number} (id integer);\n`,
  });

  test('of the repository itself gets its plan, its preview and one comment, and changes nothing that serves', async () => {
    const served = await shop.serving('dev');
    const play = pullRequest(shop, 7, { title: 'More stock', branch: 'stock' });
    shop.cloud.requests.clear();
    const run = await play('opened', shop.commit(change(2)));
    expect(failures(run)).toEqual([]);
    expect(conclusions(run)).toEqual({
      'preview / Image files': 'success',
      'preview / Image': 'success',
      'preview / Site build': 'success',
      'preview / Preview': 'success',
      'preview / Sweep': 'skipped',
    });
    expect(await previewOf(7)).toMatchObject({ status: 200, text: expect.stringContaining('works 2') });
    expect(await shop.serving('dev')).toEqual(served);
    expect(comments()).toHaveLength(1);
    for (const part of ['CREATE TABLE stock', '/previews/pr-7/', 'index.html', 'APP'])
      expect(comments()[0]?.body.replaceAll('<wbr>', '')).toContain(part);
    const written = shop.cloud.requests
      .all({})
      .filter(
        ({ callerArn, operation }) =>
          /shop-dev-plan/.test(callerArn) && /^(Put|Create|Update|Delete|Start)/.test(operation),
      );
    expect(written.map(({ operation }) => operation)).toEqual([]);
  }, 300_000);

  test('keeps its one comment, and loses its preview when it closes', async () => {
    const play = pullRequest(shop, 7, { title: 'More stock', branch: 'stock' });
    expect(failures(await play('synchronize', shop.commit(change(3))))).toEqual([]);
    expect(comments()).toHaveLength(1);
    expect(await previewOf(7)).toMatchObject({ text: expect.stringContaining('works 3') });
    const run = await play('closed', shop.commit({}));
    expect(failures(run)).toEqual([]);
    expect(conclusions(run)).toMatchObject({ 'preview / Image': 'skipped', 'preview / Preview': 'skipped' });
    expect(await previewOf(7)).not.toMatchObject({ text: expect.stringContaining('works') });
    expect((await shop.serving('dev')).heading).toBe('works 1');
  }, 300_000);

  test('is shown the variable that a merge takes off, as the merge does it', async () => {
    const config = readFileSync(join(shop.folder, 'webapp.yml'), 'utf8');
    const withLogin = config.replace('env: { APP_COMMIT: "${commit}" }', 'env: { APP_COMMIT: "${commit}", LOGIN: x }');
    expect(withLogin).toContain('LOGIN');
    shop.commit({ 'webapp.yml': withLogin });
    expect(failures(await shop.run('dev.yml'))).toEqual([]);
    const play = pullRequest(shop, 27, { title: 'No login', branch: 'login' });
    expect(failures(await play('opened', shop.commit({ 'webapp.yml': config })))).toEqual([]);
    expect(comments().at(-1)?.body.replaceAll('<wbr>', '')).toContain('env LOGIN');
    const variables = () => shop.cloud.appRunner.services().map(({ configuration }) => JSON.stringify(configuration));
    expect(variables().join()).toContain('LOGIN');
    expect(failures(await shop.run('dev.yml'))).toEqual([]);
    expect(variables().join()).not.toContain('LOGIN');
  }, 300_000);

  test('loses its preview also when it is merged: its run is then one of the branch', async () => {
    const play = pullRequest(shop, 17, { title: 'Merged', branch: 'merged' });
    expect(failures(await play('opened', shop.commit(change(5))))).toEqual([]);
    expect(await previewOf(17)).toMatchObject({ text: expect.stringContaining('works 5') });
    const run = await play('merged', shop.commit({}));
    expect(failures(run)).toEqual([]);
    expect(conclusions(run)).toMatchObject({ 'preview / Sweep': 'success', 'preview / Preview': 'skipped' });
    expect(await previewOf(17)).not.toMatchObject({ text: expect.stringContaining('works') });
  }, 300_000);

  test.each([
    [
      'Plan what a merge would do',
      'Plan: failure',
      '/previews/pr-11/',
      { service: 'apprunner', operation: 'ListServices' },
    ],
    ['Sync the preview', 'Preview: failure', 'Plan: success', { service: 's3', operation: 'PutObject' }],
  ])(
    'of which one part fails (%s) still gets the others, and is red',
    async (failing, said, also, rule) => {
      const play = pullRequest(shop, 11, { title: 'One part', branch: 'part' });
      shop.cloud.faults.add({ ...rule, fault: { kind: 'deny' }, times: Number.POSITIVE_INFINITY });
      const run = await play('opened', shop.commit(change(6)));
      shop.cloud.faults.clear();
      expect(run.conclusion).toBe('failure');
      const failed = job(run, 'preview / Preview').steps.filter(({ outcome }) => outcome === 'failure');
      expect(failed.map(({ name }) => name)).toEqual([failing]);
      const body = comments().at(-1)?.body;
      expect(body).toContain(said);
      expect(body).toContain(also);
    },
    300_000,
  );

  test('with a site that nobody builds gets what stands in Git', async () => {
    const [workflow, config] = ['.github/workflows/pull-request.yml', 'webapp.yml'];
    const before = (path: string) => readFileSync(join(shop.folder, path), 'utf8');
    const built = { [workflow]: before(workflow), [config]: before(config) };
    const play = pullRequest(shop, 9, { title: 'By hand', branch: 'hand' });
    const sha = shop.commit({
      [workflow]: before(workflow).replace(/^ *site-(command|folder): .*\n/gm, ''),
      [config]: before(config).replace('source: dist', 'source: site'),
      'site/index.html': '<h1>works by hand</h1>',
    });
    const run = await play('opened', sha);
    shop.commit(built);
    expect(failures(run)).toEqual([]);
    expect(conclusions(run)).toMatchObject({
      ...{ 'preview / Site build': 'skipped', 'preview / Preview': 'success' },
    });
    expect(await previewOf(9)).toMatchObject({ text: expect.stringContaining('works by hand') });
  }, 300_000);

  test('from a fork gets neither credentials nor a comment; what there is to say is in the summary', async () => {
    const before = comments().length;
    shop.cloud.requests.clear();
    const play = pullRequest(shop, 8, { title: 'From outside', branch: 'main', from: 'mallory/shop' });
    const run = await play('opened', shop.commit(change(4)));
    expect(failures(run)).toEqual([]);
    expect(conclusions(run)).toMatchObject({
      'preview / Image': 'success',
      'preview / Site build': 'success',
      'preview / Preview': 'success',
    });
    for (const name of ['Plan what a merge would do', 'Take the role that previews'])
      expect(step(run, 'preview / Preview', name).outcome).toBe('skipped');
    expect(comments()).toHaveLength(before);
    expect(shop.cloud.requests.names().filter((name) => !name.startsWith('github:'))).toEqual([]);
    expect(
      job(run, 'preview / Preview')
        .steps.map(({ summary }) => summary)
        .join(''),
    ).toContain('Build of the image: success');
  }, 300_000);
});

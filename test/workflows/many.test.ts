import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../support/requires.ts';
import { conclusions, failures, job } from './results.ts';
import { type Shop, startShop } from './shop.ts';

describeWith('postgres', 'many deployments', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await startShop();
  }, 300_000);
  afterAll(() => shop?.close());

  test('run side by side from their config files, and an overview shows the release of each', async () => {
    const config = readFileSync(join(shop.folder, 'webapp.yml'), 'utf8');
    const commands = '{ image-command: sh build-image.sh, image-folder: image, site-command: sh build-site.sh }';
    const everywhere = config
      .replace('repository: "${stack:BackendRepository}"', '$&, image-archive: image/image.tar')
      .replace('app: shop\n', `app: shop\nworkflow: ${commands}\n`);
    const commit = shop.commit({
      'here.webapp.yml': everywhere.replace(/ {2}staging:.*\n {2}prod:.*\n/, ''),
      'there.webapp.yml': everywhere.replace(/ {2}dev:\n( {4}.*\n)+/, ''),
    });
    const run = await shop.run('deploy-many.yml');
    expect(failures(run)).toEqual([]);
    const ends = conclusions(run);
    for (const name of ['dev', 'staging', 'prod'] as const) {
      expect(ends).toMatchObject({ [`all / shop to ${name} / Record`]: 'success' });
      expect(await shop.serving(name)).toMatchObject({ heading: 'works 1', siteCommit: commit });
    }
    const overview = job(run, 'all / Overview')
      .steps.map(({ summary }) => summary)
      .join('');
    for (const part of ['dev', 'staging', 'prod', commit.slice(0, 12)]) expect(overview).toContain(part);
  }, 300_000);

  test('an identity that is refused is explained, with the subject that AWS was shown', async () => {
    const vars = { AWS_BUILD_ROLE_ARN: shop.environments.staging.buildRoleArn };
    const run = await shop.run('dev.yml', { event: { name: 'push' }, environments: { dev: { vars } } });
    expect(run.conclusion).toBe('failure');
    const { steps } = job(run, 'dev / Image / Build');
    const explained = steps.find(({ name }) => name === 'Explain the identity that was refused');
    expect(explained?.log.join('\n')).toContain('repo:acme/shop:environment:dev');
    expect(shop.ledger('dev')[0]).toMatchObject({ state: 'failure' });
  }, 300_000);
});

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

  test('two apps that share a GitHub environment take a role each, by the name of its variable', async () => {
    const { staging } = shop.environments;
    const config = readFileSync(join(shop.folder, 'webapp.yml'), 'utf8')
      .replace('image-archive: image/image.tar', '')
      .replace('repository: "${stack:BackendRepository}"', '$&, image-archive: image/image.tar')
      .replace(/ {2}staging:.*\n {2}prod:.*\n/, '');
    const billing = config
      .replace('"111111111111"', '"222222222222"')
      .replace('stack: shop-dev', 'stack: shop-staging')
      .replace('app: shop\n', 'app: billing\n')
      // The database is that of the environment of the other app.
      .replace('migrations: migrations }', 'migrations: migrations, claim-environment: true }');
    const many = readFileSync(join(shop.folder, '.github/workflows/deploy-many.yml'), 'utf8');
    const commands = 'image-command: sh build-image.sh, image-folder: image, site-command: sh build-site.sh';
    const commit = shop.commit({
      'release.txt': 'works in a pair\n',
      'pair/shop.yml': config.replace('app: shop\n', `app: shop\nworkflow: { ${commands} }\n`),
      'pair/billing.yml': billing.replace(
        'app: billing\n',
        `app: billing\nworkflow: { ${commands}, variable-suffix: _BILLING }\n`,
      ),
      '.github/workflows/pair.yml': many.replace('"*.webapp.yml"', '"pair/*.yml"'),
    });
    const vars = {
      AWS_ROLE_ARN_BILLING: forEnvironment('dev', staging.deployRoleArn),
      AWS_BUILD_ROLE_ARN_BILLING: forEnvironment('dev', staging.buildRoleArn),
    };
    shop.cloud.requests.clear();
    const run = await shop.run('pair.yml', { environments: { dev: { vars } } });
    expect(failures(run)).toEqual([]);
    for (const name of ['dev', 'staging'] as const)
      expect(await shop.serving(name)).toMatchObject({ heading: 'works in a pair', siteCommit: commit });
    const writers = shop.cloud.requests
      .all({ service: 's3', operation: 'PutObject' })
      .map(({ callerArn }) => callerArn);
    const roles = new Set(writers.map((arn) => /assumed-role\/([^/]+)/.exec(arn)?.[1]));
    expect([...roles].toSorted()).toEqual(['shop-dev-deploy', 'shop-staging-deploy-of-dev']);
  }, 300_000);

  /** A role with the permissions of another one, for jobs of another GitHub environment. */
  function forEnvironment(environment: string, arn: string): string {
    const role = shop.cloud.iam.findRole(arn);
    if (role === undefined) throw new Error(`There is no role ${arn}.`);
    const trust = JSON.parse(
      JSON.stringify(role.trust).replace(/"staging"|(?<=environment:)staging/g, (name) =>
        name.replace('staging', environment),
      ),
    );
    return shop.cloud.iam.role({ ...role, name: `${role.name}-of-${environment}`, trust }).arn;
  }

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

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PolicyDocument } from '../cloud/iam/policy.ts';
import { describeWith } from '../support/requires.ts';
import { conclusions, failures } from './results.ts';
import { type RunChanges, type Shop, startShop } from './shop.ts';

const accountId = '111111111111';

/** A source bundle has no image: the previous release is known by its commit, from the ledger. Nothing of the site is built either. */
describeWith('postgres', 'an app that Elastic Beanstalk runs from its sources', () => {
  let shop: Shop;
  let role: string;
  let stagingRole: string;
  beforeAll(async () => {
    shop = await startShop();
    role = makeRoles(shop, accountId);
    stagingRole = makeRoles(shop, '222222222222');
    shop.commit(bundleFiles);
  }, 300_000);
  afterAll(() => shop?.close());

  const asRole = (changes: RunChanges = {}): RunChanges => ({
    ...changes,
    environments: { dev: { vars: { AWS_ROLE_ARN: role } }, staging: { vars: { AWS_ROLE_ARN: stagingRole } } },
  });
  const deploy = (files: Readonly<Record<string, string>>) => shop.deploy(files, asRole());
  const version = () => shop.cloud.elasticBeanstalk.environments()[0]?.versionLabel;

  test('is deployed without an image, rolled back when its smoke test fails, and by hand to an earlier release', async () => {
    const first = await deploy({ 'app/application.py': 'print(1)\n', ...site('works 1') });
    expect(failures(first)).toEqual([]);
    expect(conclusions(first)).toMatchObject({
      ...{ 'dev / Image': 'skipped', 'dev / Site build': 'skipped', 'dev / Release': 'success' },
    });
    const one = version();

    const broken = await deploy({ 'app/application.py': 'print(2)\n', ...site('broken') });
    expect(conclusions(broken)).toMatchObject({ 'dev / Release': 'failure' });
    expect(version()).toEqual(one);
    expect(shop.ledger('dev')[0]).toMatchObject({ state: 'failure' });

    expect(failures(await deploy({ 'app/application.py': 'print(3)\n', ...site('works 3') }))).toEqual([]);
    expect(version()).not.toEqual(one);
    const back = await shop.run('rollback.yml', asRole({ inputs: { environment: 'dev' } }));
    expect(failures(back)).toEqual([]);
    expect(version()).toEqual(one);
    expect(await shop.serving('dev')).toMatchObject({ heading: 'works 1' });
  }, 600_000);

  test('without a site, its folder is not looked at', async () => {
    shop.commit({
      '.github/workflows/api.yml': bundleFiles['.github/workflows/dev.yml'].replace(
        'database: false',
        'database: false, site: false',
      ),
    });
    shop.commit(site('works 4'));
    const run = await shop.run('api.yml', asRole());
    expect(failures(run)).toEqual([]);
    expect(conclusions(run)).toMatchObject({ 'dev / Site build': 'skipped', 'dev / Release': 'success' });
    expect(await shop.serving('dev')).toMatchObject({ heading: 'works 1' });
  }, 600_000);

  test('can be made by a command, in a job without a role, and made again for a promotion', async () => {
    const before = version();
    const config = bundleFiles['webapp.yml'];
    shop.commit({ ...made(config), 'app/application.py': 'print(7)\n', ...site('works 7') });
    const run = await shop.run('made.yml', asRole({ event: { name: 'push' } }));
    expect(failures(run)).toEqual([]);
    expect(conclusions(run)).toMatchObject({ 'dev / Image files': 'success', 'dev / Image': 'skipped' });
    const versions = shop.cloud.elasticBeanstalk.environments().map(({ versionLabel }) => versionLabel);
    expect(versions).toHaveLength(2);
    expect(new Set(versions).size).toBe(1);
    expect(versions[0]).not.toBe(before);
    shop.commit({ 'webapp.yml': config });
  }, 600_000);
});

/** The bundle is made by a command, and again for the promotion. */
const made = (config: string) => ({
  'webapp.yml': `${config.replace('bundle: app', 'bundle: made')}${config
    .slice(config.indexOf('  dev:\n'))
    .replace('  dev:', '  staging:')
    .replace(accountId, '222222222222')
    .replaceAll('shop-dev', 'shop-staging')
    .replace('bundle: app', 'bundle: made')}`,
  'make.sh': 'set -e\nmkdir -p made\ncp app/* made/\nsed s/1/one/ app/application.py > made/made.py\n',
  '.github/workflows/made.yml': `name: Deploy a bundle that is made
on: push
permissions: {}
jobs:
  dev:
    permissions: { actions: read, contents: read, deployments: write, id-token: write }
    uses: aws-webapp-actions/aws-webapp-actions/.github/workflows/deploy.yml@v1
    with: { environment: dev, image: false, database: false, image-command: sh make.sh, image-folder: made }
  staging:
    needs: dev
    permissions: { actions: read, contents: read, deployments: write, id-token: write }
    uses: aws-webapp-actions/aws-webapp-actions/.github/workflows/promote.yml@v1
    with: { from: dev, environment: staging, confirmation: staging, bundle-command: sh make.sh, bundle-folder: made }
`,
});

const site = (heading: string) => ({
  'site/index.html': `<!doctype html><title>Shop</title><h1>${heading}</h1>`,
});

const bundleFiles = {
  '.github/workflows/dev.yml': `name: Deploy to dev
on: [push, workflow_dispatch]
permissions: {}
jobs:
  dev:
    permissions: { actions: read, contents: read, deployments: write, id-token: write }
    uses: aws-webapp-actions/aws-webapp-actions/.github/workflows/deploy.yml@v1
    with: { environment: dev, image: false, database: false }
`,
  'webapp.yml': `app: shop
environments:
  dev:
    account-id: "${accountId}"
    region: us-east-1
    stack: shop-dev
    deploy-beanstalk:
      environment-name: shop-dev
      create: true
      platform: 64bit Amazon Linux 2023 v4.7.2 running Python 3.13
      bundle: app
    sync-spa-s3: { source: site, bucket: "\${stack:SiteBucket}" }
    invalidate-cloudfront: { distribution-id: "\${stack:DistributionId}" }
    smoke-test: { suite: smoke.yml, site-url: "\${stack:SiteUrl}" }
`,
  // What Elastic Beanstalk runs of a bundle is only played here, so nothing is asked of the backend.
  'smoke.yml': `name: shop
checks:
  - name: the site works
    get: \${SITE}/
    expect: { status: 200, body: { contains: works } }
`,
};

/** The roles of Elastic Beanstalk, and one that deploys; what it needs at least is another test's. */
function makeRoles({ cloud }: Shop, accountId: string): string {
  const everything: PolicyDocument = { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
  const role = (name: string, Principal: object, Action: string) => {
    const trust = { Statement: { Effect: 'Allow', Principal, Action } } as PolicyDocument;
    return cloud.iam.role({ accountId, name, trust, policies: [everything] }).arn;
  };
  role('aws-elasticbeanstalk-ec2-role', { Service: 'ec2.amazonaws.com' }, 'sts:AssumeRole');
  role('aws-elasticbeanstalk-service-role', { Service: 'elasticbeanstalk.amazonaws.com' }, 'sts:AssumeRole');
  const provider = cloud.iam.openIdProvider({ accountId, issuer: cloud.github.oidc.issuer });
  return role('shop-dev-bundle', { Federated: provider.arn }, 'sts:AssumeRoleWithWebIdentity');
}

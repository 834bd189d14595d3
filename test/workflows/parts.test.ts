import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../support/requires.ts';
import { pullRequest } from './pull-request.ts';
import { conclusions, errors, failures } from './results.ts';
import { type Shop, startShop } from './shop.ts';

const backend = `  build-push-ecr: { repository: "\${stack:BackendRepository}" }
  deploy-apprunner:
    service: \${stack:ServiceName}
    create: true
    access-role: \${stack:AccessRole}
    instance-role: \${stack:InstanceRole}
    port: 8080
    env: { APP_COMMIT: "\${commit}" }
`;
const site = '  sync-spa-s3: { source: dist, bucket: "${stack:SiteBucket}" }\n';
const edge = '  invalidate-cloudfront: { distribution-id: "${stack:DistributionId}" }\n';
const looksAt = (what: string) => `  smoke-test: { suite: ${what}.yml, site-url: "\${stack:SiteUrl}" }\n`;
const api = '  smoke-test: { suite: api.yml, api-url: "${env:SERVICE_URL}" }\n';

const config = (defaults: string) => `app: shop
defaults:
${defaults}environments:
  dev:
    account-id: "111111111111"
    region: us-east-1
    stack: shop-dev
${defaults.includes('build-push-ecr') ? '    build-push-ecr: { image-archive: image/image.tar }\n' : ''}  staging: { account-id: "222222222222", region: us-east-1, stack: shop-staging }
`;

const suites = {
  'site.yml':
    'name: site\nchecks:\n  - { name: site, tags: [rollback], get: "${SITE}/", expect: { body: { contains: works } } }\n',
  'api.yml': 'name: api\nchecks:\n  - { name: api, tags: [rollback], get: "${API}/" }\n',
};

/** Deploys dev and promotes to staging; goes back; and a pull request. */
const workflows = (inputs: string, everywhere = '') => {
  const permissions = 'permissions: { actions: read, contents: read, deployments: write, id-token: write }';
  const ours = 'uses: aws-webapp-actions/aws-webapp-actions/.github/workflows';
  const head = (on: string) => `name: Parts\non: ${on}\npermissions: {}\njobs:\n`;
  return {
    '.github/workflows/parts.yml': `${head('push')}  dev:
    ${permissions}
    ${ours}/deploy.yml@v1
    with: { environment: dev, database: false${inputs}${everywhere} }
  staging:
    needs: dev
    ${permissions}
    ${ours}/promote.yml@v1
    with: { from: dev, environment: staging, confirmation: staging${inputs.includes('site-command') ? ', site-command: sh build-site.sh' : ''}${everywhere} }
`,
    '.github/workflows/back.yml': `${head('workflow_dispatch')}  dev:
    ${permissions}
    ${ours}/rollback.yml@v1
    with: { environment: dev${everywhere} }
`,
    '.github/workflows/pull-request.yml': `${head('pull_request')}  preview:
    permissions: { actions: read, contents: read, deployments: read, id-token: write, pull-requests: write }
    ${ours}/preview.yml@v1
    with:
      environment: dev
      aws-region: us-east-1
      plan-role-arn: \${{ vars.AWS_PLAN_ROLE_ARN }}
      ${inputs.includes('site-command') ? 'preview-role-arn: ${{ vars.AWS_PREVIEW_ROLE_ARN }}\n      site-command: sh build-site.sh' : 'image-command: sh build-image.sh\n      image-folder: image'}
      site-url: \${{ vars.PREVIEW_SITE_URL }}
      build-image: false
      edge: ${everywhere === ''}
`,
  };
};

const withSite = ', site-command: sh build-site.sh';
const withImage = ', image-command: sh build-image.sh, image-folder: image';

interface Parts {
  readonly files: Readonly<Record<string, string>>;
  readonly serves: (shop: Shop) => Promise<string | undefined>;
}

const heading = async (shop: Shop) => (await shop.serving('dev')).heading;
const image = async (shop: Shop) => (await shop.serving('dev')).image;

const combinations: readonly (readonly [string, Parts])[] = [
  [
    'a site without a backend and without CloudFront',
    {
      files: { 'webapp.yml': config(site + looksAt('site')), ...workflows(`, image: false${withSite}`) },
      serves: heading,
    },
  ],
  [
    'a site without a backend, for which `edge: false` says that nothing is invalidated',
    {
      files: {
        'webapp.yml': config(site + edge.replace('DistributionId', 'NotThere') + looksAt('site')),
        ...workflows(`, image: false${withSite}`, ', edge: false'),
      },
      serves: heading,
    },
  ],
  [
    'a backend without a site',
    { files: { 'webapp.yml': config(backend + api), ...workflows(`, site: false${withImage}`) }, serves: image },
  ],
];

describeWith('postgres', 'an app that has not all the parts', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await startShop();
    shop.commit(suites);
  }, 300_000);
  afterAll(() => shop?.close());

  test.each(combinations)(
    '%s: is deployed, promoted, shown in a pull request and rolled back',
    async (_, { files, serves }) => {
      const deployed = await shop.run('parts.yml', {
        event: { name: 'push' },
        sha: shop.commit({ ...files, 'release.txt': 'works 1\n' }),
      });
      expect(failures(deployed)).toEqual([]);
      expect(conclusions(deployed)).toMatchObject({
        'dev / Record': 'success',
        'staging / Promote / Record': 'success',
      });
      const first = await serves(shop);
      expect(first).toBeDefined();

      const next = shop.commit({ 'release.txt': 'works 2\n' });
      expect(failures(await shop.run('parts.yml', { event: { name: 'push' }, sha: next }))).toEqual([]);
      expect(await serves(shop)).not.toBe(first);

      const shown = await pullRequest(shop, 7, { title: 'Parts', branch: 'parts' })(
        'opened',
        shop.commit({ 'release.txt': 'works 3\n' }),
      );
      expect(failures(shown)).toEqual([]);

      const back = await shop.run('back.yml');
      expect(failures(back)).toEqual([]);
      expect(await serves(shop)).toBe(first);
      for (const { state } of shop.ledger('dev').slice(0, 1)) expect(state).toBe('success');
    },
    300_000,
  );

  test('a section for the edge that names no distribution ends the run while everything is as it was', async () => {
    const nameless = '  invalidate-cloudfront: { wait: true }\n';
    const files = { 'webapp.yml': config(backend + site + nameless + api), ...workflows(`${withImage}${withSite}`) };
    const before = await shop.serving('dev');
    const run = await shop.run('parts.yml', {
      event: { name: 'push' },
      sha: shop.commit({ ...files, 'release.txt': 'works 9\n' }),
    });
    expect(conclusions(run)).toMatchObject({ 'dev / Release': 'failure' });
    expect(errors(run).join('\n')).toContain('Neither distribution-id nor domain was given');
    expect(await shop.serving('dev')).toEqual(before);
  }, 300_000);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { describeWith } from '../support/requires.ts';
import type { JobResult, RunResult } from '../workflow-runner/run-result.ts';
import { pullRequest } from './pull-request.ts';
import { conclusions, errors, failures, job } from './results.ts';
import { type Shop, startShop } from './shop.ts';

const secret = 'npm-token-of-nobody-else';
const secrets = { REGISTRY_TOKEN: secret };

describeWith('postgres', 'the commands of an app', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await startShop();
    shop.commit({ 'webapp.yml': withBuildEnv(readFileSync(join(shop.folder, 'webapp.yml'), 'utf8')), ...workflows });
  }, 300_000);
  afterAll(() => shop?.close());

  const text = async (environment: 'dev' | 'staging', path: string) =>
    (await fetch(`${shop.environments[environment].siteUrl}/${path}`)).text();

  test('have the variables of their environment and the build secret, and nothing else has it', async () => {
    const run = await shop.run('commands.yml', { event: { name: 'push' }, secrets });
    expect(failures(run)).toEqual([]);
    expect(conclusions(run)).toMatchObject({ 'dev / Image files': 'success', 'staging / Find and build': 'success' });
    const tools = ({ steps }: JobResult) =>
      steps.flatMap(({ name, outcome }) => (outcome === 'success' && /setup-\w+/.exec(name)?.[0]) || []);
    for (const name of ['dev / Image files', 'dev / Site build', 'dev / Release'])
      expect(tools(job(run, name))).toEqual(['setup-node', 'setup-python']);
    for (const name of ['dev', 'staging'] as const) {
      expect(await text(name, 'api.txt')).toBe(`https://api.${name}.example ${shop.ledger(name)[0]?.commit}\n`);
      expect(await text(name, 'secret.txt')).toBe(`${secret.length}\n`);
    }
    expect(printed(run)).toContain('| tested without the build secret');
    expect(printed(run)).not.toContain(secret);
  }, 300_000);

  test('a red test ends the run before anything is pushed, also where no files are made for the image', async () => {
    const served = await shop.serving('dev');
    shop.commit({ 'test.sh': 'echo "1 of 7 failed"\nexit 3\n', 'release.txt': 'works 2\n' });
    for (const [workflow, name] of [
      ['commands.yml', 'Image files'],
      ['tests-only.yml', 'Tests'],
    ] as const) {
      const run = await shop.run(workflow, { event: { name: 'push' }, secrets });
      expect(conclusions(run)).toMatchObject({ [`dev / ${name}`]: 'failure', 'dev / Release': 'skipped' });
      expect(conclusions(run)['dev / Image'] ?? conclusions(run)['dev / Image / Build']).toBe('skipped');
      expect(shop.ledger('dev')[0]).toMatchObject({ state: 'failure' });
    }
    expect(await shop.serving('dev')).toEqual(served);
  }, 300_000);

  test("a pull request's red test keeps its preview from being put anywhere; a green one has its own variables", async () => {
    const red = await pullRequest(shop, 7, { title: 'Red', branch: 'red' })('opened', shop.commit({}), { secrets });
    expect(conclusions(red)).toMatchObject({ 'preview / Image files': 'failure' });
    expect(shop.cloud.github.repository('acme/shop').comments[0]?.body).toContain('Tests: failure');
    const preview = (path: string) => text('dev', `previews/pr-7/${path}`);
    // In the bucket: the edge would keep its answer that there is nothing.
    expect(shop.cloud.s3.keys('shop-dev-site-111111111111').filter((key) => key.startsWith('previews/pr-7/'))).toEqual(
      [],
    );
    const play = pullRequest(shop, 7, { title: 'Green', branch: 'red' });
    const green = await play('synchronize', shop.commit({ 'test.sh': 'true\n' }), { secrets });
    expect(failures(green)).toEqual([]);
    expect(await preview('api.txt')).toContain('https://api.dev.example');
    expect(await preview('base.txt')).toBe('/previews/pr-7/');
  }, 300_000);

  test('a preview whose page loads a file that is not served is red, and the comment says so', async () => {
    const play = pullRequest(shop, 8, { title: 'Wrong', branch: 'wrong' });
    const page = '<!doctype html><h1>works</h1><script src="//SITE/previews/pr-8/gone.js"></script>';
    const site = new URL(shop.environments.dev.siteUrl).host;
    const files = {
      'page.html': page.replace('SITE', site),
      'build-site.sh': `${buildSite}cp page.html dist/index.html\n`,
    };
    const run = await play('opened', shop.commit(files), { secrets });
    expect(conclusions(run)).toMatchObject({ 'preview / Preview': 'failure' });
    expect(errors(run).join('\n')).toContain('gone.js');
    expect(shop.cloud.github.repository('acme/shop').comments.at(-1)?.body).toContain('it does not load as it should');
    shop.commit({ 'build-site.sh': buildSite });
  }, 300_000);

  test('end the run where they leave nothing new: what stands in Git would pass for what this commit makes', async () => {
    const left = 'ended well, but has written nothing into';
    const buildImage = readFileSync(join(shop.folder, 'build-image.sh'), 'utf8');
    const inGit = { 'dist/index.html': '<h1>of another commit</h1>', 'image/image.tar': 'of another commit' };
    shop.commit({ ...inGit, 'build-site.sh': 'cat dist/index.html\n', 'build-image.sh': 'mkdir -p build\n' });
    const run = await shop.run('commands.yml', { event: { name: 'push' }, secrets });
    expect(conclusions(run)).toMatchObject({ 'dev / Image files': 'failure', 'dev / Site build': 'failure' });
    expect(errors(run).filter((error) => error.includes(left))).toEqual([
      expect.stringContaining(`The image-command ${left} image;`),
      expect.stringContaining(`The site-command ${left} dist;`),
    ]);
    // The promotion and the preview of it: each builds for itself.
    const once = `case "$API$SITE_BASE" in *dev.example) ;; *) exit 0 ;; esac\n${buildSite}`;
    const sha = shop.commit({ 'build-site.sh': once, 'build-image.sh': buildImage });
    const promoted = await shop.run('commands.yml', { event: { name: 'push' }, secrets });
    expect(conclusions(promoted)).toMatchObject({ 'dev / Release': 'success', 'staging / Find and build': 'failure' });
    const preview = await pullRequest(shop, 9, { title: 'Old', branch: 'old' })('opened', sha, { secrets });
    for (const each of [promoted, preview]) expect(errors(each).join('\n')).toContain(`The site-command ${left} dist;`);
    expect((await shop.serving('dev')).heading).not.toContain('of another commit');
    shop.commit({ 'build-site.sh': buildSite });
  }, 300_000);

  test('are run as GitHub runs a step: a first line that fails ends them', async () => {
    shop.commit({
      '.github/workflows/first-line.yml': workflows['.github/workflows/tests-only.yml'].replace(
        'sh test.sh',
        '"false\\ntrue"',
      ),
    });
    const run = await shop.run('first-line.yml', { event: { name: 'push' }, secrets });
    expect(conclusions(run)).toMatchObject({ 'dev / Tests': 'failure' });
  }, 300_000);

  test("a team's own tests that fail put the release before back", async () => {
    const served = await shop.serving('dev');
    shop.commit({ 'test.sh': 'true\n', 'e2e.sh': 'echo "the cart is empty"\nexit 4\n', 'release.txt': 'works 5\n' });
    const run = await shop.run('commands.yml', { event: { name: 'push' }, secrets });
    expect(conclusions(run)).toMatchObject({ 'dev / Release': 'failure' });
    expect(errors(run).join('\n')).toContain('the command failed: sh e2e.sh');
    expect(printed(run)).toContain('| the cart is empty');
    expect(shop.ledger('dev')[0]).toMatchObject({ state: 'failure' });
    expect(await shop.serving('dev')).toMatchObject({ heading: served.heading, backendCommit: served.backendCommit });
    shop.commit({ 'e2e.sh': endToEnd });
  }, 300_000);

  test('a build in the config file is not run beside a role: the release ends before its first write', async () => {
    const config = readFileSync(join(shop.folder, 'webapp.yml'), 'utf8');
    const served = await shop.serving('dev');
    shop.commit({ 'webapp.yml': config.replace('source: dist,', 'source: dist, build-command: echo pwned,') });
    const run = await shop.run('commands.yml', { event: { name: 'push' }, secrets });
    expect(conclusions(run)).toMatchObject({ 'dev / Release': 'failure' });
    expect(errors(run).join('\n')).toContain('this job must not run one (run-build-command: false)');
    expect(printed(run)).not.toContain('| pwned');
    expect(await shop.serving('dev')).toEqual(served);
    shop.commit({ 'webapp.yml': config });
  }, 300_000);
});

test('the build secret is in no step but those that build and test', () => {
  const having = readdirSync('.github/workflows').flatMap((file) => {
    const { jobs } = parse(readFileSync(`.github/workflows/${file}`, 'utf8')) as { jobs: Record<string, Job> };
    return Object.values(jobs).flatMap(({ steps = [], ...rest }) => {
      expect(JSON.stringify({ ...rest, secrets: undefined })).not.toContain('secrets.');
      return steps.filter((step) => JSON.stringify(step).includes('secrets.build-secret')).map(({ name }) => name);
    });
  });
  expect(new Set(having)).toEqual(
    new Set([
      ...['Run the tests', "Make the image's files", 'Build the site', 'Build the site for its preview'],
      ...['Make the bundle', 'Build and push the image', 'Build the image without pushing it'],
    ]),
  );
});

interface Job {
  readonly steps?: readonly { readonly name?: string }[];
  readonly secrets?: unknown;
}

function printed(run: RunResult): string {
  return run.jobs.flatMap(({ steps }) => steps.flatMap(({ log }) => log)).join('\n');
}

function withBuildEnv(config: string): string {
  const own = (name: string) => `workflow: { build-env: { API: "https://api.${name}.example", COMMIT: "\${commit}" } }`;
  return config
    .replace('  dev:\n', `  dev:\n    ${own('dev')}\n`)
    .replace('stack: shop-staging }', `stack: shop-staging, ${own('staging')} }`)
    .replace('    suite: smoke.yml\n', '    suite: smoke.yml\n    command: sh e2e.sh\n');
}

const buildSite = `set -e
mkdir -p dist
printf '<!doctype html><title>Shop</title><h1>%s</h1>' "$(cat release.txt)" > dist/index.html
git rev-parse HEAD > dist/commit.txt
printf '%s' "\${SITE_BASE:-/}" > dist/base.txt
echo "$API $COMMIT" > dist/api.txt
echo "\${#BUILD_SECRET}" > dist/secret.txt
`;

const endToEnd = `[ -z "$BUILD_SECRET" ] && echo "tested without the build secret"
case "$SITE_URL $API_URL $SERVICE_URL" in "http"*" http"*" http"*) ;; *) exit 9 ;; esac
`;

const deploy = `name: Deploy with commands
on: push
permissions: {}
jobs:
  dev:
    permissions: { actions: read, contents: read, deployments: write, id-token: write }
    uses: aws-webapp-actions/aws-webapp-actions/.github/workflows/deploy.yml@v1
    secrets: { build-secret: "\${{ secrets.REGISTRY_TOKEN }}" }
    with:
      environment: dev
      test-command: sh test.sh
      python-version: "3"
      release-node-version: "24"
`;

const workflows = {
  'build-site.sh': buildSite,
  'test.sh': `[ "$BUILD_SECRET" = ${secret} ] && [ "$API" = https://api.dev.example ]\n`,
  'e2e.sh': endToEnd,
  '.github/workflows/commands.yml': `${deploy}      image-command: sh build-image.sh
      image-folder: image
      site-command: sh build-site.sh
  staging:
    needs: dev
    permissions: { actions: read, contents: read, deployments: write, id-token: write }
    uses: aws-webapp-actions/aws-webapp-actions/.github/workflows/promote.yml@v1
    secrets: { build-secret: "\${{ secrets.REGISTRY_TOKEN }}" }
    with: { from: dev, environment: staging, confirmation: staging, site-command: sh build-site.sh }
`,
  '.github/workflows/tests-only.yml': deploy,
  '.github/workflows/pull-request.yml': `name: Pull request
on:
  pull_request:
    types: [opened, reopened, synchronize, closed]
permissions: {}
jobs:
  preview:
    permissions: { actions: read, contents: read, deployments: read, id-token: write, pull-requests: write }
    uses: aws-webapp-actions/aws-webapp-actions/.github/workflows/preview.yml@v1
    secrets: { build-secret: "\${{ secrets.REGISTRY_TOKEN }}" }
    with:
      environment: dev
      aws-region: us-east-1
      plan-role-arn: \${{ vars.AWS_PLAN_ROLE_ARN }}
      preview-role-arn: \${{ vars.AWS_PREVIEW_ROLE_ARN }}
      site-url: \${{ vars.PREVIEW_SITE_URL }}
      build-image: false
      image-command: sh build-image.sh
      image-folder: image
      site-command: sh build-site.sh
      test-command: sh test.sh
`,
};

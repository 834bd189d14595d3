import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';

const callers = 'examples/clinic/.github/workflows';

/** Where the image comes from: an archive that needs no engine, or a build. */
export type ImageKind = 'archive' | 'built';

/** The files of a small app, by path. Its workflows are those of the clinic; only what they build is quicker. */
export function shopFiles(root: string, image: ImageKind): Readonly<Record<string, string>> {
  const workflows = readdirSync(join(root, callers)).map(
    (name) =>
      [`.github/workflows/${name}`, withQuickBuilds(readFileSync(join(root, callers, name), 'utf8'), image)] as const,
  );
  const makeImage = join(root, 'test/workflows/make-image.ts');
  return {
    ...Object.fromEntries(workflows),
    '.github/workflows/dev.yml': devOnly,
    '.github/workflows/older.yml': `${devOnly}      allow-older: true\n`,
    '.github/workflows/promote-reviewed.yml': reviewed,
    '.github/workflows/promote-from-staging.yml': reviewed
      .replace('from: dev', 'from: staging')
      .replace(/ +approval-environment.*\n/, ''),
    '.github/workflows/deploy-many.yml': many,
    'webapp.yml':
      image === 'archive' ? config : config.replace('    build-push-ecr: { image-archive: image/image.tar }\n', ''),
    Dockerfile: 'FROM scratch\nCOPY release.txt /app/\n',
    'smoke.yml': suite,
    // Of an app whose lock file stands in a folder.
    'package.json': '{ "packageManager": "npm@11.0.0" }\n',
    'release.txt': 'works 1\n',
    'build-image.sh': `exec '${process.execPath}' '${makeImage}' release.txt image/image.tar\n`,
    'build-site.sh': buildSite,
    'migrations/001_orders.sql': 'CREATE TABLE orders (id integer PRIMARY KEY);\n',
  };
}

function withQuickBuilds(workflow: string, image: ImageKind): string {
  const document = parseDocument(workflow);
  const quick = {
    ...{ 'image-command': 'sh build-image.sh', 'image-folder': 'image' },
    ...{ 'site-command': 'sh build-site.sh', 'site-folder': 'dist' },
  };
  for (const id of Object.keys(document.toJS().jobs)) {
    for (const [name, value] of Object.entries(quick)) {
      if (document.hasIn(['jobs', id, 'with', name])) document.setIn(['jobs', id, 'with', name], value);
    }
  }
  if (image === 'archive' && document.hasIn(['jobs', 'preview'])) {
    document.setIn(['jobs', 'preview', 'with', 'build-image'], false);
  }
  return document.toString();
}

/** A push that deploys dev and nothing else. */
const devOnly = `name: Deploy to dev
on: [push, workflow_dispatch]
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
`;

/** A promotion that somebody has to approve. */
const reviewed = `name: Promote with a review
on:
  workflow_dispatch:
    inputs: { release: { default: current }, dry-run: { type: boolean } }
permissions: {}
jobs:
  prod:
    permissions: { actions: read, contents: read, deployments: write, id-token: write }
    uses: aws-webapp-actions/aws-webapp-actions/.github/workflows/promote.yml@v1
    with:
      from: dev
      environment: prod
      confirmation: prod
      select: \${{ inputs.release }}
      dry-run: \${{ inputs.dry-run }}
      approval-environment: prod-approval
      site-command: sh build-site.sh
`;

/** Every environment of every config file. */
const many = `name: Deploy many
on: workflow_dispatch
permissions: {}
jobs:
  all:
    permissions: { actions: read, contents: read, deployments: write, id-token: write }
    uses: aws-webapp-actions/aws-webapp-actions/.github/workflows/deploy-many.yml@v1
    with: { config: "*.webapp.yml" }
`;

const config = `app: shop
defaults:
  build-push-ecr: { repository: "\${stack:BackendRepository}" }
  seed-rds: { secret: "\${stack:DatabaseSecret}", secret-key: url, migrations: migrations }
  deploy-apprunner:
    service: \${stack:ServiceName}
    create: true
    access-role: \${stack:AccessRole}
    instance-role: \${stack:InstanceRole}
    port: 8080
    env: { APP_COMMIT: "\${commit}" }
  sync-spa-s3: { source: dist, bucket: "\${stack:SiteBucket}" }
  sweep-previews: { bucket: "\${stack:SiteBucket}" }
  invalidate-cloudfront: { distribution-id: "\${stack:DistributionId}" }
  smoke-test:
    suite: smoke.yml
    api-url: \${env:SERVICE_URL}
    site-url: \${stack:SiteUrl}
environments:
  dev:
    account-id: "111111111111"
    region: us-east-1
    stack: shop-dev
    build-push-ecr: { image-archive: image/image.tar }
  staging: { account-id: "222222222222", region: us-east-1, stack: shop-staging }
  prod: { account-id: "333333333333", region: us-east-1, stack: shop-prod }
`;

const suite = `name: shop
checks:
  - name: the backend answers
    tags: [rollback]
    get: \${API}/
    expect: { status: 200 }
  - name: the site is that of the commit
    tags: [rollback]
    get: \${SITE}/commit.txt
    expect: { status: 200, body: { contains: "\${VERSION}" } }
  - name: the site works
    get: \${SITE}/
    expect: { status: 200, body: { contains: works } }
`;

const buildSite = `set -e
mkdir -p dist
printf '<!doctype html><title>Shop</title><h1>%s</h1>' "$(cat release.txt)" > dist/index.html
git rev-parse HEAD > dist/commit.txt
printf '%s' "\${SITE_BASE:-/}" > dist/base.txt
if [ -d public ]; then cp -R public/. dist/; fi
`;

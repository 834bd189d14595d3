import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../support/requires.ts';
import { conclusions, failures, job } from './results.ts';
import { type EnvironmentName, type Shop, startShop } from './shop.ts';

describeWith('postgres', 'what serves', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await startShop();
  }, 300_000);
  afterAll(() => shop?.close());

  const variables = (environment: EnvironmentName) =>
    shop.cloud.appRunner.services().findLast(({ name }) => name === shop.environments[environment].service)
      ?.configuration.source.ImageRepository?.ImageConfiguration?.RuntimeEnvironmentVariables;
  const withVariable = (line: string) =>
    readFileSync(join(shop.folder, 'webapp.yml'), 'utf8').replace(
      /env: \{ APP_COMMIT.*\}/,
      `env: { APP_COMMIT: "\${commit}"${line} }`,
    );

  test('a later commit is not overtaken by an older one: that ends as superseded, without a write and without a record', async () => {
    const older = shop.commit({ 'release.txt': 'works 1\n' });
    const later = shop.commit({ 'release.txt': 'works 2\n' });
    expect(failures(await shop.run('dev.yml', { sha: later }))).toEqual([]);
    const served = await shop.serving('dev');
    shop.cloud.requests.clear();

    const run = await shop.run('dev.yml', { sha: older });
    expect(failures(run)).toEqual([]);
    expect(conclusions(run)).toMatchObject({ 'dev / Release': 'success', 'dev / Record': 'skipped' });
    expect(job(run, 'dev / Release').outputs).toMatchObject({ 'superseded-by': later });
    const warnings = job(run, 'dev / Release').steps.flatMap(({ annotations }) => annotations);
    expect(warnings).toContainEqual({ level: 'warning', message: expect.stringContaining('is superseded by') });
    expect(await shop.serving('dev')).toEqual(served);
    expect(shop.ledger('dev')).toHaveLength(1);
    // The image was built beside it, and may have been asked for before.
    const asked = shop.cloud.requests.names().filter((name) => !/^(ecr|sts|github|oidc|iam|cloudformation)/.test(name));
    expect(asked).toEqual([]);

    const wanted = await shop.run('older.yml', { sha: older });
    expect(failures(wanted)).toEqual([]);
    expect(await shop.serving('dev')).toMatchObject({ siteCommit: older, backendCommit: older });
  }, 300_000);

  test('a variable goes with the commit that takes it out of the config file, and with a rollback', async () => {
    const first = shop.commit({ 'webapp.yml': withVariable('') });
    expect(failures(await shop.run('dev.yml'))).toEqual([]);
    shop.commit({ 'webapp.yml': withVariable(', LOGIN: broken') });
    expect(failures(await shop.run('dev.yml'))).toEqual([]);
    expect(variables('dev')).toHaveProperty('LOGIN');
    expect(failures(await shop.run('rollback.yml', { inputs: { environment: 'dev' } }))).toEqual([]);
    expect(variables('dev')).toEqual({ APP_COMMIT: first });

    shop.commit({ 'webapp.yml': withVariable(', LOGIN: broken'), 'release.txt': 'works 3\n' });
    expect(failures(await shop.run('dev.yml'))).toEqual([]);
    const reverted = shop.commit({ 'webapp.yml': withVariable('') });
    expect(failures(await shop.run('dev.yml'))).toEqual([]);
    expect(variables('dev')).toEqual({ APP_COMMIT: reverted });
  }, 300_000);

  test('rollback.yml restores image, variables, secrets and sizes that were added, changed and removed', async () => {
    const [one, two] = ['${stack:DatabaseSecret}', '${stack:DatabaseSecret}:url::'];
    const service = () =>
      shop.cloud.appRunner.services().findLast(({ name }) => name === shop.environments.dev.service)?.configuration;
    const plain = withVariable('');
    const config = (env: string, ...lines: readonly string[]) =>
      plain
        .replace(/env: \{ (APP_COMMIT.*) \}/, `env: { $1${env} }`)
        .replace(/^( +)port: 8080$/m, (port, indent) => [port, ...lines.map((line) => indent + line)].join('\n'));
    shop.commit({
      'release.txt': 'works 4\n',
      'webapp.yml': config(', CHANGED: a, REMOVED: b', `secrets: { KEY: "${one}", GONE: "${one}" }`),
    });
    expect(failures(await shop.run('dev.yml'))).toEqual([]);
    const [served, before] = [await shop.serving('dev'), service()];
    expect(JSON.stringify(before)).toContain('GONE');

    shop.commit({
      'release.txt': 'works 5\n',
      'webapp.yml': config(
        ', CHANGED: z, ADDED: c',
        `secrets: { KEY: "${two}", NEW: "${two}" }`,
        'cpu: 2048',
        'memory: 4096',
      ),
    });
    expect(failures(await shop.run('dev.yml'))).toEqual([]);
    const during = JSON.stringify(service());
    for (const part of ['ADDED', 'NEW', '4096']) expect(during).toContain(part);
    for (const part of ['REMOVED', 'GONE']) expect(during).not.toContain(part);

    expect(failures(await shop.run('rollback.yml', { inputs: { environment: 'dev' } }))).toEqual([]);
    expect(await shop.serving('dev')).toEqual(served);
    expect(service()).toEqual(before);
    shop.commit({ 'webapp.yml': plain });
  }, 300_000);

  test('a commit that does not touch the site and fails brings back the site that served, not an older one', async () => {
    const migration = { 'migrations/900_no.sql': 'CREATE TABLE no_site (id integer);\n' };
    const served = await shop.serving('dev');
    const suite = readFileSync(join(shop.folder, 'smoke.yml'), 'utf8');
    const failing = `${suite}  - name: never\n    get: \${SITE}/never.txt\n    expect: { status: 200 }\n`;
    // The site has no file that changes with the commit.
    const build = readFileSync(join(shop.folder, 'build-site.sh'), 'utf8').replace(
      /git rev-parse HEAD.*\n/,
      `echo ${served.siteCommit} > dist/commit.txt\n`,
    );
    const run = await shop.deploy({ ...migration, 'smoke.yml': failing, 'build-site.sh': build });
    expect(conclusions(run)).toMatchObject({ 'dev / Release': 'failure' });
    expect(await shop.serving('dev')).toEqual(served);
    shop.commit({ 'smoke.yml': suite });
  }, 300_000);

  test('a site with a broken link stops the release before the database and the backend', async () => {
    const served = await shop.serving('dev');
    shop.cloud.requests.clear();
    const link = '<script src="/assets/absent.js"></script>';
    const run = await shop.deploy({
      'public/index.html': `<!doctype html>${link}<h1>works</h1>`,
      'migrations/901_never.sql': 'CREATE TABLE never_made (id integer);\n',
    });
    expect(conclusions(run)).toMatchObject({ 'dev / Release': 'failure' });
    const log = job(run, 'dev / Release')
      .steps.flatMap((step) => step.log)
      .join('\n');
    expect(log).toContain('absent.js');
    expect(log).not.toContain('901_never.sql: ');
    expect(shop.cloud.requests.names({ service: 'apprunner' }).filter((name) => /Update|Tag/.test(name))).toEqual([]);
    expect(await shop.serving('dev')).toEqual(served);
    expect(shop.ledger('dev')[0]).toMatchObject({ state: 'failure' });
  }, 300_000);

  test('a smoke suite that is no suite stops the release before the database and the backend', async () => {
    shop.cloud.requests.clear();
    const run = await shop.deploy({
      'public/index.html': '<h1>works</h1>',
      'smoke.yml': 'name: shop\nchecks: nonsense\n',
    });
    expect(conclusions(run)).toMatchObject({ 'dev / Release': 'failure' });
    expect(shop.cloud.requests.names({ service: 'apprunner' }).filter((name) => /Update|Tag/.test(name))).toEqual([]);
    expect(shop.cloud.requests.names({ service: 's3' }).filter((name) => /Put|Copy|Delete/.test(name))).toEqual([]);
  }, 300_000);
});

import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { UserError } from '../../../src/errors.ts';
import { failureOf } from '../../support/action.ts';
import { withVariables } from '../../support/variables.ts';
import { bucket, type SiteStage, site, startSite } from './site-stage.ts';

let stage: SiteStage;

beforeEach(async () => {
  stage = await startSite();
});
afterEach(() => stage.close());

describe('bad inputs end before anything is written', () => {
  test.each([
    [{ source: '' }, 'source'],
    [{ 'keep-releases': '0' }, 'keep-releases (with): got "0", but it is out of range'],
    [{ 'keep-days': '-1' }, 'keep-days (with): got "-1", but it is out of range'],
    [{ 'max-delete': '101 %' }, 'max-delete (with): got "101 %", but it is over 100 %'],
    [{ 'max-delete': 'all' }, 'max-delete (with): got "all", but it is neither'],
    [{ concurrency: '1000' }, 'concurrency (with): got "1000", but it is out of range'],
    [{ 'cache-control': '*.html' }, 'cache-control (with): got "*.html", but line 1: it has no " = "'],
    [{ 'runtime-config': 'API' }, 'runtime-config (with): got a line without =, but line 1: it has no NAME='],
    [
      { source: 'no-such-folder' },
      'There is no folder no-such-folder; nothing was uploaded. There is an index.html in dist:',
    ],
    [
      { 'working-directory': 'elsewhere' },
      'There is no folder elsewhere/dist; nothing was uploaded. Build the site first',
    ],
    [
      { exclude: '**/*.html', source: 'dist/' },
      'holds no index.html; nothing was uploaded. It holds 3 other files. There is an index.html in dist/about:',
    ],
    [{ bucket: 'no-such-bucket' }, 'failed: NoSuchBucket.'],
  ])('%j: %s', async (inputs, message) => {
    const { source, ...rest } = inputs as Readonly<Record<string, string>>;
    stage.build(site('a1'));
    const run = stage.run({ bucket, ...(source === '' ? {} : { source: source ?? 'dist' }), ...rest });
    expect(await failureOf(run)).toContain(message);
    expect(stage.writes()).toEqual([]);
  });

  test('a folder without an entry page, or with nothing in it', async () => {
    await expect(stage.sync({ 'main.js': '1' })).rejects.toThrow('It holds 1 other files. Build the site first');
    await expect(stage.sync({ '.deploy/x': '1' })).rejects.toThrow('It holds no files to upload.');
    expect(stage.writes()).toEqual([]);
  });

  test('a folder without an entry page is told with those that have one', async () => {
    stage.write({
      'web/index.html': 'a source',
      'web/node_modules/x/dist/index.html': 'of a package',
      'web/public/index.html': 'a template',
      'web/dist/shop/browser/index.html': 'built',
      'web/dist/shop/browser/about/index.html': 'built',
      'web/.cache/dist/index.html': 'hidden',
    });
    await expect(stage.sync({ 'main.js': '1' })).rejects.toThrow(
      'dist holds no index.html; nothing was uploaded. It holds 1 other files. There is an index.html in web/dist/shop/browser, web/public: let `source` name its folder. In the reusable workflows `site-command` makes it, in `site-folder`.',
    );
    await expect(stage.run({ source: 'build', 'working-directory': 'web', bucket })).rejects.toThrow(
      'There is no folder web/build; nothing was uploaded. There is an index.html in dist/shop/browser, public:',
    );
    expect(stage.writes()).toEqual([]);
  });

  test('a symbolic link, unless it is excluded', async () => {
    stage.build(site('a1'));
    symlinkSync('/etc/passwd', join(stage.workspace, 'dist', 'passwd.txt'));
    await expect(stage.sync()).rejects.toThrow(
      'nothing was uploaded. passwd.txt is a symbolic link out of the folder.',
    );
    expect(stage.writes()).toEqual([]);
    await stage.sync(undefined, { exclude: 'passwd.txt' });
    expect(stage.keys()).not.toContain('passwd.txt');
  });
});

describe('what is uploaded and how', () => {
  test('excluded files are not, and do not count', async () => {
    const { outputs } = await stage.sync({ ...site('a1'), 'notes.txt': 'x' }, { exclude: '*.txt' });
    expect(outputs).toMatchObject({ uploaded: 5, unchanged: 0 });
    expect((await stage.sync()).outputs).toMatchObject({ uploaded: 1 });
  });

  test('the last rule that matches decides, over the defaults', async () => {
    await stage.sync(site('a1'), {
      'cache-control': '** = no-store\nassets/** = public, max-age=60',
      'content-types': '**/*.svg = image/svg+xml; charset=utf-8',
      immutable: 'nothing/**',
    });
    expect(stage.headers('assets/app-a1c0ffee0.js').cache).toBe('public, max-age=60');
    expect(stage.headers('favicon.svg')).toEqual({ type: 'image/svg+xml; charset=utf-8', cache: 'no-store' });
    expect(stage.headers('index.html').cache).toBe('no-store');
  });

  test.each([
    ['assets/logo.png', false],
    ['assets/logo-4f3a2b1c.png', true],
    ['assets/index-DiwrgTda.js', true],
    ['static/js/main.js', false],
    ['static/js/main.4f3a2b1c.chunk.js', true],
    ['_next/static/chunks/1.js', true],
    ['js/app.4f3a2b1c.js', true],
    ['js/chunk-7NPLD4KX.mjs', true],
    ['service-worker.js', false],
    ['manifest.webmanifest', false],
    ['app.js', false],
    ['assets/page.html', false],
  ])('by default %s is immutable: %s', async (path, immutable) => {
    await stage.sync({ 'index.html': '', 'assets/app-0b9d8e7f.js': '', [path]: 'x' });
    expect(stage.headers(path).cache?.includes('immutable')).toBe(immutable);
  });

  test('runtime-config is one file that differs by environment, in the place of a built one', async () => {
    const files = { ...site('a1'), 'config.json': '{"built":true}' };
    await stage.sync(files, { 'runtime-config': 'API_URL=https://api.dev\nDEBUG=true' });
    expect(JSON.parse((await stage.content('config.json')) ?? '')).toEqual({
      API_URL: 'https://api.dev',
      DEBUG: 'true',
    });
    expect(stage.headers('config.json')).toEqual({ type: 'application/json; charset=utf-8', cache: 'no-cache' });
    stage.writes();
    const { outputs } = await stage.sync(files, { 'runtime-config': 'API_URL=https://api.prod' });
    expect(stage.writes()).toEqual(['put config.json']);
    expect(outputs['invalidation-paths']).toEqual(['/config.json']);
  });

  test('the build command runs first, in its folder and with its variables', async () => {
    stage.write({ 'frontend/page.txt': 'built' });
    const { log } = await stage.run({
      ...{ bucket, source: 'out', 'working-directory': 'frontend', 'build-env': 'MODE=production' },
      'build-command': 'mkdir out && echo "$MODE $(cat page.txt)" > out/index.html && echo done',
    });
    expect(await stage.content('index.html')).toBe('production built\n');
    expect(log).toContain('| done');
  });

  test('a build is what GitHub makes of `run:`: the first command that fails ends it', async () => {
    stage.build(site('a1'));
    for (const command of ['false\ntrue', 'false | true']) {
      await expect(stage.sync(undefined, { 'build-command': command })).rejects.toThrow('failed with exit code 1');
    }
    const optional = await stage.sync(undefined, { 'build-command': 'echo "[$NOT_SET]" && touch dist/built.txt' });
    expect(optional.log).toContain('| []');
  });

  test('a plan runs no build; it plans what is there', async () => {
    stage.build(site('a1'));
    const command = { 'build-command': 'rm -r dist' };
    const { report, log } = await stage.sync(undefined, { ...command, 'dry-run': 'true' });
    expect(report.status).toBe('planned');
    expect(log).toContain('A plan runs no command: the site is planned as it is, without running build-command.');
    await expect(stage.sync(undefined, command)).rejects.toThrow(UserError);
  });

  test('where no build may run, one is refused before AWS is asked', async () => {
    stage.build(site('a1'));
    const refused = { 'build-command': 'touch built', 'run-build-command': 'false' };
    for (const more of [{}, { 'dry-run': 'true' }])
      await expect(stage.sync(undefined, { ...refused, ...more })).rejects.toThrow(
        'this job must not run one (run-build-command: false); nothing was changed.',
      );
    expect(stage.calls()).toEqual([]);
    expect((await stage.sync(undefined, { 'run-build-command': 'false' })).failure).toBeUndefined();
  });

  test('without bash, the run ends before anything', async () => {
    stage.build(site('a1'));
    const run = withVariables({ PATH: '/no/such/folder' }, () => stage.sync(undefined, { 'build-command': 'true' }));
    await expect(run).rejects.toThrow(
      'There is no bash on this runner, and a command of this step needs it; nothing was changed.',
    );
    expect(stage.calls()).toEqual([]);
  });

  test('the build gets no AWS credentials', async () => {
    stage.write({ 'dist/index.html': 'old' });
    await stage.run({ bucket, source: 'dist', 'build-command': 'env | cut -d= -f1 | grep ^AWS_ > dist/index.html' });
    expect(await stage.content('index.html')).toMatch(/^AWS_ENDPOINT_URL/m);
    expect(await stage.content('index.html')).not.toMatch(/KEY|TOKEN/);
  });

  test('a build that fails stops the run before AWS is asked', async () => {
    stage.build(site('a1'));
    await expect(stage.sync(undefined, { 'build-command': 'echo no >&2; exit 7' })).rejects.toThrow(
      'The build-command failed with exit code 7; nothing was uploaded. Its output stands above.',
    );
    expect(stage.calls()).toEqual([]);
  });

  test('a cancelled run stops its build', async () => {
    stage.build(site('a1'));
    const controller = new AbortController();
    const cancelled = new UserError({ what: 'The job was cancelled.' });
    const onLine = (line: string) => line === '| building' && controller.abort(cancelled);
    const run = stage.sync(
      undefined,
      { 'build-command': 'trap "exit 1" INT; echo building; while :; do sleep 0.05; done' },
      { signal: controller.signal, onLine },
    );
    await expect(run).rejects.toBe(cancelled);
  });
});

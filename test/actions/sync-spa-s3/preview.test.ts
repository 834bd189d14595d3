import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { PolicyDocument } from '../../cloud/iam/policy.ts';
import { failureOf, policyOf } from '../../support/action.ts';
import { bucket, type Files, type SiteStage, site, startSite } from './site-stage.ts';

/** A preview of a pull request: a site in a folder of a bucket that others share. */
const prefix = 'previews/pr-12';
let stage: SiteStage;

beforeEach(async () => {
  stage = await startSite();
});
afterEach(() => stage.close());

/** Built with this base path. */
function preview(version: string, base = `/${prefix}/`): Files {
  return {
    ...site(version),
    'index.html': `<link rel="icon" href="favicon.svg"><script src="${base}assets/app-${version}c0ffee0.js"></script>`,
    'about/index.html': `<a href="..">home</a><img src="../favicon.svg"> ${version}`,
    '.vite/manifest.json': JSON.stringify({ main: { file: `assets/app-${version}c0ffee0.js` } }),
  };
}

test('addresses are those of viewers: absolute with the prefix, relative, and of a base element', async () => {
  expect((await stage.sync(preview('a1'), { prefix })).failure).toBeUndefined();
  const withBase = {
    'index.html': `<base href="/${prefix}/"><img src="logo.svg"><link rel="icon" href="/${prefix}/">`,
  };
  expect((await stage.sync({ ...withBase, 'logo.svg': '' }, { prefix })).failure).toBeUndefined();
});

test('a build for another base path is refused, and told which one it needs', async () => {
  expect(await failureOf(stage.sync(preview('a1', '/'), { prefix }))).toMatch(
    /index\.html loads \/assets\/app-a1c0ffee0\.js.*made to be served under \/previews\/pr-12\/: `public-path`/,
  );
  expect(stage.keys()).toEqual([]);
});

test('an address at the root is told as such, with the one at which the build has the file', async () => {
  const files = {
    ...preview('a1'),
    'about/index.html': '<img src="/favicon.svg"><img src="/lost.svg"><img src="gone.svg">',
  };
  const { log, failure } = await stage.sync(files, { prefix });
  expect(failure).toBeUndefined();
  expect(log.join('\n')).toContain(
    'is served under /previews/pr-12/, and refers to files outside of it: about/index.html loads /favicon.svg (the build has it, served at /previews/pr-12/favicon.svg); about/index.html loads /lost.svg. What stands there answers, or nothing.',
  );
  expect(log.join('\n')).toContain('in the bucket: about/index.html loads /previews/pr-12/about/gone.svg. Where');
  const allowed = { prefix, 'lint-allow': '/favicon.svg\nlost.svg\nabout/gone.svg' };
  expect((await stage.sync({ ...files, 'x.txt': '' }, allowed)).log.join('\n')).not.toContain('refers to files');
});

test('with public-path: / CloudFront adds the prefix, and the build knows none', async () => {
  const inputs = { prefix, 'public-path': '/' };
  expect((await stage.sync(preview('a1', '/'), inputs)).failure).toBeUndefined();
  const { outputs } = await stage.sync(preview('b2', '/'), inputs);
  expect(outputs['invalidation-paths']).toEqual(expect.arrayContaining(['/', '/about/', '/index.html']));
});

test('the paths to be forgotten are those under which viewers find it', async () => {
  const runtime = { 'runtime-config': 'API_URL=https://api.test' };
  await stage.sync(preview('a1'), { prefix, ...runtime });
  const { outputs } = await stage.sync(preview('b2'), { prefix, ...runtime });
  expect(outputs['invalidation-paths']).toEqual([
    ...['/previews/pr-12', '/previews/pr-12/', '/previews/pr-12/.vite/manifest.json', '/previews/pr-12/about'],
    ...['/previews/pr-12/about/', '/previews/pr-12/about/index.html', '/previews/pr-12/index.html'],
  ]);
  expect(outputs['changed-paths']).toContain('/previews/pr-12/assets/app-b2c0ffee0.js');
  expect(JSON.parse((await stage.content(`${prefix}/config.json`)) ?? '')).toEqual({ API_URL: 'https://api.test' });
});

test('it can be gone back in, and its neighbours keep their records', async () => {
  for (const neighbour of ['previews/pr-1', 'previews/pr-123', ''])
    await stage.sync(neighbour === '' ? site('z9') : preview('z9', `/${neighbour}/`), { prefix: neighbour });
  const others = () => stage.cloud.s3.keys(bucket).filter((key) => !key.startsWith(`${prefix}/`));
  const before = others().map((key) => [key, stage.cloud.s3.get(bucket, key)?.etag]);
  await stage.sync(preview('a1'), { prefix, 'release-id': 'one' });
  await stage.sync(preview('b2'), { prefix, 'release-id': 'two' });
  await stage.run({ bucket, prefix, 'rollback-to': 'previous' });
  expect(await stage.content(`${prefix}/index.html`)).toContain('app-a1');
  expect(others().map((key) => [key, stage.cloud.s3.get(bucket, key)?.etag])).toEqual(before);
});

describe('a role for previews alone', () => {
  const folder = `${prefix}/*`;
  /** The action's policy, its resources narrowed to the folder and its listing to the prefix. */
  const narrowed = (): PolicyDocument => {
    const policy = policyOf('sync-spa-s3', { SiteBucket: bucket });
    const statements = [policy.Statement]
      .flat()
      .map((statement) =>
        statement.Sid === 'CompareWithBucket'
          ? { ...statement, Condition: { StringLike: { 's3:prefix': folder } } }
          : { ...statement, Resource: `arn:aws:s3:::${bucket}/${folder}` },
      );
    return { ...policy, Statement: statements };
  };

  test('needs nothing outside of the folder, and can do nothing there', async () => {
    const as = stage.caller(narrowed());
    const keep = { prefix, 'keep-releases': '1', 'keep-days': '0', 'max-delete': '100 %' };
    for (const version of ['a1', 'b2', 'c3']) {
      expect((await stage.sync(preview(version), keep, { as })).failure).toBeUndefined();
      stage.days(1);
    }
    // S3 does not tell such a role that there is no manifest yet; the listing does.
    const refused = stage.cloud.requests.all().filter(({ status }) => status === 403);
    expect(refused.map(({ operation, input }) => [operation, input])).toEqual([
      ['GetObject', { Bucket: bucket, Key: `${prefix}/.deploy/manifest.json` }],
    ]);
    const elsewhere = stage.sync(preview('d4', '/previews/pr-13/'), { prefix: 'previews/pr-13' }, { as });
    expect(await failureOf(elsewhere)).toContain('failed: AccessDenied.');
  });
});

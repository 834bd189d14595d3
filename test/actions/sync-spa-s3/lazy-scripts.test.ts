import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { failureOf } from '../../support/action.ts';
import { type Files, type SiteStage, startSite } from './site-stage.ts';

let stage: SiteStage;
beforeEach(async () => {
  stage = await startSite();
});
afterEach(() => stage.close());

const page = '<!doctype html><script defer src="/js/main.0a1b2c3d.js"></script>';
const runtime = 'n.u=e=>"js/"+e+"."+{7:"1a2b3c4d",8:"5e6f7a8b"}[e]+".js",n.p="/"';
const webpack: Files = {
  'index.html': page,
  'js/main.0a1b2c3d.js': runtime,
  'js/7.1a2b3c4d.js': '7',
  'js/8.5e6f7a8b.js': '8',
};
const modules: Files = {
  'index.html': '<!doctype html><script type="module" src="/assets/index-D7XnJEo9.js"></script>',
  'assets/index-D7XnJEo9.js': 'import("./Report-DkANkmE5.js")',
  'assets/Report-DkANkmE5.js': 'import"./chart-BQcmkM4e.js"',
  'assets/chart-BQcmkM4e.js': 'chart',
};
const parcel: Files = {
  'index.html':
    '<!doctype html><script type=importmap>{"imports":{"dF8IF":"/reports.a9937808.js"}}</script><script type=module src=/parcel.13332289.js></script>',
  'parcel.13332289.js': 'import("dF8IF")',
  'reports.a9937808.js': 'reports',
};
const inPage: Files = {
  'index.html': `<!doctype html><script>${runtime}</script>`,
  'js/7.1a2b3c4d.js': '7',
  'js/8.5e6f7a8b.js': '8',
};

test.each([
  ['webpack', webpack, 'js/8.5e6f7a8b.js', 'js/main.0a1b2c3d.js loads /js/8.5e6f7a8b.js'],
  ['webpack, in the page itself', inPage, 'js/8.5e6f7a8b.js', 'index.html loads /js/8.5e6f7a8b.js'],
  ['Vite', modules, 'assets/Report-DkANkmE5.js', 'assets/index-D7XnJEo9.js loads /assets/Report-DkANkmE5.js'],
  [
    'Vite, further on',
    modules,
    'assets/chart-BQcmkM4e.js',
    'assets/Report-DkANkmE5.js loads /assets/chart-BQcmkM4e.js',
  ],
  ['Parcel', parcel, 'reports.a9937808.js', 'index.html loads /reports.a9937808.js'],
])('a lazy script that the build of %s lacks is found before anything is uploaded', async (_, files, path, expected) => {
  const { [path]: _lost, ...without } = files;
  const message = await failureOf(stage.sync(without));
  expect(message).toContain(`refers to files that nobody would serve; nothing was uploaded. ${expected}.`);
  expect(stage.keys()).toEqual([]);
  expect((await stage.sync(without, { 'lint-allow': path })).failure).toBeUndefined();
  const { failure, log } = await stage.sync(files);
  expect([failure, log.filter((line) => line.includes('loads /'))]).toEqual([undefined, []]);
});

test('the chunks of a preview are looked for below its prefix, and of another base path it is told', async () => {
  const preview = { ...webpack, 'index.html': page.replace('/js', '/previews/pr-7/js') };
  const right = { ...preview, 'js/main.0a1b2c3d.js': runtime.replace('n.p="/"', 'n.p="/previews/pr-7/"') };
  const inputs = { prefix: 'previews/pr-7' };
  expect(await failureOf(stage.sync(preview, inputs))).toContain(
    'js/main.0a1b2c3d.js loads /js/7.1a2b3c4d.js (the build has it, served at /previews/pr-7/js/7.1a2b3c4d.js)',
  );
  expect((await stage.sync(right, inputs)).failure).toBeUndefined();
});

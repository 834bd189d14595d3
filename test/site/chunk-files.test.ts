import { describe, expect, test } from '@jest/globals';
import { chunkFiles } from '../../src/site/chunks/chunk-files.ts';
import { onePassSeconds, processorSeconds } from '../support/processor-seconds.ts';

const runtime = { url: 'https://app.example/static/js/main.js', pageUrl: 'https://app.example/shop/' };
const files = (text: string, at: Partial<typeof runtime> | { readonly url: undefined } = {}) =>
  chunkFiles({ text, ...runtime, ...at }).map(({ address }) => address.replace('https://app.example', ''));

const automatic =
  'if(!e)throw new Error("Automatic publicPath is not supported in this browser");e=e.replace(/\\/[^\\/]+$/,"/"),';

describe('the files of a runtime are known', () => {
  test.each([
    ['webpack', 'n.u=e=>"js/"+e+"."+{7:"1a",8:"2b"}[e]+".js",n.p="/"', ['/js/7.1a.js', '/js/8.2b.js']],
    [
      'webpack, with names of chunks',
      'r.u=e=>"js/"+({7:"home"}[e]||e)+"."+{7:"1a",8:"2b"}[e]+".js",r.p="/";',
      ['/js/home.1a.js', '/js/8.2b.js'],
    ],
    [
      'webpack, where some have names of their own',
      'r.u=e=>7===e?"home.js":"x"===e?"x-y.js":"js/"+({9:"a"})[e]+".js",r.p="/";',
      ['/home.js', '/x-y.js', '/js/a.js'],
    ],
    [
      'webpack, not minified',
      `__webpack_require__.u = (chunkId) => {
  // return url for filenames not based on template
  if (chunkId === "home") return "home.js";
  /* return url for filenames based on template */
  return "" + chunkId + "." + {"8":"2b", 'b':'3\\/c'}[chunkId] + ".js";
};
__webpack_require__.p = "";`,
      ['/shop/home.js', '/shop/8.2b.js', '/shop/b.3/c.js'],
    ],
    ['webpack for old browsers', 'n.u=function(e){return"js/"+e+"."+{7:"1a"}[e]+".js"},n.p="/"', ['/js/7.1a.js']],
    [
      'styles of a plugin, and of Rspack',
      'n.miniCssF=e=>"css/"+{7:"1a"}[e]+".css",n.k=e=>"c/"+{8:"2b"}[e]+".css",n.p="/"',
      ['/css/1a.css', '/c/2b.css'],
    ],
    [
      'styles of one chunk alone',
      'n.miniCssF=e=>"css/"+e+".1a.css",n.p="/",n.f.miniCss=(t,r)=>{0!==e[t]&&{7:1}[t]&&r.push(1)}',
      ['/css/7.1a.css'],
    ],
    ['one chunk alone', 'r.u=e=>e+".1a.js",r.p="/",r.e(500).then(x)', ['/500.1a.js']],
    ['beside the script', `r.u=e=>e+"."+{7:"1a"}[e]+".js",${automatic}r.p=e`, ['/static/js/7.1a.js']],
    ['above the script', `r.u=e=>"js/"+{7:"1a"}[e]+".js",${automatic}r.p=e+"../"`, ['/static/js/1a.js']],
    [
      'at another origin',
      'r.u=e=>{return {7:"1a"}[e]+".js"};r.p="https://cdn.example/x/"',
      ['https://cdn.example/x/1a.js'],
    ],
  ])('%s', (_, text, expected) => {
    expect(files(text)).toEqual(expected);
  });
});

describe('nothing is said of what cannot be read', () => {
  test.each([
    ['a public path of the page', 'n.u=e=>e+"."+{7:"1a"}[e]+".js",n.p=window.base'],
    ['a public path that is called for', 'n.u=e=>e+"."+{7:"1a"}[e]+".js",n.p=t()'],
    ['no public path', 'n.u=e=>e+"."+{7:"1a"}[e]+".js",o.p="/"'],
    ['two public paths', 'n.u=e=>e+"."+{7:"1a"}[e]+".js",n.p="/",n.p="/x/"'],
    ['a name that is computed', 'n.u=e=>e+"."+h(e)+".js",n.p="/"'],
    ['a map of something else', 'n.u=e=>e+"."+{7:t}[e]+".js",n.p="/"'],
    ['an escape', 'n.u=e=>e+"."+{7:"\\u0061"}[e]+".js",n.p="/"'],
    ['names of no script', 'n.u=e=>e+"."+{7:"1a"}[e]+".png",n.p="/"'],
    ['one of several chunks', 'r.u=e=>e+".1a.js",r.p="/",r.e(500).then(x),r.e(501)'],
    ['an end in the middle', 'n.p="/",n.u=e=>e+"."+{7:"1a'],
    ['a member of a member', 'n.p="/",a.n.u=e=>e+"."+{7:"1a"}[e]+".js"'],
  ])('%s', (_, text) => {
    expect(files(text)).toEqual([]);
  });

  test('the folder of a script that stands in a page', () => {
    expect(files(`r.u=e=>e+"."+{7:"1a"}[e]+".js",${automatic}r.p=e`, { url: undefined })).toEqual([]);
    expect(files('r.u=e=>e+"."+{7:"1a"}[e]+".js",r.p="/"', { url: undefined })).toEqual(['/7.1a.js']);
  });
});

test.each([
  ['beginnings', 'n.u=e=>'],
  ['brackets', 'n.u=e=>('],
  ['beginnings in texts', 'n.u=e=>"n.u=e=>"+'],
  ['maps', 'n.u=e=>{7:"1a"}[e]+{'],
  ['comments', 'n.u=e=>/*'],
  ['public paths', 'n.p="/",'],
  ['runtimes', '}n.u=e=>{7:"1"}[e]+".js",'],
  ['conditions', 'if(7===e)return"a";'],
])('a long text of %s is read once', (_, piece) => {
  const text = `n.u=e=>{${piece.repeat(200_000 / piece.length)}`;
  const begun = processorSeconds();
  files(text);
  expect(processorSeconds() - begun).toBeLessThan(onePassSeconds);
});

import { expect, test } from '@jest/globals';
import { pageReferences } from '../../src/site/page-references.ts';

const loaded = (html: string) => pageReferences(html, 'https://e.example/x/y').map(({ url, kind }) => `${kind} ${url}`);

test.each([
  ['<script type=module src="/a.js"></script>', ['script https://e.example/a.js']],
  ['<script>inline()</script>', []],
  ['<link rel="stylesheet" href="a.css?v=1#top">', ['stylesheet https://e.example/x/a.css?v=1']],
  ['<link rel="MODULEPRELOAD" href="/a.js">', ['script https://e.example/a.js']],
  ['<link rel="preload" as="font" href="/f.woff2">', ['font https://e.example/f.woff2']],
  ['<link rel="preload" as="fetch" href="/data.json">', ['other https://e.example/data.json']],
  [
    '<link rel="preload" as="image" imagesrcset="/s.png 1x, /l.png 2x">',
    'sl'.split('').map((n) => `image https://e.example/${n}.png`),
  ],
  ['<link rel="prefetch" href="/about.js">', ['script https://e.example/about.js']],
  ['<link rel="prefetch" as="style" href="/about">', ['stylesheet https://e.example/about']],
  ['<link rel="prefetch" href="/about">', []],
  ['<link rel="canonical" href="/x">', []],
  ['<link rel="shortcut icon" href="/favicon.ico">', ['image https://e.example/favicon.ico']],
  ['<link rel="manifest" href="/site.webmanifest">', ['manifest https://e.example/site.webmanifest']],
  [
    '<img src="/a.png" srcset="/b.png 1x,/c,d.png 2x">',
    ['a', 'b', 'c,d'].map((n) => `image https://e.example/${n}.png`),
  ],
  ['<img srcset="data:image/png;base64,AAAA 1x, /b.png 2x">', ['image https://e.example/b.png']],
  ['<picture><source srcset="/a.avif"><img src=""></picture>', ['image https://e.example/a.avif']],
  ['<video src="/v.mp4" poster="/p.png"></video>', ['media https://e.example/v.mp4', 'image https://e.example/p.png']],
  ['<audio><source src="/a.ogg"></audio>', ['media https://e.example/a.ogg']],
  ['<base href="/app/"><script src="a.js"></script>', ['script https://e.example/app/a.js']],
  ['<script src="https://elsewhere.example/t.js"></script>', ['script https://elsewhere.example/t.js']],
  ['<img src="data:,"><script src="http://"></script>', []],
])('%s loads %j', (html, expected) => {
  expect(loaded(html)).toEqual(expected);
});

test('the integrity stands with what it is of', () => {
  const html = '<script src="/a.js" integrity="sha384-abc"></script><script src="/b.js"></script>';
  expect(pageReferences(html, 'https://e.example/').map(({ integrity }) => integrity)).toEqual([
    'sha384-abc',
    undefined,
  ]);
});

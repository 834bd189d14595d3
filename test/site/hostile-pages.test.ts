import { expect, test } from '@jest/globals';
import { pageElements } from '../../src/site/page-elements.ts';
import { pageReferences, readPageReferences } from '../../src/site/page-references.ts';
import { onePassSeconds, processorSeconds } from '../support/processor-seconds.ts';

const base = 'https://e.example/';
const megabyte = 1_000_000;

function many(text: string): string {
  return text.repeat(Math.ceil(megabyte / text.length));
}

function numbered(text: (index: number) => string, length = megabyte): string {
  let all = '';
  for (let index = 0; all.length < length; index++) all += text(index);
  return all;
}

test.each([
  ['elements nested 100,000 deep', '<div>'.repeat(100_000), 'elements nested deeper than 512'],
  ['SVG nested 100,000 deep', '<svg><g>'.repeat(100_000), 'elements nested deeper than 512'],
  ['templates nested 100,000 deep', '<template>'.repeat(100_000), 'elements nested deeper than 512'],
  ['elements without end', '<br>'.repeat(250_000), 'more than 200000 elements'],
  ['a text without end', 'x'.repeat(17 * 1_024 ** 2), 'more than 16777216 characters'],
  ['files without end', '<script src=/a.js></script>'.repeat(100_001), 'more than 100000 files that it loads'],
])('%s', (_, html, reason) => {
  expect(readPageReferences(html, base)).toEqual({ ok: false, reason });
  expect(() => pageReferences(html, base)).toThrow(`The page ${base} has ${reason}.`);
});

test.each([
  ['attributes', `<a${numbered((index) => ` a${index}`)}>`],
  ['the same attribute', `<a${many(' a')}>`],
  ['attributes of one body after the other', `<body>${numbered((index) => `<body a${index}>`)}`],
  ['text and elements that a table cannot hold', `<table>${many('x<a>')}`],
  ['ends of elements that are not open', `${numbered((index) => `<b id=${index}>`, 4_000)}${many('</b>')}`],
  [
    'formatting that is opened again in each paragraph',
    `${numbered((index) => `<b id=${index}>`, 4_000)}${many('<p>x')}`,
  ],
  ['paragraphs deep down', `${'<div>'.repeat(505)}${many('<p>')}`],
  ['unclosed comments', many('<!--')],
  ['dashes in a comment', `<!--${many('-')}`],
  ['scripts in a script', `<script>${many('<!--<script')}`],
  ['ends that are none', `<style>${many('</styl')}`],
  ['quotes', `<a x="${many('"')}`],
  ['entities', many('&notin')],
  ['a number without end', `&#${many('9')};`],
  ['data in SVG', `<svg>${many('<![CDATA[')}`],
  ['styles with imports', `<style>${many('@import(')}</style>`],
  ['options', `<select>${many('<option>')}`],
])('1 MB of %s is read in linear time', (_, html) => {
  const begun = processorSeconds();
  pageElements(html);
  expect(processorSeconds() - begun).toBeLessThan(onePassSeconds);
});

test.each(['a, ', 'a,', ' ,', ',', 'a', ' ', 'a '])('1 MB of %j is read in linear time as a source set', (text) => {
  const begun = processorSeconds();
  pageReferences(`<img srcset='${many(text)}'>`, base);
  expect(processorSeconds() - begun).toBeLessThan(onePassSeconds);
});

test.each(['.a?', '.a', '.a\n', '?', '.', '#', '/'])('1 MB of %j is read in linear time as a link', (text) => {
  const begun = processorSeconds();
  expect(pageReferences(`<link rel=prefetch href='${many(text)}'>`, base)).toEqual([]);
  expect(processorSeconds() - begun).toBeLessThan(onePassSeconds);
});

test('an address that no server takes loads nothing', () => {
  const html = (length: number) => `<script src="/${'a'.repeat(length)}"></script>`;
  expect(pageReferences(html(8_000), base)).toHaveLength(1);
  expect(pageReferences(html(8_192), base)).toEqual([]);
});

test('what is in a template is not loaded, and what follows it is', () => {
  const html = '<template><img src="/a.png"><p></template><table><img src="/b.png"><tr><td><img src="/c.png"></table>';
  expect(pageReferences(html, base).map(({ url }) => url)).toEqual([`${base}b.png`, `${base}c.png`]);
});

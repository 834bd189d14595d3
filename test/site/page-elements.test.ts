import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { pageElements } from '../../src/site/page-elements.ts';

/** The elements of the tree that the parser makes of a page. */
function elementsOfTree(html: string): readonly string[] {
  const names: string[] = [];
  const open: DefaultTreeAdapterTypes.Node[] = [parse(html)];
  for (let node = open.pop(); node; node = open.pop()) {
    if ('tagName' in node) names.push(`${node.tagName} ${node.attrs.map(({ name, value }) => `${name}=${value}`)}`);
    if ('childNodes' in node) open.push(...node.childNodes);
  }
  return names.toSorted();
}

const piece = fc.constantFrom(
  ...[
    '<p>',
    '</p>',
    '<div a=1>',
    '</div>',
    '<img src="a&amp;b">',
    '<script src=x>',
    '</script>',
    '<svg>',
    '</svg>',
    'text',
  ],
  ...[
    '<template>',
    '</template>',
    '<ul><li>',
    '<link rel=icon>',
    '<base href=/x>',
    '<style>',
    '</style>',
    '<!-- <img> -->',
  ],
  ...[
    '<video poster=p>',
    '</video>',
    '<noscript>',
    '</noscript>',
    '<b id=1>',
    '</b>',
    '<title>',
    '</title>',
    '<h1>',
    '</h1>',
  ],
);

test('the elements are those of the tree, whatever the page', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const html = pieces.join('');
      const found = pageElements(html);
      const names = (found.ok ? found.value : []).map(
        ({ tagName, attributes }) => `${tagName} ${attributes.map(({ name, value }) => `${name}=${value}`)}`,
      );
      expect(names.toSorted()).toEqual(elementsOfTree(html));
    }),
    { numRuns: 500 },
  );
});

import { describe, expect, test } from '@jest/globals';
import { actions } from '../../src/actions/index.ts';
import { withinBounds } from '../../src/contract/index.ts';
import { usualOutputBytes } from '../../src/contract/output-bounds.ts';

const paths = Array.from({ length: 100_000 }, (_, index) => `/docs/section-${index % 700}/page-${index}/index.html`);

test.each(Object.keys(actions))('%s: bounds are those of outputs that it has', async (name) => {
  const { contract } = (await actions[name]?.())?.action ?? {};
  expect(Object.keys(contract?.outputs ?? {})).toEqual(expect.arrayContaining(Object.keys(contract?.bounds ?? {})));
});

describe('an output', () => {
  test('that a later step can take is handed on as it is', () => {
    const outputs = { image: 'clinic@sha256:1', changed: true, bytes: 0, paths: ['/', '/a'], unknown: undefined };
    expect(withinBounds({}, outputs)).toEqual({ outputs, tooLong: [] });
  });

  test('that it cannot take stays unset, whether a text or lines', () => {
    const outputs = { text: 'x'.repeat(usualOutputBytes + 1), lines: paths, short: 'x'.repeat(usualOutputBytes) };
    const { outputs: within, tooLong } = withinBounds({}, outputs);
    expect(Object.keys(within)).toEqual(['short']);
    expect(tooLong.map(({ name }) => name)).toEqual(['text', 'lines']);
  });

  test('is measured in bytes', () => {
    expect(withinBounds({}, { text: 'ä'.repeat(usualOutputBytes / 2 + 1) }).outputs).toEqual({});
  });

  test('with a bound of its own is held to that', () => {
    const bounds = { matrix: { maxBytes: 100_000 } };
    const { outputs } = withinBounds({ bounds }, { matrix: 'x'.repeat(90_000), text: 'x'.repeat(90_000) });
    expect(Object.keys(outputs)).toEqual(['matrix']);
  });

  test('that can be shortened is', () => {
    const bounds = { paths: { shortened: () => ['/*'] } };
    expect(withinBounds({ bounds }, { paths })).toEqual({ outputs: { paths: ['/*'] }, tooLong: [] });
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ManifestObject } from '../../../src/actions/sync-spa-s3/manifest.ts';
import { manifestRenderer } from '../../../src/actions/sync-spa-s3/manifest-renderer.ts';
import { parseManifest } from '../../../src/actions/sync-spa-s3/parse-manifest.ts';

const object: fc.Arbitrary<ManifestObject> = fc.record(
  {
    sha256: fc.string(),
    etag: fc.string(),
    headers: fc.dictionary(fc.constantFrom('cache-control', 'content-type'), fc.string()),
    release: fc.string(),
    unusedSince: fc.constant('2026-11-21T20:00:00.000Z'),
    begun: fc.constant(true as const),
    thawed: fc.constant(true as const),
  },
  { requiredKeys: ['sha256', 'etag', 'headers', 'release'] },
);
/** Three bytes a character, so that the bytes are more than the characters let expect. */
const path = fc.string({ unit: fc.constantFrom('a', '/', '本', '"'), minLength: 1, maxLength: 1_000 });

test('a manifest is read as it was written, whatever its paths and whatever was written before', () => {
  const render = manifestRenderer();
  fc.assert(
    fc.property(fc.array(fc.tuple(path, object), { maxLength: 30 }), (entries) => {
      const manifest = {
        releases: [{ id: 'one', at: '2026-11-21T20:00:00.000Z', undo: { versions: new Map() } }],
        objects: new Map(entries),
        deployment: undefined,
      };
      expect(parseManifest(Buffer.from(render(manifest)).toString(), 's3://b/m')).toEqual(manifest);
    }),
  );
});

describe('a manifest is the same however it is laid out', () => {
  const version = { sha256: 'b', headers: {} };
  const strange = ['a', '"objects":{', ',\n', '},"releaseIds":[', '__proto__'];
  const objects = new Map(
    [...strange, ...Array.from({ length: 3_000 }, (_, index) => `assets/file-${index}.js`)].map((path) => [
      path,
      { sha256: path, etag: `e ${path}`, headers: { 'content-type': 'text/css' }, release: 'r1' },
    ]),
  );
  const undo = { versions: new Map(strange.map((path) => [path, version])) };
  const text = Buffer.from(
    manifestRenderer()({ releases: [{ id: 'r1', at: '2026-01-01T00:00:00.000Z', undo }], objects }),
  ).toString();
  const pretty = JSON.stringify(JSON.parse(text), null, 2);

  test('as it is written, on one line, or by another writer', () => {
    for (const layout of [text, JSON.stringify(JSON.parse(text)), pretty])
      expect(parseManifest(layout, 's3://b/k').objects).toEqual(objects);
  });

  test('and one that is broken in the middle of its objects is refused', () => {
    const at = text.indexOf('"assets/file-1500.js"');
    for (const broken of [`${text.slice(0, at)}]${text.slice(at)}`, `${text.slice(0, at)}"x":[1],\n${text.slice(at)}`])
      expect(() => parseManifest(broken, 's3://b/k')).toThrow('s3://b/k is not one that this version can read');
  });
});

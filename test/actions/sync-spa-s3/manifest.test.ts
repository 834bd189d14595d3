import { expect, test } from '@jest/globals';
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

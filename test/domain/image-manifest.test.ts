import { expect, test } from '@jest/globals';
import { mediaTypes, parseManifest, sizeBytesOf } from '../../src/domain/image-manifest.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const part = (letter: string, size: number) => ({ mediaType: mediaTypes.ociLayer, digest: digest(letter), size });

test('an image is read with its parts, each counted once', () => {
  const manifest = parseManifest(
    JSON.stringify({
      schemaVersion: 2,
      config: part('c', 10),
      layers: [part('a', 1_000), part('a', 1_000), part('b', 5)],
    }),
  );
  expect(manifest).toMatchObject({ ok: true, value: { kind: 'image', mediaType: mediaTypes.ociImage } });
  if (manifest.ok && manifest.value.kind === 'image') expect(sizeBytesOf(manifest.value)).toBe(1_015);
});

test('an index is known by its members, its media type or how it was served', () => {
  const manifests = [{ ...part('a', 1), platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } }];
  const platform = { os: 'linux', architecture: 'arm64', variant: 'v8' };
  for (const [extra, served] of [
    [{}, undefined],
    [{ mediaType: mediaTypes.dockerIndex }, undefined],
    [{}, mediaTypes.ociIndex],
  ] as const)
    expect(parseManifest(JSON.stringify({ ...extra, manifests }), served)).toMatchObject({
      ok: true,
      value: { kind: 'index', manifests: [{ sizeBytes: 1, platform }] },
    });
});

test.each([
  ['not JSON', '{', 'no JSON object|not a JSON object'],
  ['a list', '[]', 'not a JSON object'],
  ['another kind of manifest', '{"mediaType":"application/vnd.cncf.helm.config.v1+json"}', 'none of an image'],
  [
    'a digest that is none',
    JSON.stringify({ config: { ...part('c', 1), digest: 'sha256:../..' }, layers: [] }),
    'malformed',
  ],
  ['a negative size', JSON.stringify({ config: part('c', -1), layers: [] }), 'malformed'],
  ['no layers', JSON.stringify({ config: part('c', 1) }), 'malformed'],
])('%s is refused', (_, text, reason) => {
  expect(parseManifest(text)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
});

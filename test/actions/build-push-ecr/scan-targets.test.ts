import { expect, test } from '@jest/globals';
import { scanTargets } from '../../../src/actions/build-push-ecr/scan/scan-targets.ts';
import { mediaTypes } from '../../../src/domain/image-manifest.ts';

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const descriptor = (digit: string, mediaType: string = mediaTypes.ociImage) => ({
  mediaType,
  digest: digest(digit),
  size: 1,
});

test('an image is scanned itself', () => {
  const text = JSON.stringify({ config: descriptor('1'), layers: [] });
  expect(scanTargets({ text, mediaType: mediaTypes.ociImage, digest: digest('a') })).toEqual([digest('a')]);
});

test('of an index, its images are, not its attestations', () => {
  const platform = (os: string, architecture: string) => ({ platform: { os, architecture } });
  const manifests = [
    { ...descriptor('1'), ...platform('linux', 'amd64') },
    { ...descriptor('2'), ...platform('unknown', 'unknown') },
    { ...descriptor('3'), ...platform('linux', 'arm64') },
    { ...descriptor('1'), ...platform('linux', 'amd64') },
  ];
  const text = JSON.stringify({ manifests });
  expect(scanTargets({ text, mediaType: mediaTypes.ociIndex, digest: digest('a') })).toEqual([
    digest('1'),
    digest('3'),
  ]);
});

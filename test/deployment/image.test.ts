import { describe, expect, test } from '@jest/globals';
import { configPlatforms, indexPlatforms, type StoredImage } from '../../src/aws/ecr/stored-image.ts';
import type { EcrReader } from '../../src/aws/ecr.ts';
import { type ImageFacts, imageProblems, isOlder, observeImage, shownImage } from '../../src/deployment/image.ts';
import { appRunnerImage } from '../../src/domain/apprunner-image.ts';
import { parseImageReference } from '../../src/domain/image-reference.ts';
import { playedContext } from './played-context.ts';

const digest = `sha256:${'1'.repeat(64)}`;
const amd64 = { os: 'linux', architecture: 'amd64' };
const stored: StoredImage = {
  ...{ digest, kind: 'image', platforms: [amd64], archived: false, pushedAt: new Date(1_000) },
};
const demands = { platform: 'linux/amd64', index: false, sameRegion: true };

describe('what stands against an image', () => {
  const found = (changed: Partial<StoredImage>): ImageFacts => ({ kind: 'found', image: { ...stored, ...changed } });

  test.each<[string, ImageFacts, readonly string[]]>([
    ['nothing', found({}), []],
    ['nothing that is known', { kind: 'unchecked' }, []],
    ['nothing yet, before it is pushed', { kind: 'upcoming' }, []],
    ['no platform is known', found({ platforms: [] }), []],
    ['another registry than ECR', { kind: 'elsewhere', region: undefined }, []],
    ['another region', { kind: 'elsewhere', region: 'us-east-1' }, ['is in us-east-1']],
    ['it is not there', { kind: 'missing' }, ['is not in its repository']],
    ['an archive', found({ archived: true, platforms: [] }), ['is archived']],
    ['a platform', found({ platforms: [{ os: 'linux', architecture: 'arm64' }] }), ['is for linux/arm64']],
    ['an index', found({ kind: 'index' }), ['is an index of several images']],
  ])('%s', (_, facts, problems) => {
    expect(imageProblems('x', facts, demands)).toEqual(problems.map((problem) => expect.stringContaining(problem)));
  });

  test('a platform that takes an index, and images of other regions, has fewer demands', () => {
    const fewer = { ...demands, index: true, sameRegion: false };
    expect(imageProblems('x', found({ kind: 'index' }), fewer)).toEqual([]);
    expect(imageProblems('x', { kind: 'elsewhere', region: 'us-east-1' }, fewer)).toEqual([]);
  });
});

describe('an image that an earlier stage will push', () => {
  const host = '111111111111.dkr.ecr.eu-central-1.amazonaws.com';
  const image = `${host}/clinic:v1`;
  const context = { ...playedContext(), upcoming: new Set([image]) };
  const storedImage = async (): Promise<StoredImage | undefined> => undefined;
  const ecr = { storedImage } as Partial<EcrReader> as EcrReader;
  const observed = (text: string, region: string) => observeImage(referenceOf(text), region, ecr, context);

  test('is not looked for, and any other is', async () => {
    expect(await observed(image, 'eu-central-1')).toEqual({ kind: 'upcoming' });
    expect(await observed(`${host}/clinic:v2`, 'eu-central-1')).toEqual({ kind: 'missing' });
  });

  test('must be in the region all the same', async () => {
    expect(await observed(image, 'us-east-1')).toEqual({ kind: 'elsewhere', region: 'eu-central-1' });
  });

  test('is shown as one that is still to be pushed', () => {
    expect(shownImage(image, { kind: 'upcoming' })).toBe(`${image} (to be pushed)`);
    expect(shownImage(image, { kind: 'unchecked' })).toBe(image);
  });
});

describe('a rollback', () => {
  const pushed = (seconds: number | undefined, other = digest): ImageFacts => ({
    kind: 'found',
    image: { ...stored, digest: other, pushedAt: seconds === undefined ? undefined : new Date(seconds * 1_000) },
  });

  test.each([
    [pushed(1, 'a'), pushed(2, 'b'), true],
    [pushed(2, 'a'), pushed(1, 'b'), false],
    [pushed(1, 'a'), pushed(2, 'a'), false],
    [pushed(undefined, 'a'), pushed(2, 'b'), false],
    [{ kind: 'missing' } as const, pushed(2), false],
    [undefined, pushed(2), false],
    [pushed(1), undefined, false],
  ])('%j after %j: %s', (wanted, present, older) => {
    expect(isOlder({ image: wanted, imageBefore: present })).toBe(older);
  });
});

test('the platforms of an index are those of its images, not of its attestations', () => {
  const descriptor = { mediaType: 'm', digest, sizeBytes: 1 };
  const manifests = [
    { ...descriptor, platform: amd64 },
    { ...descriptor, platform: { os: 'unknown', architecture: 'unknown' } },
    descriptor,
  ];
  expect(indexPlatforms({ kind: 'index', mediaType: 'm', manifests })).toEqual([amd64]);
});

test.each([
  ['{"os":"linux","architecture":"arm64","variant":"v8"}', [{ os: 'linux', architecture: 'arm64', variant: 'v8' }]],
  ['{}', []],
  ['not JSON', []],
])('the platform in the configuration %s', (config, platforms) => {
  expect(configPlatforms(config)).toEqual(platforms);
});

describe('an image as App Runner takes it', () => {
  const host = '111111111111.dkr.ecr.eu-central-1.amazonaws.com';
  test.each([
    [`${host}/clinic@${digest}`, `${host}/clinic@${digest}`],
    [`${host}/clinic:v1`, `${host}/clinic:v1`],
    [`${host}/clinic:v1@${digest}`, `${host}/clinic@${digest}`],
    [`111111111111.dkr-ecr.eu-central-1.on.aws/clinic:v1`, `${host}/clinic:v1`],
    [`127.0.0.1:5000/clinic:v1`, `127.0.0.1:5000/clinic:v1`],
  ])('%s', (given, taken) => {
    expect(appRunnerImage(referenceOf(given))).toBe(taken);
  });
});

function referenceOf(text: string) {
  const reference = parseImageReference(text);
  if (!reference.ok) throw new Error(reference.reason);
  return reference.value;
}

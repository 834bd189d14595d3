import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isSameRelease, parseRelease, type Release, recordedRelease, releaseText } from '../../src/domain/release.ts';

const commit = 'a'.repeat(40);
const digest = `sha256:${'1'.repeat(64)}`;
const image = `111111111111.dkr.ecr.us-east-1.amazonaws.com/clinic@${digest}`;
const whole: Release = {
  ...{ app: 'clinic', environment: 'prod', commit, image, digest, siteRelease: 'r1', databaseVersion: '012_x.sql' },
  ...{ fingerprint: 'f'.repeat(64), run: 'https://github.com/a/b/actions/runs/7', actor: 'octocat' },
};

describe('parseRelease', () => {
  test('a whole one', () => {
    expect(parseRelease(releaseText(whole))).toEqual({ ok: true, value: whole });
  });

  test('the digest comes from the image; what is empty or null is missing', () => {
    const text = JSON.stringify({ image, siteRelease: '', databaseVersion: null });
    expect(parseRelease(text)).toEqual({ ok: true, value: { image, digest } });
    expect(parseRelease('{}')).toEqual({ ok: true, value: {} });
    expect(parseRelease('{"image":"clinic:latest"}')).toEqual({ ok: true, value: { image: 'clinic:latest' } });
  });

  test.each([
    ['', 'it is no JSON object'],
    ['null', 'it is no JSON object'],
    ['["x"]', 'it is no JSON object'],
    ['{"commit":"abc"}', 'its commit is not as it should be'],
    ['{"digest":"sha256:1"}', 'its digest is not as it should be'],
    ['{"app":5,"run":"ftp://x"}', 'its app is not as it should be, its run is not as it should be'],
    ['{"siteRelease":"a\\nb"}', 'its siteRelease is not as it should be'],
    ['{"toString":"x"}', '"toString" is no member of a release'],
  ])('%s is refused', (text, reason) => {
    expect(parseRelease(text)).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
  });
});

describe('recordedRelease', () => {
  test('gives back what was recorded', () => {
    expect(recordedRelease(JSON.parse(releaseText(whole)), commit)).toEqual(whole);
  });

  test('takes of anything else only what is sound, and the commit from GitHub', () => {
    const payload = { ...whole, commit: 'b'.repeat(40), image: 5, run: 'javascript:x', more: 'x', actor: '' };
    const { image: _, run: __, actor: ___, ...sound } = whole;
    expect(recordedRelease(payload, commit)).toEqual(sound);
    fc.assert(
      fc.property(fc.anything(), (any) => {
        const release = recordedRelease(any, commit);
        expect(release.commit).toBe(commit);
        expect(parseRelease(releaseText(release)).ok).toBe(true);
      }),
    );
  });
});

test('a release is the same whoever released it where; another site or image is another one', () => {
  expect(
    isSameRelease(whole, {
      ...whole,
      environment: 'dev',
      actor: 'else',
      run: 'https://x',
      fingerprint: '0'.repeat(64),
    }),
  ).toBe(true);
  expect(isSameRelease(whole, { ...whole, siteRelease: 'r2' })).toBe(false);
  expect(isSameRelease(whole, { ...whole, digest: `sha256:${'2'.repeat(64)}` })).toBe(false);
  expect(isSameRelease(whole, { ...whole, commit: 'b'.repeat(40) })).toBe(false);
});

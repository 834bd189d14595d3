import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { claimSite } from '../../../src/actions/sync-spa-s3/claim.ts';
import { emptyManifest } from '../../../src/actions/sync-spa-s3/manifest.ts';
import { manifestRenderer } from '../../../src/actions/sync-spa-s3/manifest-renderer.ts';
import { parseUndo, undoObject } from '../../../src/actions/sync-spa-s3/undo.ts';
import type { S3Writer } from '../../../src/aws/s3.ts';
import { failureOf, policyOf, withoutStatement } from '../../support/action.ts';
import { bucket, manifestKey, type SiteStage, site, startSite } from './site-stage.ts';

let stage: SiteStage;
beforeEach(async () => {
  stage = await startSite();
});
afterEach(() => stage.close());

interface Stored {
  version: number;
  releases: { id: string; undo: unknown }[];
}

const record = async (): Promise<Stored> => JSON.parse((await stage.content(manifestKey)) ?? '');
const undos = () => stage.cloud.s3.keys(bucket, '.deploy/undo/');
const release = (version: string, inputs: Readonly<Record<string, string>> = {}) =>
  stage.sync({ ...site(version), 'robots.txt': `robots ${version}` }, { 'release-id': version, ...inputs });
const back = (to: string) => stage.run({ bucket, 'rollback-to': to });
const serves = async (version: string) => expect(await stage.content('robots.txt')).toBe(`robots ${version}`);

describe('what releases changed', () => {
  test('lies in objects of its own, as many as releases are kept', async () => {
    for (const version of ['r1', 'r2', 'r3', 'r4', 'r5']) await release(version, { 'keep-releases': '3' });
    const { version, releases } = await record();
    expect(version).toBe(2);
    expect(releases.map(({ id }) => id)).toEqual(['r5', 'r4', 'r3']);
    const needed = releases.map(({ undo }) => `.deploy/undo/${undo}.json`);
    expect(undos()).toEqual(expect.arrayContaining(needed));
    // What the last run made superfluous, the next one deletes.
    expect(undos()).toHaveLength(4);
    for (const key of needed) {
      const text = (await stage.content(key)) ?? '';
      expect(key).toBe(`.deploy/undo/${createHash('sha256').update(text).digest('hex')}.json`);
    }
    await back('r3');
    await serves('r3');
  });

  test('is moved out of the record of an earlier version, and nothing is lost', async () => {
    for (const version of ['r1', 'r2', 'r3']) await release(version);
    const { releases, ...rest } = await record();
    const inside = await Promise.all(
      releases.map(async ({ undo, ...other }) => {
        const versions =
          typeof undo === 'string' ? parseUndo((await stage.content(`.deploy/undo/${undo}.json`)) ?? '') : [];
        return { ...other, undo: Object.fromEntries(versions ?? []) };
      }),
    );
    for (const key of undos()) stage.cloud.s3.delete(bucket, key);
    stage.cloud.s3.put(bucket, manifestKey, JSON.stringify({ ...rest, version: 1, releases: inside }));
    await back('r2');
    await serves('r2');
    expect((await record()).releases.map(({ undo }) => typeof undo)).toEqual(['string', 'string', 'string', 'object']);
    await release('r4');
    await back('r1');
    await serves('r1');
    await back('r3');
    await serves('r3');
  });

  test('that is gone ends a rollback before anything is changed', async () => {
    for (const version of ['r1', 'r2']) await release(version);
    for (const key of undos()) stage.cloud.s3.delete(bucket, key);
    stage.writes();
    expect(await failureOf(back('r1'))).toContain(
      'What the release r2 changed is not known any more; nothing was changed.',
    );
    expect(stage.writes()).toEqual([]);
  });

  test('is added up while a release is deployed again under its name', async () => {
    await release('r1');
    await stage.sync({ ...site('b2'), 'robots.txt': 'robots b2' }, { 'release-id': 'r2' });
    await stage.sync({ ...site('b2'), 'robots.txt': 'robots b2', 'more.txt': '' }, { 'release-id': 'r2' });
    await back('previous');
    await serves('r1');
    expect(stage.keys()).toContain('more.txt');
    expect((await record()).releases.map(({ id }) => id)).toEqual(['r1', 'r2', 'r1']);
  });

  test('is read as it was written, whatever the paths', () => {
    const headers = { 'cache-control': 'no-cache' };
    const versions = new Map([
      ['__proto__', { sha256: 'a', headers }],
      ['b "\n', null],
      ['c', { sha256: 'c', headers: {} }],
    ]);
    const { bytes } = undoObject(versions);
    expect(parseUndo(Buffer.from(bytes).toString())).toEqual(versions);
    expect(undoObject(new Map([...versions].toReversed())).bytes).toEqual(bytes);
    for (const text of [
      '',
      '[]',
      '{"version":1,"undo":{"a":["x",0]},"headers":[]}',
      '{"version":2,"undo":{},"headers":[]}',
    ])
      expect(parseUndo(text)).toBeUndefined();
  });
});

test('the record of 100,000 files and 100 releases has less than 30 MB', () => {
  const headers = { 'cache-control': 'public, max-age=31536000, immutable', 'content-type': 'text/javascript' };
  const hash = (text: string, name = 'sha256') => createHash(name).update(text).digest('hex');
  const releases = Array.from({ length: 100 }, (_, index) => ({
    ...{ id: hash(`r${index}`).slice(0, 40), at: new Date(0).toISOString(), run: `${index}-1` },
    undo: { stored: hash(`u${index}`) },
  }));
  const objects = {
    size: 100_000,
    *[Symbol.iterator]() {
      for (let index = 0; index < 100_000; index++) {
        const path = `some/folder/of/pages/page-${index}-${hash(String(index)).slice(0, 8)}.js`;
        const known = {
          sha256: hash(path),
          etag: hash(path, 'md5'),
          headers,
          release: releases[index % 100]?.id ?? '',
        };
        yield [path, known] as const;
      }
    },
  };
  expect(manifestRenderer()({ releases, objects }).byteLength).toBeLessThan(30_000_000);
});

describe('a role that may not delete', () => {
  test('is told so by its first deployment and by each that follows, and none of them fails for it', async () => {
    const as = stage.caller(withoutStatement(policyOf('sync-spa-s3', { SiteBucket: bucket }), 'PruneOldReleases'));
    const keep = { 'keep-releases': '1', 'keep-days': '0', 'max-delete': '100 %' };
    for (const version of ['a1', 'b2', 'c3']) {
      const { failure, log } = await stage.sync(site(version), { ...keep, 'release-id': version }, { as });
      expect(failure).toBeUndefined();
      expect(log.join('\n')).toContain('Old records of this action are left over, and old files of the site will be.');
      expect(log.join('\n')).toContain('AccessDenied');
      stage.days(1);
    }
    expect(await stage.content('index.html')).toContain('app-c3');
  });
});

describe('credentials that end', () => {
  const claimWith = (seconds: () => number) => {
    const written: string[] = [];
    const s3 = {
      bucket: () => ({
        async put(_: string, bytes: Uint8Array) {
          written.push(Buffer.from(bytes).toString());
          return String(written.length);
        },
        credentialSeconds: async () => seconds(),
      }),
    } as unknown as S3Writer;
    const intent = { ...emptyManifest, objects: Object.assign([], { size: 0 }) };
    const request = { place: { bucket: 'b', key: 'k' }, observedEtag: undefined, intent, lock: true };
    const owner = { url: '', run: '1-1', token: '' };
    const clock = { now: () => stage.clock.now(), sleep: async () => {} };
    const context = { clock, signal: new AbortController().signal };
    return { written, intent, context, claim: claimSite({ ...request, owner }, s3, context) };
  };

  test('soon claim nothing', async () => {
    const { claim, written } = claimWith(() => 20);
    await expect(claim).rejects.toThrow(/The AWS credentials of this job end within 30 s/);
    expect(written).toEqual([]);
  });

  test('midway stop the run while it can still let the site go', async () => {
    let left = 100;
    const { claim, written, intent, context } = claimWith(() => left);
    const made = await claim;
    if (made === 'conflict') throw new Error('Nobody else is there.');
    await made.keepAlive();
    left = 25;
    await expect(made.keepAlive()).rejects.toThrow(/end within 30 s/);
    await made.write(intent, 'let go', context.signal);
    expect(written.map((text) => text.includes('"deployment"'))).toEqual([true, false]);
  });
});

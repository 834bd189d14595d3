import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { builtSite, difference, type Site } from '../../bench/sync/site.ts';
import { type Sample, table } from '../../bench/sync/table.ts';

function digest(site: Site): string {
  const hash = createHash('sha256');
  for (const [path, content] of site) hash.update(path).update(content);
  return hash.digest('hex');
}

describe('the built site', () => {
  test('is the same each time, and another generation has ten other chunks and their page', () => {
    const [first, again, next] = [builtSite(600, 0), builtSite(600, 0), builtSite(600, 1)];
    expect(digest(again)).toBe(digest(first));
    expect(first.size).toBe(600);
    expect([...next.keys()].filter((path) => !first.has(path))).toHaveLength(10);
    expect(next.get('index.html')?.toString()).not.toBe(first.get('index.html')?.toString());
  });
});

describe('a bucket', () => {
  const site = builtSite(20, 0);
  const etags = () =>
    new Map([...site].map(([path, content]) => [path, `"${createHash('md5').update(content).digest('hex')}"`]));

  test('that serves the build is right, whatever else it holds', () => {
    expect(difference(site, etags().set('.deploy/manifest.json', '"x"'))).toBeUndefined();
  });

  test('that lacks a file, or has it with another content, makes no time count', () => {
    const lacking = etags();
    lacking.delete('index.html');
    expect(difference(site, lacking)).toBe('index.html is missing');
    expect(difference(site, etags().set('index.html', '"other"'))).toBe('index.html has another content');
  });
});

test('the table gives medians, and ratios to the tuned rclone', () => {
  const sample = (seconds: number): Sample => ({ seconds, requests: 7, processorSeconds: 0.5, peakMegabytes: 90 });
  const samples = new Map([
    ['sync-spa-s3 cold', [sample(1), sample(9), sample(2)]],
    ['rclone tuned cold', [sample(4)]],
  ]);
  expect(table(['sync-spa-s3'], samples).at(-1)).toMatch(/^\| sync-spa-s3 \| 2\.00 s \| 0\.50 \| 7 \| 0\.50 s \|/);
});

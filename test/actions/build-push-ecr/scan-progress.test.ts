import { ScanStatus as ApiScanStatus } from '@aws-sdk/client-ecr';
import { describe, expect, test } from '@jest/globals';
import { type ScanProgress, scanProgress } from '../../../src/actions/build-push-ecr/scan/scan-progress.ts';
import type { ImageScan, ScanStatus } from '../../../src/aws/ecr/image-scan.ts';

const now = new Date('2026-11-02T09:00:00Z');
const before = (seconds: number) => new Date(now.getTime() - seconds * 1_000);

function scan(status: ScanStatus, completedAt?: Date): ImageScan {
  return { status, description: 'ECR knows.', completedAt, findings: [] };
}

const endings: Readonly<Record<ScanStatus, ScanProgress['kind']>> = {
  ACTIVE: 'done',
  COMPLETE: 'done',
  FAILED: 'refused',
  FINDINGS_UNAVAILABLE: 'refused',
  IMAGE_ARCHIVED: 'refused',
  IN_PROGRESS: 'waiting',
  LIMIT_EXCEEDED: 'refused',
  PENDING: 'waiting',
  SCAN_ELIGIBILITY_EXPIRED: 'refused',
  UNSUPPORTED_IMAGE: 'refused',
};

describe('each status of the API', () => {
  test('is one that we know', () => {
    expect(Object.keys(endings)).toEqual(Object.values(ApiScanStatus).toSorted());
  });

  test.each(Object.entries(endings) as [ScanStatus, ScanProgress['kind']][])('%s is %s', (status, kind) => {
    const progress = scanProgress(scan(status), before(60), now);
    expect(progress.kind).toBe(kind);
    if (progress.kind !== 'refused') return;
    expect(progress.why).toMatch(/\. ECR says: ECR knows\.$/);
    expect(progress.next).not.toBe('');
  });

  test('that does not exist yet is no success', () => {
    const progress = scanProgress(scan('GREAT' as ScanStatus), before(60), now);
    expect(progress).toMatchObject({ kind: 'refused', why: expect.stringContaining('Its scan is GREAT') });
  });

  test('has none right after the push: that is waited for', () => {
    expect(scanProgress(undefined, before(60), now)).toMatchObject({ kind: 'waiting' });
  });
});

describe('ACTIVE can precede the findings', () => {
  test.each([
    ['what was just seen may change', before(0), undefined, 'waiting'],
    ['what was just seen of a scan that just ended may change', before(0), before(3), 'waiting'],
    ['what has not changed for half a minute stays', before(30), before(3), 'done'],
    ['a scan of long ago has all its findings', before(0), before(600), 'done'],
  ] as const)('%s', (_, unchangedSince, completedAt, kind) => {
    expect(scanProgress(scan('ACTIVE', completedAt), unchangedSince, now).kind).toBe(kind);
  });
});

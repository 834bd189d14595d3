import type { ImageScan } from '../../../aws/ecr/image-scan.ts';

/** The state of a scan whose findings are waited for. */
export type ScanProgress =
  | { readonly kind: 'waiting'; readonly why: string }
  | { readonly kind: 'done'; readonly scan: ImageScan }
  | { readonly kind: 'refused'; readonly why: string; readonly next: string };

/** Inspector reports ACTIVE some seconds before it has all findings. */
const settleMilliseconds = 30_000;
/** A scan that ended so long ago has all its findings. */
const longAgoMilliseconds = 600_000;

/**
 * Every status, as one of waiting, done and refused. `unchangedSince` is when what the API answers was first seen.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageScanStatus.html
 */
export function scanProgress(scan: ImageScan | undefined, unchangedSince: Date, now: Date): ScanProgress {
  if (!scan) return { kind: 'waiting', why: 'ECR has no scan of it' };
  const refused = (why: string, next: string): ScanProgress => ({ kind: 'refused', why: said(why, scan), next });
  switch (scan.status) {
    case 'PENDING':
    case 'IN_PROGRESS':
      return { kind: 'waiting', why: `its scan is ${scan.status}` };
    case 'COMPLETE':
      return { kind: 'done', scan };
    case 'ACTIVE':
      return isSettled(scan, unchangedSince, now)
        ? { kind: 'done', scan }
        : { kind: 'waiting', why: 'findings may still be coming in' };
    case 'FAILED':
      return refused('The scan failed.', 'Run the job again; if it fails again, check the image in the ECR console.');
    case 'UNSUPPORTED_IMAGE':
      return refused(
        'ECR does not scan its operating system or its kind of image.',
        'Build on a base that ECR scans, or use scan: off.',
      );
    case 'FINDINGS_UNAVAILABLE':
      return refused('Its findings are not available.', 'Push it again, or check the image in the ECR console.');
    case 'SCAN_ELIGIBILITY_EXPIRED':
      return refused(
        'Inspector no longer scans it, because it was pushed or pulled too long ago.',
        'Build it again (skip-unchanged: false), or scan longer (the ECR re-scan duration of Inspector).',
      );
    case 'LIMIT_EXCEEDED':
      return refused(
        'The scan would exceed a quota of the account.',
        'Run the job again later, or have the quota raised.',
      );
    case 'IMAGE_ARCHIVED':
      return refused('It is archived.', 'Restore it (aws ecr update-image-storage-class), and run the job again.');
    default:
      return unknown(scan.status, scan);
  }
}

function isSettled({ completedAt }: ImageScan, unchangedSince: Date, now: Date): boolean {
  const age = (time: Date) => now.getTime() - time.getTime();
  return (
    age(unchangedSince) >= settleMilliseconds || (completedAt !== undefined && age(completedAt) >= longAgoMilliseconds)
  );
}

/** A status that did not exist when this was written is never taken for success. */
function unknown(status: never, scan: ImageScan): ScanProgress {
  return {
    kind: 'refused',
    why: said(`Its scan is ${status}, which this version does not know.`, scan),
    next: 'Check the image in the ECR console, and use a newer version of this action.',
  };
}

function said(why: string, { description }: ImageScan): string {
  return description ? `${why} ECR says: ${description}` : why;
}

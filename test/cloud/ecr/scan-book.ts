import type { EnhancedImageScanFinding, ImageScanFinding, ScanStatus } from '@aws-sdk/client-ecr';
import type { Clock } from '../core/clock.ts';
import { scanFrequency } from './scan-frequency.ts';
import type { Registry, Repository, Scan, StoredImage } from './state.ts';

/** What a scan of some image will find; without a digest it holds for each image of the repository. */
export interface ScanScript {
  readonly repositoryName: string;
  readonly digest?: string;
  /** How it ends, or where it stays for good [with its findings]. */
  readonly status?: Exclude<ScanStatus, 'ACTIVE' | 'COMPLETE'>;
  readonly findings?: readonly ImageScanFinding[];
  readonly enhancedFindings?: readonly EnhancedImageScanFinding[];
  /** How long after ACTIVE the enhanced findings come [0]. */
  readonly lateMilliseconds?: number;
}

/** Scans take time: a moment until they are known, and another until they end. */
export interface ScanTimes {
  readonly beginMilliseconds: number;
  readonly scanMilliseconds: number;
}

export interface ScanBook {
  script(script: ScanScript): void;
  /** Starts a scan; a basic one ends in COMPLETE, an enhanced one in ACTIVE. */
  start(registry: Registry, repository: Repository, image: StoredImage): Scan;
  /** Starts one after a push, where the repository or the registry says so. */
  afterPush(registry: Registry, repository: Repository, image: StoredImage): void;
}

export function scanBook(clock: Clock, times: ScanTimes): ScanBook {
  let scripts: readonly ScanScript[] = [];
  const scriptFor = (repository: Repository, image: StoredImage) =>
    scripts.find(
      ({ repositoryName, digest }) => repositoryName === repository.name && (digest ?? image.digest) === image.digest,
    );
  const start = (registry: Registry, repository: Repository, image: StoredImage) => {
    const scan: Scan = { status: 'IN_PROGRESS', description: 'The scan is in progress.', findings: [] };
    const script = scriptFor(repository, image);
    image.scan = scan;
    image.scannedAt = clock.now();
    clock.after(times.scanMilliseconds, () => {
      const late = registry.scanning.scanType === 'ENHANCED' ? script?.lateMilliseconds : undefined;
      image.scan = ended(registry, late === undefined ? script : { ...script, enhancedFindings: [] }, clock.now());
      if (late === undefined) return;
      clock.after(late, () => {
        image.scan = ended(registry, script, clock.now());
      });
    });
    return scan;
  };
  return {
    script(script) {
      scripts = [script, ...scripts];
    },
    start,
    afterPush(registry, repository, image) {
      const frequency = scanFrequency(registry, repository);
      if (frequency === undefined || frequency === 'MANUAL' || image.scan || isIndex(image)) return;
      clock.after(times.beginMilliseconds, () => void start(registry, repository, image));
    },
  };
}

/** Number of findings by severity. */
export function severityCounts(findings: Scan['findings']): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { severity = 'UNDEFINED' } of findings) counts[severity] = (counts[severity] ?? 0) + 1;
  return counts;
}

/** An index is not scanned; its images are. */
export function isIndex(image: StoredImage): boolean {
  return /index|manifest\.list/.test(image.mediaType);
}

function ended(registry: Registry, script: Partial<ScanScript> | undefined, now: Date): Scan {
  if (script?.status) return { status: script.status, description: `The scan is ${script.status}.`, findings: [] };
  const enhanced = registry.scanning.scanType === 'ENHANCED';
  return enhanced
    ? {
        status: 'ACTIVE',
        description: 'Continuous scan is selected for image.',
        completedAt: now,
        findings: script?.enhancedFindings ?? [],
        kind: 'enhanced',
      }
    : {
        status: 'COMPLETE',
        description: 'The scan was completed successfully.',
        completedAt: now,
        findings: script?.findings ?? [],
        kind: 'basic',
      };
}

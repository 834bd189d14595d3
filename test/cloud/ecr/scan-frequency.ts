import type { ScanFrequency } from '@aws-sdk/client-ecr';
import type { Registry, Repository } from './state.ts';

/**
 * How often the images of a repository are scanned; undefined when they are not and cannot be by hand either, as with
 * enhanced scanning of which no rule covers the repository.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html
 */
export function scanFrequency({ scanning }: Registry, repository: Repository): ScanFrequency | undefined {
  const frequencies = scanning.rules
    .filter(({ repositoryFilters = [] }) =>
      repositoryFilters.some(({ filter = '' }) => covers(filter, repository.name)),
    )
    .map((rule) => rule.scanFrequency);
  const frequency = frequencies.includes('CONTINUOUS_SCAN') ? 'CONTINUOUS_SCAN' : frequencies[0];
  if (scanning.scanType === 'ENHANCED') return frequency;
  return frequency ?? (repository.scanOnPush ? 'SCAN_ON_PUSH' : 'MANUAL');
}

/** A filter without a wildcard covers all names that contain it. */
function covers(filter: string, name: string): boolean {
  const pattern = filter.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return filter.includes('*') ? new RegExp(`^${pattern}$`).test(name) : name.includes(filter);
}

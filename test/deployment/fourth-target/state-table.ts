import type { Verdict } from '../../../src/deployment/operation.ts';
import type { BoxStatus } from './platform.ts';

export function verdictOf(status: BoxStatus): Verdict {
  switch (status) {
    case 'ROLLING':
      return 'running';
    case 'DONE':
      return 'succeeded';
    case 'BROKEN':
      return 'failed';
  }
}

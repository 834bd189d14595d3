import { OperationStatus, ServiceStatus } from '@aws-sdk/client-apprunner';
import { describe, expect, test } from '@jest/globals';
import { readinessOf, verdictOf } from '../../../src/actions/deploy-apprunner/state-table.ts';

describe('every status of an operation has its verdict, and only SUCCEEDED is success', () => {
  const verdicts = {
    PENDING: 'running',
    IN_PROGRESS: 'running',
    ROLLBACK_IN_PROGRESS: 'failing',
    SUCCEEDED: 'succeeded',
    FAILED: 'failed',
    ROLLBACK_FAILED: 'failed',
    ROLLBACK_SUCCEEDED: 'rolled-back',
  } as const;

  test.each(Object.values(OperationStatus))('%s', (status) => {
    expect(verdictOf(status)).toBe(verdicts[status]);
  });

  test('one that AWS invents later is not taken for anything', () => {
    expect(() => verdictOf('STALLED' as OperationStatus)).toThrow('does not know: STALLED');
  });
});

describe('every status of a service says what can be done with it', () => {
  const readiness = {
    RUNNING: 'ready',
    OPERATION_IN_PROGRESS: 'busy',
    PAUSED: 'paused',
    CREATE_FAILED: 'rebuildable',
    DELETED: 'gone',
    DELETE_FAILED: 'stuck',
  } as const;

  test.each(Object.values(ServiceStatus))('%s', (status) => {
    expect(readinessOf(status)).toBe(readiness[status]);
  });

  test('one that AWS invents later is not taken for anything', () => {
    expect(() => readinessOf('FROZEN' as ServiceStatus)).toThrow('does not know: FROZEN');
  });
});

import { ExpressGatewayServiceStatusCode, ServiceDeploymentStatus } from '@aws-sdk/client-ecs';
import { describe, expect, test } from '@jest/globals';
import { goingOn, readinessOf, verdictOf } from '../../../src/actions/deploy-ecs-express/state-table.ts';

const verdicts: Readonly<Record<ServiceDeploymentStatus, ReturnType<typeof verdictOf>>> = {
  PENDING: 'running',
  IN_PROGRESS: 'running',
  STOP_REQUESTED: 'failing',
  ROLLBACK_REQUESTED: 'failing',
  ROLLBACK_IN_PROGRESS: 'failing',
  SUCCESSFUL: 'succeeded',
  ROLLBACK_SUCCESSFUL: 'rolled-back',
  STOPPED: 'failed',
  ROLLBACK_FAILED: 'failed',
};

const readiness: Readonly<Record<ExpressGatewayServiceStatusCode, ReturnType<typeof readinessOf>>> = {
  ACTIVE: 'ready',
  DRAINING: 'leaving',
  INACTIVE: 'gone',
};

describe('every status that the SDK knows', () => {
  test.each(Object.values(ServiceDeploymentStatus))('of a deployment: %s', (status) => {
    expect(verdictOf(status)).toBe(verdicts[status]);
    expect((goingOn as readonly string[]).includes(status)).toBe(['running', 'failing'].includes(verdicts[status]));
  });

  test.each(Object.values(ExpressGatewayServiceStatusCode))('of a service: %s', (status) => {
    expect(readinessOf(status)).toBe(readiness[status]);
  });
});

test('a status that it does not know is no success', () => {
  expect(() => verdictOf('FAILED' as ServiceDeploymentStatus)).toThrow('does not know: FAILED');
  expect(() => readinessOf('PAUSED' as ExpressGatewayServiceStatusCode)).toThrow('does not know: PAUSED');
});

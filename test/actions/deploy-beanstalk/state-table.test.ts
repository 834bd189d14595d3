import { ApplicationVersionStatus, EnvironmentStatus, EventSeverity } from '@aws-sdk/client-elastic-beanstalk';
import { describe, expect, test } from '@jest/globals';
import { isFailure, isUsable, readinessOf } from '../../../src/actions/deploy-beanstalk/state-table.ts';

describe('every status of an environment says what can be done with it', () => {
  const readiness = {
    ...{ Ready: 'ready', Launching: 'busy', Updating: 'busy', LinkingFrom: 'busy', LinkingTo: 'busy' },
    ...{ Aborting: 'aborting', Terminating: 'gone', Terminated: 'gone' },
  } as const;

  test.each(Object.values(EnvironmentStatus))('%s', (status) => {
    expect(readinessOf(status)).toBe(readiness[status]);
  });
});

describe('every severity of an event is a failure or none', () => {
  test.each(Object.values(EventSeverity))('%s', (severity) => {
    expect(isFailure(severity)).toBe(['ERROR', 'FATAL'].includes(severity));
  });
});

describe('every status of a version says whether it can be deployed', () => {
  test.each(Object.values(ApplicationVersionStatus))('%s', (status) => {
    expect(isUsable(status)).toBe(status !== 'Failed');
  });
});

test('what AWS invents later is not taken for anything', () => {
  expect(() => readinessOf('Frozen' as EnvironmentStatus)).toThrow('does not know: Frozen');
  expect(() => isFailure('ODD' as EventSeverity)).toThrow('does not know: ODD');
  expect(() => isUsable('Lost' as ApplicationVersionStatus)).toThrow('does not know: Lost');
});

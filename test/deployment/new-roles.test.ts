import { describe, expect, test } from '@jest/globals';
import { explained } from '../../src/aws/client.ts';
import { begin } from '../../src/deployment/begin.ts';
import { RoleNotReady } from '../../src/errors.ts';
import { operationAt, playedContext, succeeded } from './played-context.ts';

/** An error as the SDK throws it. */
function refusal(name: string, message: string): Error {
  return Object.assign(new Error(message), { name, $fault: 'client', $metadata: { httpStatusCode: 400 } });
}

describe('a role that a service cannot take on', () => {
  test.each([
    ['InvalidRequestException', 'Error in assuming instance role arn:aws:iam::111111111111:role/instance'],
    ['InvalidRequestException', 'Error in assuming access role arn:aws:iam::111111111111:role/ecr-access'],
    ['AccessDeniedException', 'Cannot assume role: arn:aws:iam::111111111111:role/infrastructure'],
    ['ClientException', 'AWS was not able to validate the provided access credentials'],
    ['ClientException', "ECS was unable to assume the role 'arn:aws:iam::111111111111:role/task' that was provided."],
    ['InvalidParameterException', 'Unable to assume the service linked role. Please verify that it exists.'],
    [
      'InvalidParameterException',
      'Unable to assume role and validate the specified targetGroupArn. Please verify that the ECS service role being passed has the proper permissions.',
    ],
    [
      'InvalidParameterValue',
      'Value (web) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name',
    ],
    ['InvalidParameterValue', 'The instance profile web associated with the environment does not exist.'],
  ])('%s: %s', (name, message) => {
    expect(explained(refusal(name, message), 'Creating it')).toBeInstanceOf(RoleNotReady);
  });

  test.each([
    ['AccessDeniedException', 'User: x is not authorized to perform: iam:PassRole on resource: role/task'],
    ['AccessDenied', 'User: x is not authorized to perform: sts:AssumeRole on resource: role/deploy'],
    ['InvalidRequestException', 'Invalid Access Role in AuthenticationConfiguration.'],
    ['InvalidParameterException', 'The role of this cluster is invalid.'],
  ])('but not %s: %s', (name, message) => {
    expect(explained(refusal(name, message), 'Creating it')).not.toBeInstanceOf(RoleNotReady);
  });

  const resource = { resource: 'the service x', onBusy: 'wait' } as const;
  const notYet = () =>
    explained(refusal('InvalidRequestException', 'Error in assuming instance role r'), 'Creating it') as Error;

  test('is waited for while it is new, with one line of the log', async () => {
    const context = playedContext();
    const operation = operationAt(context, () => succeeded);
    const start = async () => {
      if (context.seconds() < 30) throw notYet();
      return operation;
    };
    expect(await begin('create', { ...resource, hasNewRoles: true }, start, context)).toBe(operation);
    expect(context.lines.filter((line) => line.includes('a new role cannot be taken on yet'))).toHaveLength(1);
  });

  test('is given up after two minutes, with what the service said', async () => {
    const context = playedContext();
    let asked = 0;
    const start = async () => {
      asked++;
      throw notYet();
    };
    await expect(begin('create', { ...resource, hasNewRoles: true }, start, context)).rejects.toThrow(
      'Creating it failed: InvalidRequestException. Error in assuming instance role r.',
    );
    expect(context.seconds()).toBeGreaterThanOrEqual(120);
    expect(context.seconds()).toBeLessThan(160);
    expect(asked).toBeLessThan(10);
  });

  test('is not waited for where the service has it already', async () => {
    const context = playedContext();
    const start = () => Promise.reject(notYet());
    await expect(begin('update', resource, start, context)).rejects.toThrow('Error in assuming instance role r.');
    expect(context.seconds()).toBe(0);
  });
});

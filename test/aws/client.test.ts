import { expect, test } from '@jest/globals';
import { explained } from '../../src/aws/client.ts';

test.each([
  'ENOTFOUND',
  'ETIMEDOUT',
])('%s: a request that never reached AWS is told with what may stand in the way', (code) => {
  const error = Object.assign(new Error(`connect ${code} sts.us-east-9.amazonaws.com`), { code });
  expect(explained(error, 'Reading the secret db')).toMatchObject({
    message: `Reading the secret db failed: ${code}. connect ${code} sts.us-east-9.amazonaws.com. Check \`aws-region\`. A runner in a VPC needs a way to AWS: a NAT gateway, or endpoints of the services.`,
  });
});

test('what did not come from a request passes through', () => {
  const bug = new TypeError('x is not a function');
  expect(explained(bug, 'Reading the secret db')).toBe(bug);
});

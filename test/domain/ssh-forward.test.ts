import { expect, test } from '@jest/globals';
import { parseSshForward } from '../../src/domain/ssh-forward.ts';

test.each([
  ['default', { id: 'default', paths: [] }],
  ['default=/run/agent.sock', { id: 'default', paths: ['/run/agent.sock'] }],
  ['deploy=keys/a,keys/b', { id: 'deploy', paths: ['keys/a', 'keys/b'] }],
  ['deploy=keys/a=b', { id: 'deploy', paths: ['keys/a=b'] }],
])('%s', (text, value) => {
  expect(parseSshForward(text)).toEqual({ ok: true, value });
});

test.each(['=x', '-v', 'a b', 'default=', 'default=a,', 'default=a, b'])('%s is refused', (text) => {
  expect(parseSshForward(text)).toMatchObject({ ok: false });
});

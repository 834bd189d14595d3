import { expect, test } from '@jest/globals';
import { firstError } from '../../src/deployment/first-error.ts';

const app = (...lines: readonly string[]) => [{ title: 'Application log', lines, isOfApp: true } as const];

test.each([
  [
    'Node.js, below the quoted source',
    [
      'file:///app/server.mjs:4',
      "  if (taken) throw new Error('listen');",
      '        ^',
      '',
      'Error: listen EADDRINUSE: address already in use',
      '    at Server.listen (node:net:1)',
    ],
    'Error: listen EADDRINUSE: address already in use',
  ],
  [
    'Python, at the end of the traceback',
    [
      'INFO: Started server process [1]',
      'Traceback (most recent call last):',
      '  File "/app/main.py", line 3, in <module>',
      '    import fastapi_users',
      "ModuleNotFoundError: No module named 'fastapi_users'",
      'INFO: Stopping',
    ],
    "ModuleNotFoundError: No module named 'fastapi_users'",
  ],
  [
    'Go',
    ['starting', 'panic: runtime error: index out of range [3]', 'goroutine 1 [running]:'],
    'panic: runtime error: index out of range [3]',
  ],
  [
    'Java',
    ['Exception in thread "main" java.lang.IllegalStateException: no port', '\tat Main.main(Main.java:3)'],
    'Exception in thread "main" java.lang.IllegalStateException: no port',
  ],
  [
    'a level of a log',
    ['2026-11-30 INFO ready', '2026-11-30 ERROR no connection to the database'],
    '2026-11-30 ERROR no connection to the database',
  ],
])('%s', (_, lines, error) => {
  expect(firstError(app(...lines))).toBe(error);
});

test('none where the app names none, and what the platform says is no word of the app', () => {
  expect(firstError(app('listening on 3000', 'GET /health 200'))).toBeUndefined();
  expect(firstError([{ title: 'Events', lines: ['Error: health check failed'] }])).toBeUndefined();
});

test('a very long line is cut', () => {
  expect(firstError(app(`Error: ${'x'.repeat(5_000)}`))).toHaveLength(302);
});

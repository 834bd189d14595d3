import { expect, test } from '@jest/globals';
import { runStep } from '../support/process.ts';

test('list-targets needs no credentials, reads several config files, and hands on a matrix', async () => {
  const files = {
    'services/a/webapp.yml': 'app: a\nenvironments: { dev: { region: us-east-1 }, prod: {} }',
    'services/b/webapp.yml': 'app: "<b> | `$(id)`"\nenvironments: { dev: {} }',
  };
  const inputs = { config: 'services/*/webapp.yml', environments: 'dev' };
  const { exitCode, outputs, summary } = await runStep('list-targets', { files, inputs, environment: {} });
  expect(exitCode).toBe(0);
  const { include } = JSON.parse(outputs['matrix'] ?? '');
  expect(include).toMatchObject([
    { app: 'a', config: 'services/a/webapp.yml', environment: 'dev', region: 'us-east-1', database: true },
    { app: '<b> | `$(id)`', config: 'services/b/webapp.yml', environment: 'dev', region: '' },
  ]);
  expect(outputs['count']).toBe('2');
  expect(summary).toContain('2 environments found.');
  expect(summary).not.toMatch(/<b>|\| `/);
});

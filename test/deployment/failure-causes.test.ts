import { describe, expect, test } from '@jest/globals';
import { diagnosticsOf, whyOf } from '../../src/deployment/diagnostics.ts';
import { failureCauses } from '../../src/deployment/failure-causes.ts';
import { logsOf, samples } from './failure-samples.ts';

const causes = failureCauses({
  ...{ platform: 'The platform', pullRole: 'the access role', secretRole: 'the instance role' },
  healthCheckPath: '/health',
});

test('there are samples of each kind', () => {
  expect(samples.length).toBeGreaterThanOrEqual(60);
  expect(new Set(samples.map(({ title }) => title)).size).toBe(samples.length);
});

describe.each(samples.map((sample) => [sample.title, sample] as const))('%s', (_, sample) => {
  const seen = diagnosticsOf(sample.platform.at(-1), logsOf(sample), causes);

  test('the first error is the one of the app', () => {
    expect(seen.error).toBe(sample.error);
    if (sample.error !== undefined) expect(whyOf(seen)).toContain(sample.error);
  });

  test('the hint is one of what was seen', () => {
    expect(seen.hint).toMatch(sample.hint);
    const told = [...sample.platform, ...sample.app].join('\n');
    if (/exit code|Traceback|Exception|panic:/.test(told)) expect(seen.hint).not.toContain('0.0.0.0');
  });
});

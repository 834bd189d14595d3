import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { evaluateExpression } from '../workflow-runner/expressions/evaluate.ts';
import { fromExpressionData } from '../workflow-runner/expressions/json.ts';
import { createScope } from '../workflow-runner/expressions/scope.ts';

interface Job {
  readonly 'runs-on'?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** The jobs of a workflow that get a runner which reaches the database. */
function inside(file: string): readonly string[] {
  const { jobs } = parse(readFileSync(`.github/workflows/${file}`, 'utf8')) as { readonly jobs: Record<string, Job> };
  const runnerOf = (job: Job) => job['runs-on'] ?? job.with?.['database-runs-on'];
  return Object.keys(jobs).filter((id) => String(runnerOf(jobs[id] ?? {})).includes('database-runs-on'));
}

test.each([
  ['deploy.yml', ['release']],
  ['apply-release.yml', ['release']],
  ['promote.yml', ['plan', 'release']],
  ['preview.yml', ['preview']],
])('of %s, only what looks at the database runs beside it: %j', (file, jobs) => {
  expect(inside(file)).toEqual(jobs);
});

const files = ['deploy', 'build-image', 'apply-release', 'promote', 'rollback', 'preview', 'deploy-many'];
const expressions = files.flatMap((file) => {
  const { jobs } = parse(readFileSync(`.github/workflows/${file}.yml`, 'utf8')) as {
    readonly jobs: Record<string, Job>;
  };
  return Object.entries(jobs).flatMap(([id, job]) =>
    job['runs-on'] === undefined ? [] : [[file, id, job['runs-on']] as const],
  );
});

test.each(expressions)('%s.yml: %s takes a label, a list, or group and labels', (_, __, written) => {
  const [, expression = ''] = /^\$\{\{(.*)\}\}$/s.exec(written.trim()) ?? [];
  const chosen = (inputs: Readonly<Record<string, string | boolean>>) =>
    fromExpressionData(
      evaluateExpression(expression, createScope({ inputs: { database: true, 'plan-role-arn': 'arn', ...inputs } })),
    );
  const runners = [
    ['big', 'big'],
    ['["self-hosted","vpc"]', ['self-hosted', 'vpc']],
    ['{"group":"vpc","labels":["arm"]}', { group: 'vpc', labels: ['arm'] }],
  ] as const;
  for (const [given, expected] of runners) {
    expect(chosen({ 'runs-on': given, 'database-runs-on': '' })).toEqual(expected);
    const beside = chosen({ 'runs-on': 'elsewhere', 'database-runs-on': given });
    expect(beside).toEqual(written.includes('database-runs-on') ? expected : 'elsewhere');
  }
});

test('a release without a database needs no runner beside one', () => {
  const [, , written = ''] = expressions.find(([file, id]) => file === 'deploy' && id === 'release') ?? [];
  const inputs = { database: false, 'runs-on': 'here', 'database-runs-on': 'vpc' };
  const expression = written.trim().slice(3, -2);
  expect(fromExpressionData(evaluateExpression(expression, createScope({ inputs })))).toBe('here');
});

import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { actions } from '../../src/actions/index.ts';
import { type Cloud, startCloud } from '../cloud/cloud.ts';
import { commit } from '../support/action.ts';
import { repositoryName } from '../support/github-stage.ts';
import { runStep, type StepOptions, type StepResult, startStep } from '../support/process.ts';
import { sample } from '../support/sample.ts';

const accountId = '111111111111';
const region = 'eu-central-1';
const names = Object.keys(actions);
const folder = mkdtempSync(join(tmpdir(), 'endings-'));
const aFolder = join(folder, 'a-folder');
let cloud: Cloud;
let token: string;
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  mkdirSync(aFolder);
  cloud = await startCloud({ appRunner: { runtime: 'none' } });
  cloud.s3.createBucket({ accountId, region, name: 'site' });
  cloud.github.addRepository({ name: repositoryName, id: 77, ownerId: 5 });
  cloud.github.addCommit(repositoryName, { sha: commit, ref: 'main' });
  token = cloud.github.token({
    repository: repositoryName,
    permissions: { deployments: 'write', issues: 'write', 'pull-requests': 'write' },
  });
  environment = { ...cloud.environment(cloud.iam.administrator(accountId), region), ...cloud.github.environment() };
});
afterAll(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true });
});

const files = {
  'dist/index.html': 'entry',
  'suite.yml': 'name: s\nchecks: [{ name: none, get: "http://127.0.0.1:1/" }]',
  'services/webapp.yml': 'app: a\nenvironments: { dev: {}, prod: {} }',
};

/** What each action does in this test; some of it ends well, some does not. */
const usual: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'build-push-ecr': { repository: 'clinic' },
  deploy: { environment: 'dev', config: 'services/webapp.yml' },
  'deploy-apprunner': { service: 'clinic-dev', image: `${accountId}.dkr.ecr.${region}.amazonaws.com/clinic:v1` },
  'deploy-beanstalk': { 'environment-name': 'clinic-dev' },
  'deploy-ecs-express': { service: 'clinic-dev' },
  'github-deployment': { operation: 'find', environment: 'prod', required: 'false', app: 'clinic' },
  'invalidate-cloudfront': { 'distribution-id': 'E1' },
  'list-targets': { config: 'services/webapp.yml' },
  'pr-comment': { header: 'Plans', app: 'clinic', 'pull-request': '1' },
  'seed-rds': { secret: 'db', migrations: 'migrations' },
  'smoke-test': { suite: 'suite.yml' },
  'sweep-previews': { bucket: 'site' },
  'sync-spa-s3': { source: 'dist', bucket: 'site' },
};

function run(name: string, options: Partial<StepOptions> = {}): Promise<StepResult> {
  const dry = name === 'list-targets' || name === 'explain-identity' ? {} : { 'dry-run': 'true' };
  return runStep(name, { environment, files, inputs: { 'github-token': token, ...dry, ...usual[name] }, ...options });
}

/** The outputs that reach the runner, whichever way. */
function outputsOf({ outputs, lines }: StepResult): Readonly<Record<string, string>> {
  const commands = lines.flatMap((line) => {
    const [, name, value] = /^::set-output name=([\w-]+)::(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, (value ?? '').replaceAll('%0A', '\n').replaceAll('%25', '%')] as const];
  });
  // A new folder for each run.
  const { 'outputs-folder': _, ...others } = { ...outputs, ...Object.fromEntries(commands) };
  return others;
}

const allFiles = (path: string) =>
  Object.fromEntries(['OUTPUT', 'STATE', 'STEP_SUMMARY', 'ARTIFACTS'].map((name) => [`GITHUB_${name}`, path]));
const errors = ({ lines }: StepResult) => lines.filter((line) => line.startsWith('::error'));
const warnings = ({ lines }: StepResult) => lines.filter((line) => line.startsWith('::warning'));
/** A pipe whose reader goes away after so many bytes. */
const readOnly = (bytes: number) =>
  `mkfifo "$HOME/log"; head -c ${bytes} <"$HOME/log" >/dev/null 2>&1 & exec "$@" >"$HOME/log"`;
/** A pipe that somebody holds, and does not read. */
const unread = 'mkfifo "$HOME/log"; sleep 100 <"$HOME/log" >/dev/null 2>&1 & exec "$@" >"$HOME/log" 2>&1';

const troubles: Readonly<Record<string, Partial<StepOptions>>> = {
  'a log that nobody reads': { shell: readOnly(0) },
  'a log that is read for 60 bytes': { shell: readOnly(60) },
  'a log on a full disk': { shell: 'exec "$@" >/dev/full' },
  'standard error that is closed': { shell: 'exec "$@" 2>&-' },
  'a full disk for all files of the runner': { runnerFiles: allFiles('/dev/full') },
  'folders in their place': { runnerFiles: allFiles(aFolder) },
  'no folder for them': { runnerFiles: allFiles(join(folder, 'missing', 'file')) },
  'a runner without files': { without: ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY', 'GITHUB_ARTIFACTS'] },
};

describe('the verdict of every action, and what it hands on, are those of its work', () => {
  const baselines = new Map<string, Promise<StepResult>>();

  test.each([...Object.keys(troubles).entries()])(
    '%i: %s',
    async (turn, trouble) => {
      for (const name of sample(names, 3, turn)) {
        if (!baselines.has(name)) baselines.set(name, run(name));
        const usualResult = (await baselines.get(name)) as StepResult;
        const result = await run(name, troubles[trouble]);
        expect({ name, exitCode: result.exitCode, outputs: outputsOf(result) }).toEqual({
          ...{ name, exitCode: usualResult.exitCode, outputs: outputsOf(usualResult) },
        });
        if (!trouble.startsWith('a log')) expect([name, errors(result)]).toEqual([name, errors(usualResult)]);
        if ('shell' in (troubles[trouble] ?? {})) expect([name, result.summary]).toEqual([name, usualResult.summary]);
      }
    },
    120_000,
  );

  test('most of them end well in this test', async () => {
    const ended = await Promise.all(baselines.values());
    expect(ended.filter(({ exitCode }) => exitCode === 0).length).toBeGreaterThan(5);
  });
});

test('what a file does not take is said once, with the reason, and that the work stands', async () => {
  const result = await run('list-targets', { runnerFiles: allFiles('/dev/full') });
  expect(warnings(result)).toEqual([
    "::warning::The runner's file /dev/full (GITHUB_STATE) could not be written. The runner's disk is full. What the end of the job has to know is handed on through the log.",
    "::warning::The runner's file /dev/full (GITHUB_OUTPUT) could not be written. The runner's disk is full. The outputs are handed on through the log; what the step has done stands.",
    "::warning::The runner's file /dev/full (GITHUB_STEP_SUMMARY) could not be written. The runner's disk is full. The log has it all; what the step has done stands.",
  ]);
  expect(result.lines).toContain('::save-state name=main-has-run::true');
});

test('of a file that gets full in the middle, the runner does not read half a value', async () => {
  const many = Array.from({ length: 40 }, (_, index) => `environment-number-${index}: {}`).join(', ');
  const shell = 'trap "" XFSZ; ulimit -f 2; exec "$@"';
  const result = await runStep('list-targets', { shell, files: { 'webapp.yml': `app: a\nenvironments: { ${many} }` } });
  expect([result.exitCode, result.outputs, result.summary]).toEqual([0, {}, '']);
  expect(result.lines.join('\n')).not.toContain('Unable to process file command');
  expect(JSON.parse(outputsOf(result)['matrix'] ?? '').include).toHaveLength(40);
});

test('where the log is not read any more, its end goes to standard error, which the runner reads as well', async () => {
  const { lines, exitCode } = await run('list-targets', { shell: readOnly(0) });
  expect([exitCode, lines.at(-1)]).toEqual([0, 'Environments to deploy to: 2 environments found.']);
});

describe('a log whose reader stands still', () => {
  const inputs = { source: 'dist', bucket: 'site', 'build-command': 'seq 100000; touch dist/index.html' };
  const endedWithin = async (step: ReturnType<typeof startStep>, seconds: number) => {
    const begun = performance.now();
    const result = await step.ended;
    expect((performance.now() - begun) / 1_000).toBeLessThan(seconds);
    return result;
  };

  test('does not hold the work, nor what it hands on; a step that is cancelled then ends in time', async () => {
    const prefix = 'unread';
    const step = startStep('sync-spa-s3', { environment, files, shell: unread, inputs: { ...inputs, prefix } });
    await untilTrue(() => cloud.s3.keys('site', `${prefix}/index.html`).length > 0);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    step.cancel('SIGINT', 7_500);
    const { outputs, summary } = await endedWithin(step, 7);
    expect(outputs['uploaded']).toBe('1');
    expect(summary).toContain('The new release is served');
  }, 60_000);

  test('a step that is cancelled in the middle of its work ends in time, with its outputs and its report', async () => {
    const step = startStep('sync-spa-s3', {
      ...{ environment, files, shell: unread },
      inputs: {
        ...inputs,
        'build-command': 'seq 100000; touch dist/index.html "$BUILDING"; sleep 60',
        'build-env': `BUILDING=${folder}/building`,
      },
    });
    await untilTrue(() => existsSync(`${folder}/building`));
    step.cancel('SIGINT', 7_500);
    const { exitCode, summary } = await endedWithin(step, 7.4);
    expect(exitCode).toBe(1);
    expect(summary).toContain('The job was cancelled.');
  }, 60_000);

  test('a step that nobody cancels ends with the verdict of its work, a minute after it', async () => {
    const step = startStep('sync-spa-s3', {
      environment,
      files,
      shell: unread,
      inputs: { ...inputs, prefix: 'minute' },
    });
    const { exitCode, outputs } = await endedWithin(step, 75);
    expect([exitCode, outputs['uploaded']]).toEqual([0, '1']);
  }, 90_000);
});

async function untilTrue(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 100));
}

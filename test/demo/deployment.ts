import type { GuardProcess, LogEntry } from '../workflow-runner/run-options.ts';
import type { JobResult, RunResult, StepResult } from '../workflow-runner/run-result.ts';
import { runWorkflow } from '../workflow-runner/run-workflow.ts';
import { roleVariables } from './roles.ts';
import type { Scene } from './scenes.ts';
import { type ToldStage, toldStages } from './told-stages.ts';
import { region, repository, type World } from './world.ts';

/** A deployment as `.demo/report.json` tells it. */
export interface DeploymentReport {
  readonly title: string;
  readonly environment: string;
  readonly conclusion: string;
  readonly commit: string;
  readonly stages: readonly ToldStage[];
  readonly image: string;
  readonly apiUrl: string;
  readonly siteUrl: string;
  readonly checks: { readonly passed: number; readonly failed: number };
}

export interface PlaySettings {
  /** The folder of this project, whose workflows and actions are used. */
  readonly root: string;
  readonly signal: AbortSignal;
  /** Where the run's temporary folder is made. */
  readonly tempRoot: string;
  readonly guard: GuardProcess;
  log(entry: LogEntry): void;
}

/** Runs a workflow of the clinic's own, which calls ours, for the newest commit. */
export function play({ workflow, event }: Scene, world: World, settings: PlaySettings): Promise<RunResult> {
  const { cloud, environments, git } = world;
  const { root, ...surroundings } = settings;
  const roles = Object.entries(environments).map(([name, roles]) => {
    return [name, { vars: { ...roleVariables(roles), AWS_REGION: region } }] as const;
  });
  return runWorkflow({
    repository,
    workspaceSource: git.folder,
    workflowPath: `.github/workflows/${workflow}`,
    repositories: { 'aws-webapp-actions/aws-webapp-actions': root },
    event: { name: event },
    ref: 'refs/heads/main',
    sha: git.head() ?? '',
    environments: Object.fromEntries(roles),
    github: {
      apiUrl: cloud.github.apiUrl,
      identity: cloud.github.oidc.jobToken,
      started: (started) => cloud.github.startRun(repository, started),
      token: ({ actions, contents, deployments }) =>
        cloud.github.token({
          repository,
          permissions: {
            ...level('actions', actions),
            ...level('contents', contents),
            ...level('deployments', deployments),
          },
        }),
    },
    env: { ...machineVariables(), AWS_ENDPOINT_URL: cloud.endpoint, AWS_EC2_METADATA_DISABLED: 'true' },
    ...surroundings,
  });
}

function level(scope: 'actions' | 'contents' | 'deployments', granted: string | undefined) {
  return granted === 'read' || granted === 'write' ? { [scope]: granted } : {};
}

/** PATH, and what tells npm where packages come from and where it keeps them: a step gets nothing else of this machine. */
function machineVariables(): Readonly<Record<string, string>> {
  const passed = Object.entries(process.env).filter(([name]) =>
    /^(PATH|DOCKER_HOST|https?_proxy|no_proxy|node_extra_ca_certs|ssl_cert_(file|dir)|npm_config_(registry|cafile|strict_ssl|userconfig|globalconfig|cache))$/i.test(
      name,
    ),
  );
  const home = process.env['HOME'] ?? '';
  const npm = home === '' ? {} : { npm_config_cache: `${home}/.npm`, npm_config_userconfig: `${home}/.npmrc` };
  return { ...npm, ...Object.fromEntries(passed.map(([name, value]) => [name, value ?? ''])) };
}

/** What the steps do, by the names that they have in our workflows. */
const stageOf: Readonly<Record<string, string>> = {
  'Build and push the image': 'image',
  'Plan the promotion': 'plan',
  'Deploy the release': 'release',
};

export function deploymentReport({ title, environment }: Scene, run: RunResult, world: World): DeploymentReport {
  const stages = run.jobs.flatMap(({ steps }) => steps).filter(wasStage);
  const { siteUrl, apiUrl } = world.environments[environment];
  return {
    ...{ title, environment, conclusion: run.conclusion, commit: recordedCommit(run.jobs) },
    stages: stages.flatMap((step) => (stageOf[step.name] === 'release' ? toldStages(step) : [stepAsStage(step)])),
    image: lastOutput(stages, 'image'),
    apiUrl,
    siteUrl,
    checks: checksOf(stages),
  };
}

function stepAsStage({ name, seconds, outputs }: StepResult): ToldStage {
  return {
    name: stageOf[name] ?? name,
    seconds: Math.round(seconds * 10) / 10,
    changed: outputs['changed'] === 'true',
  };
}

function wasStage({ name, outcome }: StepResult): boolean {
  return stageOf[name] !== undefined && outcome !== 'skipped';
}

/** The commit that the ledger says. */
function recordedCommit(jobs: readonly JobResult[]): string {
  return lastOutput(
    jobs.flatMap(({ steps }) => steps).filter(({ name }) => name === 'Record the release'),
    'commit',
  );
}

function lastOutput(steps: readonly StepResult[], name: string): string {
  return steps.findLast(({ outputs }) => outputs[name])?.outputs[name] ?? '';
}

/** What the smoke test counts stands in the release's summary. */
function checksOf(stages: readonly StepResult[]): DeploymentReport['checks'] {
  const summary = stages.map((step) => step.summary).join('\n');
  const all = Number(/All (\d+) checks passed/.exec(summary)?.[1] ?? 0);
  const [, failed = 0, of = all] = /(\d+) of (\d+) checks failed/.exec(summary) ?? [];
  return { passed: Number(of) - Number(failed), failed: Number(failed) };
}

import type { Cloud } from '../cloud/cloud.ts';
import type { GuardProcess, LogEntry } from '../workflow-runner/run-options.ts';
import type { RunResult, StepResult } from '../workflow-runner/run-result.ts';
import { runWorkflow } from '../workflow-runner/run-workflow.ts';
import type { Environment } from './environment.ts';

/** A deployment as `.demo/report.json` tells it. */
export interface DeploymentReport {
  readonly stages: readonly { readonly name: string; readonly seconds: number; readonly changed: boolean }[];
  readonly image: string;
  readonly apiUrl: string;
  readonly siteUrl: string;
  readonly checks: { readonly passed: number; readonly failed: number };
}

export interface DeploymentSettings {
  readonly repository: string;
  readonly workspace: string;
  /** The folder of this project, whose workflow and actions are used. */
  readonly root: string;
  readonly commit: string;
  readonly environment: Environment;
  readonly region: string;
  readonly signal: AbortSignal;
  /** Where the run's temporary folder is made. */
  readonly tempRoot: string;
  readonly guard: GuardProcess;
  log(entry: LogEntry): void;
}

/** Pushes to main, as far as the workflow can tell: runs the clinic's own workflow, which calls ours. */
export function deploy(settings: DeploymentSettings, cloud: Cloud): Promise<RunResult> {
  const { repository, workspace, root, commit, environment, region, signal, log, guard, tempRoot } = settings;
  return runWorkflow({
    repository,
    workspaceSource: workspace,
    workflowPath: '.github/workflows/deploy.yml',
    repositories: { 'aws-webapp-actions/aws-webapp-actions': root },
    event: { name: 'push' },
    ref: 'refs/heads/main',
    sha: commit,
    environments: { dev: { vars: { AWS_ROLE_ARN: environment.deployRoleArn, AWS_REGION: region } } },
    github: {
      apiUrl: cloud.github.apiUrl,
      identity: cloud.github.oidc.jobToken,
      token: cloud.github.token({ repository, permissions: { contents: 'read', deployments: 'write' } }),
    },
    env: { ...machineVariables(), AWS_ENDPOINT_URL: cloud.endpoint, AWS_EC2_METADATA_DISABLED: 'true' },
    signal,
    log,
    guard,
    tempRoot,
  });
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

/** The steps that are actions of ours, by the names that their steps have in deploy.yml. */
const stageOf: Readonly<Record<string, string>> = {
  'Build and push the image': 'build-push-ecr',
  'Migrate and seed the database': 'seed-rds',
  'Deploy the backend': 'deploy-apprunner',
  'Sync the site': 'sync-spa-s3',
  'Invalidate what changed': 'invalidate-cloudfront',
  'Smoke-test the deployment': 'smoke-test',
};

export function deploymentReport(run: RunResult, { siteUrl }: Environment): DeploymentReport {
  const stages = run.jobs
    .flatMap(({ steps }) => steps)
    .flatMap((step) => (stageOf[step.name] ? [{ name: stageOf[step.name] ?? '', step }] : []));
  const output = (stage: string, name: string) =>
    stages.find((found) => found.name === stage)?.step.outputs[name] ?? '';
  return {
    stages: stages.map(({ name, step }) => ({ name, seconds: rounded(step.seconds), changed: changed(step) })),
    image: output('deploy-apprunner', 'image'),
    apiUrl: output('deploy-apprunner', 'service-url'),
    siteUrl,
    checks: { passed: Number(output('smoke-test', 'passed')), failed: Number(output('smoke-test', 'failed')) },
  };
}

function changed({ outputs }: StepResult): boolean {
  return outputs['changed'] === 'true';
}

function rounded(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}

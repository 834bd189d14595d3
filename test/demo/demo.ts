import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Cloud, startCloud } from '../cloud/cloud.ts';
import { freePort } from '../support/free-port.ts';
import { startPostgres } from '../support/postgres.ts';
import { startWatchdog } from '../support/watchdog.ts';
import type { RunResult } from '../workflow-runner/run-result.ts';
import { type DeploymentReport, deploy, deploymentReport } from './deployment.ts';
import { type Environment, makeEnvironment } from './environment.ts';
import { imageSource } from './image-source.ts';
import { demoOptions } from './options.ts';
import { summaryPage } from './summary-page.ts';
import { say, table } from './tell.ts';
import { makeWorkspace } from './workspace.ts';

// Deploys the clinic to a local cloud with the workflows and actions as they ship, verifies it, and deploys it again unchanged.
const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const [accountId, region, repository] = ['111111111111', 'us-east-1', 'acme/clinic'];
const { keep, output } = demoOptions(process.argv.slice(2));
const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => interrupted.abort());

await using stack = new AsyncDisposableStack();
const watchdog = startWatchdog();
stack.defer(() => watchdog.close());
const folder = watchdog.folder('clinic-demo-');

say('Starting a local cloud, with a PostgreSQL behind it');
const database = await startPostgres();
stack.defer(() => database.stop());
const image = await imageSource(root, folder, watchdog);
const apiPort = await freePort();
const cloud = await startCloud({
  accounts: [accountId],
  appRunner: { runtime: image.kind === 'engine' ? 'container' : 'process', ports: { 'clinic-dev': apiPort } },
});
stack.defer(() => cloud.close());
cloud.github.addRepository({ name: repository });
const environment = await makeEnvironment(
  { app: 'clinic', accountId, sourceAccountId: accountId, region, name: 'dev', repository, root, apiPort },
  cloud,
  database,
);
say(
  image.kind === 'engine'
    ? 'The image is built by the container engine here'
    : 'No container engine here: the image goes in as an archive',
);
const workspace = makeWorkspace(join(root, 'examples/clinic'), join(folder, 'clinic'), image);

const runs: RunResult[] = [];
const reports: DeploymentReport[] = [];
for (const title of ['First deployment', 'Second deployment, unchanged']) {
  say(title);
  const run = await deployOnce(cloud, environment, workspace);
  runs.push(run);
  reports.push(deploymentReport(run, environment));
  console.log(table(reports.at(-1)));
  write(runs, reports);
  if (run.conclusion !== 'success') {
    say(`The deployment ended as ${run.conclusion}; see ${output}/summary.html`);
    process.exitCode = 1;
    break;
  }
}
if (process.exitCode === undefined) tell(environment);
if (keep && !interrupted.signal.aborted) await untilInterrupted(cloud);

function deployOnce(cloud: Cloud, environment: Environment, workspace: string): Promise<RunResult> {
  const log = ({ job, line }: { readonly job: string; readonly line: string }) => console.log(`  ${job} | ${line}`);
  return deploy(
    {
      repository,
      workspace,
      root,
      commit: commit(),
      environment,
      region,
      signal: interrupted.signal,
      log,
      tempRoot: folder,
      guard: (pid) => watchdog.guard({ kind: 'process', pid }),
    },
    cloud,
  );
}

/** The commit that is checked out here; any other where there is no git. */
function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  } catch {
    return '0123456789abcdef0123456789abcdef01234567';
  }
}

function write(done: readonly RunResult[], deployments: readonly DeploymentReport[]): void {
  const target = resolve(root, output);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'report.json'), `${JSON.stringify({ deployments }, null, 2)}\n`);
  writeFileSync(join(target, 'summary.html'), summaryPage(done));
}

function tell({ siteUrl, apiUrl }: Environment): void {
  say('Deployed, verified, and unchanged by the second deployment');
  console.log(
    `  site     ${siteUrl}\n  API      ${apiUrl}\n  summary  ${output}/summary.html\n  report   ${output}/report.json`,
  );
}

async function untilInterrupted({ endpoint, iam }: Cloud): Promise<void> {
  const { accessKeyId, secretAccessKey } = iam.administrator(accountId);
  say('Everything stays up until Ctrl-C. To look around with the AWS CLI:');
  console.log(
    `  export AWS_REGION=${region} AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
  );
  for (const command of ['s3 ls', 'ecr describe-images --repository-name clinic-backend', 'apprunner list-services']) {
    console.log(`  aws --endpoint-url ${endpoint} ${command}`);
  }
  const alive = setInterval(() => {}, 60_000);
  await new Promise((resolve) => interrupted.signal.addEventListener('abort', resolve, { once: true }));
  clearInterval(alive);
}

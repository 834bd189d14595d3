import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startWatchdog } from '../support/watchdog.ts';
import { type DeploymentReport, deploymentReport, play } from './deployment.ts';
import { demoOptions } from './options.ts';
import { scenes } from './scenes.ts';
import { type Played, summaryPage } from './summary-page.ts';
import { say, table } from './tell.ts';
import { makeWorld, region, type World } from './world.ts';

// Plays the life of the clinic on a local cloud, with the workflows and actions as they ship: a deployment, the same again
// unchanged, a new release, a broken one that is rolled back, and the promotion to another account.
const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const { keep, output, scenes: count } = demoOptions(process.argv.slice(2));
const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => interrupted.abort());

await using stack = new AsyncDisposableStack();
const watchdog = startWatchdog();
stack.defer(() => watchdog.close());
const folder = watchdog.folder('clinic-demo-');

say('Starting a local cloud, with a PostgreSQL behind it');
const world = await makeWorld(root, folder, watchdog, stack);
say(
  world.image === 'engine'
    ? 'The image is built by the container engine here'
    : 'No container engine here: the image goes in as an archive',
);

const runs: Played[] = [];
const reports: DeploymentReport[] = [];
for (const scene of scenes.slice(0, count)) {
  say(scene.title);
  scene.change?.(world);
  const run = await play(scene, world, {
    root,
    signal: interrupted.signal,
    log: ({ job, line }) => console.log(`  ${job} | ${line}`),
    tempRoot: folder,
    guard: (pid) => watchdog.guard({ kind: 'process', pid }),
  });
  const report = deploymentReport(scene, run, world);
  runs.push({ scene, run });
  reports.push(report);
  console.log(table(report));
  write();
  if (run.conclusion !== scene.ends) {
    say(`This ended as ${run.conclusion}, not as ${scene.ends}; see ${output}/summary.html`);
    process.exitCode = 1;
    break;
  }
}
if (process.exitCode === undefined) tell(world);
if (keep && !interrupted.signal.aborted) await untilInterrupted(world);

function write(): void {
  const target = resolve(root, output);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'report.json'), `${JSON.stringify({ deployments: reports }, null, 2)}\n`);
  writeFileSync(join(target, 'summary.html'), summaryPage(runs));
}

function tell({ environments: { dev, staging } }: World): void {
  say(`Played: ${reports.map(({ title }) => title.toLowerCase()).join('; ')}`);
  console.log(
    [
      `  site     ${dev.siteUrl}, and in the other account ${staging.siteUrl}`,
      `  API      ${dev.apiUrl}, and ${staging.apiUrl}`,
      `  summary  ${output}/summary.html`,
      `  report   ${output}/report.json`,
    ].join('\n'),
  );
}

async function untilInterrupted({ cloud }: World): Promise<void> {
  const { accessKeyId, secretAccessKey } = cloud.iam.administrator(cloud.accounts[0] ?? '');
  say('Everything stays up until Ctrl-C. To look around with the AWS CLI:');
  console.log(
    `  export AWS_REGION=${region} AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
  );
  for (const command of ['s3 ls', 'ecr describe-images --repository-name clinic-backend', 'apprunner list-services']) {
    console.log(`  aws --endpoint-url ${cloud.endpoint} ${command}`);
  }
  const alive = setInterval(() => {}, 60_000);
  await new Promise((resolve) => interrupted.signal.addEventListener('abort', resolve, { once: true }));
  clearInterval(alive);
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startWatchdog } from '../support/watchdog.ts';
import { type DeploymentReport, deploymentReport, play } from './deployment.ts';
import { demoOptions } from './options.ts';
import { progressOf, resultOf } from './progress.ts';
import { scenes } from './scenes.ts';
import { type Played, summaryPage } from './summary-page.ts';
import { makeWorld, region, type World } from './world.ts';

// Plays the life of the clinic on a local cloud, with the workflows and actions as they ship: a deployment, the same again
// unchanged, a new release, a broken one that is rolled back, and the promotion to another account.
const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const { keep, output, scenes: count, verbose } = demoOptions(process.argv.slice(2));
const progress = progressOf({ folder: resolve(root, output), verbose });
const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => interrupted.abort());

await using stack = new AsyncDisposableStack();
const watchdog = startWatchdog();
stack.defer(() => watchdog.close());
const folder = watchdog.folder('clinic-demo-');

const started = progress.begin('A local cloud, with a PostgreSQL behind it');
const world = await makeWorld(root, folder, watchdog, stack);
started(
  world.image === 'engine'
    ? 'images are built by the container engine here'
    : 'no container engine here: the image goes in as an archive',
);

const runs: Played[] = [];
const reports: DeploymentReport[] = [];
const played = scenes.slice(0, count);
for (const [index, scene] of played.entries()) {
  const ended = progress.begin(`${index + 1}/${played.length}  ${scene.title}`);
  scene.change?.(world);
  const run = await play(scene, world, {
    root,
    signal: interrupted.signal,
    log: progress.log,
    tempRoot: folder,
    guard: (pid) => watchdog.guard({ kind: 'process', pid }),
  });
  const report = deploymentReport(scene, run, world);
  runs.push({ scene, run });
  reports.push(report);
  write();
  if (run.conclusion !== scene.ends) {
    ended(`it ended as ${run.conclusion}, not as ${scene.ends}; the end of ${output}/demo.log:`);
    progress.tellLast(40);
    process.exitCode = 1;
    break;
  }
  ended(resultOf(report));
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
  console.log(
    [
      '',
      `Site       ${dev.siteUrl}  in the other account ${staging.siteUrl}`,
      `API        ${dev.apiUrl}  in the other account ${staging.apiUrl}`,
      `Summaries  ${output}/summary.html`,
      `Report     ${output}/report.json`,
      `Log        ${output}/demo.log`,
    ].join('\n'),
  );
  if (!keep) console.log('All of it is gone again; with `npm run demo -- --keep` it stays up.');
}

async function untilInterrupted({ cloud }: World): Promise<void> {
  const { accessKeyId, secretAccessKey } = cloud.iam.administrator(cloud.accounts[0] ?? '');
  console.log('\nEverything stays up until Ctrl-C. To look around with the AWS CLI:');
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

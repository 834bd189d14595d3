import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { median, percentile } from './statistics.ts';

const warmUps = 2;
const budgetMilliseconds = 100;

/** Inputs with which each action soon asks AWS for something; the other actions speak to GitHub only. */
const inputs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'build-push-ecr': { repository: 'clinic' },
  deploy: { environment: 'dev' },
  'deploy-apprunner': { service: 'clinic-dev' },
  'deploy-beanstalk': { 'environment-name': 'clinic-dev' },
  'deploy-ecs-express': { service: 'clinic-dev' },
  'invalidate-cloudfront': { 'distribution-id': 'E1', paths: '/' },
  'seed-rds': { secret: 'db', migrations: 'migrations' },
  'smoke-test': { suite: 'suite.yml', 'secrets-from': 'smoke' },
  'sweep-previews': { bucket: 'site', 'github-token': 'T' },
  'sync-spa-s3': { source: 'dist', bucket: 'site' },
};

const files = {
  'dist/index.html': '<p>entry</p>',
  'migrations/001_first.sql': 'CREATE TABLE first (id int);',
  'suite.yml': 'checks:\n  - { name: up, request: { url: "${API}/" }, expect: { status: 200 } }\n',
  Dockerfile: 'FROM scratch\n',
  'webapp.yml':
    'app: clinic\nenvironments:\n  dev: { region: us-east-1, sync-spa-s3: { source: dist, bucket: site } }\n',
};

export interface ColdStartOptions {
  readonly pairs: number;
  /** Folder of another build, such as that of an earlier commit, which is measured in the same rounds. */
  readonly against?: string | undefined;
}

/**
 * The time of each action from its start to its first request to AWS, beside `node -e 0` from start to end and beside
 * another build: medians of interleaved rounds, so that the load of the machine hits all alike.
 */
export async function coldStart({ pairs, against }: ColdStartOptions): Promise<readonly string[]> {
  const aws = await listenForFirstRequest();
  const workspace = makeWorkspace();
  try {
    const rows: string[] = [];
    const measure = { pairs, aws, workspace, dist: resolve('dist'), against: against && resolve(against) };
    for (const name of Object.keys(inputs)) rows.push(await row(name, measure));
    return [
      `Cold start to the first AWS request: ${pairs} pairs each, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, load ${loadavg()[0]?.toFixed(1)} (on a busy machine the differences say little)`,
      '',
      `| action | node -e 0, ms | first request, ms | difference, ms (p10 to p90) | ratio | within 100 ms |${against ? ` ${against}, ms | ours to it (p10 to p90) |` : ''}`,
      `| --- | ---: | ---: | ---: | ---: | --- |${against ? ' ---: | ---: |' : ''}`,
      ...rows,
    ];
  } finally {
    rmSync(workspace, { recursive: true, force: true });
    await aws.close();
  }
}

interface Measure {
  readonly pairs: number;
  readonly aws: FirstRequest;
  readonly workspace: string;
  readonly dist: string;
  readonly against: string | undefined;
}

async function row(name: string, { pairs, aws, workspace, dist, against }: Measure): Promise<string> {
  const [bare, ours, theirs]: [number[], number[], number[]] = [[], [], []];
  for (let pair = -warmUps; pair < pairs; pair++) {
    const nothing = await timed(['-e', '0'], workspace, {});
    const other = against && (await untilFirstRequest(join(against, `${name}.js`), name, { aws, workspace }));
    const action = await untilFirstRequest(join(dist, `${name}.js`), name, { aws, workspace });
    if (pair < 0) continue;
    bare.push(nothing);
    ours.push(action);
    if (other) theirs.push(other);
  }
  const differences = ours.map((value, index) => value - (bare[index] ?? 0));
  const middle = median(differences);
  const verdict = middle <= budgetMilliseconds ? 'yes' : 'NO';
  const row = `| ${name} | ${median(bare).toFixed(1)} | ${median(ours).toFixed(1)} | ${middle.toFixed(1)} (${spread(differences, 0)}) | ${(median(ours) / median(bare)).toFixed(2)} | ${verdict} |`;
  if (theirs.length === 0) return row;
  const ratios = ours.map((value, index) => value / (theirs[index] ?? 1));
  return `${row} ${median(theirs).toFixed(1)} | ${median(ratios).toFixed(2)} (${spread(ratios, 2)}) |`;
}

function spread(values: readonly number[], digits: number): string {
  return `${percentile(values, 0.1).toFixed(digits)} to ${percentile(values, 0.9).toFixed(digits)}`;
}

async function untilFirstRequest(
  script: string,
  name: string,
  { aws, workspace }: Pick<Measure, 'aws' | 'workspace'>,
): Promise<number> {
  const begun = performance.now();
  const arrival = aws.next();
  const ended = timed([script], workspace, {
    ...Object.fromEntries(
      Object.entries(inputs[name] ?? {}).map(([input, text]) => [`INPUT_${input.toUpperCase()}`, text]),
    ),
    ...{ AWS_ENDPOINT_URL: aws.url, AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'S' },
    ...{
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: workspace,
      GITHUB_SHA: '0'.repeat(40),
      GITHUB_REPOSITORY: 'acme/clinic',
    },
  });
  const asked = await Promise.race([arrival, ended.then(() => undefined)]);
  await ended;
  if (asked === undefined) throw new Error(`${name} ended without a request to AWS.`);
  return asked - begun;
}

/** Runs Node with nothing of our own environment but PATH; the answer is how long it ran, in ms. */
function timed(
  options: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const begun = performance.now();
  const env = { PATH: process.env['PATH'] ?? '', HOME: cwd, ...environment };
  const child = spawn(process.execPath, options, { cwd, env, stdio: 'ignore' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve(performance.now() - begun));
  });
}

interface FirstRequest {
  readonly url: string;
  /** When the next request arrives, as `performance.now()` tells it. */
  next(): Promise<number>;
  close(): Promise<void>;
}

/** Refuses every request, so that the action ends. */
async function listenForFirstRequest(): Promise<FirstRequest> {
  let arrived = (_at: number) => {};
  const server = createServer((request, response) => {
    arrived(performance.now());
    request.resume();
    response.writeHead(403, { 'x-amzn-errortype': 'AccessDeniedException' }).end('{"__type":"AccessDeniedException"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    next: () =>
      new Promise((resolve) => {
        arrived = resolve;
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function makeWorkspace(): string {
  const workspace = mkdtempSync(join(tmpdir(), 'cold-start-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), content);
  }
  return workspace;
}

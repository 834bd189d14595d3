import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { action } from '../../../src/actions/deploy/index.ts';
import { type Clock, systemClock } from '../../../src/machine/clock.ts';
import { siteConfig } from '../../cloud/cloudfront/site-config.ts';
import type { Distribution } from '../../cloud/cloudfront/state.ts';
import { realClock } from '../../cloud/core/clock.ts';
import type { PolicyDocument } from '../../cloud/iam/policy.ts';
import { accountId, type How, type Ran, region, type Stage, startStage } from '../../support/action.ts';
import type { DatabaseServer } from '../../support/database.ts';
import { composeImage } from '../../support/images/compose-image.ts';
import { nodeBaseImage } from '../../support/images/node-base-image.ts';
import { startMysql } from '../../support/mysql.ts';
import { startPostgres } from '../../support/postgres.ts';
import { startWatchdog } from '../../support/watchdog.ts';

export const bucket = 'clinic-site';

/** The commits of the releases that tests deploy. */
export const commits = { one: '1'.repeat(40), two: '2'.repeat(40), three: '3'.repeat(40) };

/** What differs between releases, as a push would bring it. */
export interface Release {
  readonly commit: string;
  /** Variables of the service besides its version. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly migrations?: Readonly<Record<string, string>>;
  /** A line of the backend's section, such as its size. */
  readonly backend?: string;
  /** Text of the site's entry page ["release <first digit of the commit>"]. */
  readonly page?: string;
}

/** All that a chain needs in the local cloud, with a program that really runs behind the service. */
export interface ChainStage extends Stage {
  readonly distribution: Distribution;
  readonly target: Target;
  /** Puts the release into the workspace, and deploys it. */
  deploy(release: Release, inputs?: Readonly<Record<string, string>>, how?: How): Promise<Ran>;
  /** The same without putting anything into the workspace. */
  again(commit: string, inputs?: Readonly<Record<string, string>>, how?: How): Promise<Ran>;
  /** What visitors get: the text of the entry page over the edge, and what the API says of itself. */
  served(): Promise<{ readonly page: string; readonly api: unknown }>;
  /** Where the service answers. */
  serviceUrl(): string;
}

export type Target = 'deploy-apprunner' | 'deploy-ecs-express';

export interface ChainOptions {
  readonly target?: Target;
  /** [no database stage] */
  readonly database?: 'postgres' | 'mysql';
  /** Further lines of a section of the environment in the config file, by its name. */
  readonly sections?: Readonly<Record<string, string>>;
  /** Further environments of the config file. */
  readonly environments?: string;
  /** Checks of the smoke suite [that the API and the site are those of the commit]. */
  readonly suite?: string;
}

/** What the program shows in its errors, and nobody else may. */
export const patient = 'Anna Perez';

/** Answers who it is; with FAIL_READS it is healthy, and does not work; with PORT_TAKEN it does not start. */
const program = `
  import { createServer } from 'node:http';
  const { PORT, PORT_TAKEN, APP_COMMIT, COLOUR, FAIL_READS } = process.env;
  if (PORT_TAKEN) throw new Error('listen EADDRINUSE: address already in use');
  createServer((request, response) => {
    const answer = { '/health': { ok: true }, '/version': { commit: APP_COMMIT, colour: COLOUR, kind: KIND } }[request.url];
    const status = request.url === '/value' ? (FAIL_READS ? 500 : 200) : answer ? 200 : 404;
    const error = { patient: ${JSON.stringify(patient)} };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? error));
  }).listen(Number(PORT), '127.0.0.1');
`;

export const usualSuite = `
name: clinic
checks:
  - name: the new version answers
    get: \${API}/version
    expect: { status: 200, json: { $.commit: "\${VERSION}" } }
  - name: values can be read
    get: \${API}/value
    expect: { status: 200 }
  - name: the site has its entry page
    get: \${SITE}/
    expect: { status: 200 }
`;

const shell = { kind: 'file', path: '/bin/sh', source: '/bin/sh', mode: 0o755 } as const;

/** The large part of all images; it goes when the process does. */
let base: ReturnType<typeof nodeBaseImage> | undefined;

function baseImage(): ReturnType<typeof nodeBaseImage> {
  base ??= nodeBaseImage(startWatchdog().folder('chain-base-'));
  return base;
}

export async function startChain(options: ChainOptions = {}): Promise<ChainStage> {
  const { target = 'deploy-apprunner' } = options;
  const stage = await startStage(action, {
    clock: { ...realClock(), now: chainClock().now },
    appRunner: { runtime: 'process' },
    ecs: { runtime: 'process' },
  });
  const { cloud } = stage;
  const folder = await mkdtemp(join(tmpdir(), 'chain-'));
  const database = options.database && (await startDatabase(options.database));
  cloud.ecr.createRepository(accountId, region, { repositoryName: 'clinic', imageTagMutability: 'IMMUTABLE' });
  const distribution = await makeSite(stage);
  if (database) {
    await database.createDatabase('clinic');
    const value = JSON.stringify({ url: database.url('clinic') });
    cloud.secrets.create({ accountId, region, name: 'clinic/database', value });
  }
  const roles = makeRoles(stage);
  const config =
    configFile(target, roles, distribution, database, options.sections ?? {}) + (options.environments ?? '');
  stage.write({ 'webapp.yml': config, 'smoke.yml': options.suite ?? usualSuite });
  let images = 0;
  /** An image of its own for each commit. */
  const makeImage = async (commit: string) => {
    const text = `const KIND = ${JSON.stringify(`built for ${commit.slice(0, 1)}`)};${program}`;
    return composeImage({
      folder: join(folder, `app-${++images}`),
      ...{ base: await baseImage(), architecture: 'amd64' },
      entries: [{ kind: 'text', path: '/app/server.mjs', text }, shell],
      config: { WorkingDir: '/app', Entrypoint: ['node', '/app/server.mjs'] },
    });
  };
  const again: ChainStage['again'] = (commit, inputs = {}, how = {}) =>
    stage.run(
      { environment: 'dev', 'aws-region': region, 'expected-account-id': accountId, ...inputs },
      { commit, clock: chainClock(), attempt: `${commit.slice(0, 1)}-1`, ...how },
    );
  const serviceUrl = () => {
    const services = target === 'deploy-apprunner' ? cloud.appRunner.services() : cloud.ecs.services();
    const [service] = services as readonly { readonly url?: string; readonly endpoint?: string }[];
    return `http://${service?.url ?? service?.endpoint}`;
  };
  return {
    ...stage,
    ...{ distribution, target, again, serviceUrl },
    async deploy({ commit, variables = {}, migrations = {}, backend = '', page }, inputs, how) {
      const image = await makeImage(commit);
      const text = page ?? `release ${commit.slice(0, 1)}`;
      stage.write({
        'webapp.yml': withLines(config, { image: `image-archive: ${image.folder}`, backend, env: variables }),
        'dist/index.html': `<p>${text}</p>`,
        [`dist/assets/app-${commit.slice(0, 8)}.js`]: text,
        ...Object.fromEntries(Object.entries(migrations).map(([name, sql]) => [`migrations/${name}`, sql])),
      });
      return again(commit, inputs, how);
    },
    async served() {
      const page = await (await fetch(`${distribution.edge.url}/`)).text();
      return { page, api: await (await fetch(`${serviceUrl()}/version`)).json() };
    },
    async close() {
      await stage.close();
      await database?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Pauses take a twentieth, as what is waited for goes on in real time; deadlines take as long as they say. */
export function quickClock() {
  const { now, sleep } = systemClock();
  return {
    now,
    sleep: (milliseconds: number, signal?: AbortSignal) =>
      sleep(milliseconds < 60_000 ? milliseconds / 20 : milliseconds, signal),
  };
}

let skippedMilliseconds = 0;

/** The same, for a chain and its cloud together: after a pause, it is as late as the pause says. */
export function chainClock(): Clock {
  const { sleep } = quickClock();
  return {
    now: () => new Date(Date.now() + skippedMilliseconds),
    async sleep(milliseconds, signal) {
      const begun = Date.now();
      await sleep(milliseconds, signal);
      skippedMilliseconds += Math.max(0, milliseconds - (Date.now() - begun));
    },
  };
}

function startDatabase(engine: 'postgres' | 'mysql'): Promise<DatabaseServer> {
  return engine === 'postgres' ? startPostgres() : startMysql();
}

async function makeSite({ cloud }: Stage): Promise<Distribution> {
  cloud.s3.createBucket({ name: bucket, accountId, region });
  const distribution = await cloud.cloudFront.addDistribution({ accountId, config: siteConfig({ bucket, region }) });
  const allow = (Action: string, Resource: string) => ({
    ...{ Effect: 'Allow' as const, Principal: { Service: 'cloudfront.amazonaws.com' }, Action, Resource },
    Condition: { StringEquals: { 'aws:SourceArn': distribution.arn } },
  });
  cloud.s3.setPolicy(bucket, { Statement: [allow('s3:GetObject', `arn:aws:s3:::${bucket}/*`)] });
  return distribution;
}

function makeRoles({ cloud }: Stage) {
  const role = (name: string, service: string) => {
    const trust: PolicyDocument = {
      Statement: { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' },
    };
    const policies = [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }] as const;
    return cloud.iam.role({ accountId, name, trust, policies }).arn;
  };
  return {
    'deploy-apprunner': `access-role: ${role('ecr-access', 'build.apprunner.amazonaws.com')}`,
    'deploy-ecs-express': `{ execution-role: ${role('execution', 'ecs-tasks.amazonaws.com')}, infrastructure-role: ${role('infrastructure', 'ecs.amazonaws.com')} }`,
  };
}

function configFile(
  target: Target,
  roles: Readonly<Record<Target, string>>,
  { id, edge }: Distribution,
  database: DatabaseServer | undefined,
  sections: Readonly<Record<string, string>>,
): string {
  const more = (name: string) => (sections[name] ?? '').replace(/^(?=.)/gm, '      ');
  const roleLines = roles[target]
    .replace(/[{}]/g, '')
    .split(',')
    .map((line) => `      ${line.trim()}\n`)
    .join('');
  return `app: clinic
defaults:
  sync-spa-s3:
    source: dist
    bucket: ${bucket}
    runtime-config: { API_URL: "\${env:SERVICE_URL}" }
  invalidate-cloudfront: { distribution-id: ${id} }
environments:
  dev:
    account-id: "${accountId}"
    region: ${region}
    build-push-ecr:
      repository: clinic
      #image
${more('build-push-ecr')}
    ${target}:
      service: clinic-dev
      create: true
      #backend
      port: 3000
      health-check-path: /health
${roleLines}
      env:
        APP_COMMIT: "\${commit}"
        #env
${more(target)}
    smoke-test:
      suite: smoke.yml
      api-url: \${env:SERVICE_URL}
      site-url: ${edge.url}
${more('smoke-test')}
${moreSections(sections, [target, 'build-push-ecr', 'smoke-test'])}${database && !('seed-rds' in sections) ? '    seed-rds: { secret: clinic/database, secret-key: url, migrations: migrations }\n' : ''}`;
}

/** Sections that the environment has only because a test wants them. */
function moreSections(sections: Readonly<Record<string, string>>, usual: readonly string[]): string {
  return Object.entries(sections)
    .filter(([name]) => !usual.includes(name))
    .map(([name, text]) => `    ${name}:\n${text.replace(/^(?=.)/gm, '      ')}\n`)
    .join('');
}

function withLines(
  config: string,
  {
    image,
    backend,
    env,
  }: { readonly image: string; readonly backend: string; readonly env: Readonly<Record<string, string>> },
): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}: "${value}"`);
  return config.replace('#image', image).replace('#backend', backend).replace('#env', variables.join('\n        '));
}

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Cloud, startCloud } from '../cloud/cloud.ts';
import type { Deployment } from '../cloud/github/repository.ts';
import { type Environment, makeEnvironment } from '../demo/environment.ts';
import { roleVariables } from '../demo/roles.ts';
import type { DatabaseServer } from '../support/database.ts';
import { freePort } from '../support/free-port.ts';
import { makeGitRepository } from '../support/git-repository.ts';
import { startPostgres } from '../support/postgres.ts';
import { startWatchdog } from '../support/watchdog.ts';
import { createConcurrencyGroups } from '../workflow-runner/run/concurrency.ts';
import type { EnvironmentSettings, RunOptions } from '../workflow-runner/run-options.ts';
import type { RunResult } from '../workflow-runner/run-result.ts';
import { runWorkflow } from '../workflow-runner/run-workflow.ts';
import { type ImageKind, shopFiles } from './shop-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const [repository, region] = ['acme/shop', 'us-east-1'];
const accounts = { dev: '111111111111', staging: '222222222222', prod: '333333333333' } as const;

export type EnvironmentName = keyof typeof accounts;

/** What of a run differs from the usual. */
export type RunChanges = Partial<
  Pick<
    RunOptions,
    'event' | 'ref' | 'sha' | 'inputs' | 'signal' | 'log' | 'env' | 'artifactsFolder' | 'rerunOf' | 'repositories'
  >
> & {
  /** [https://github.com] */
  readonly serverUrl?: string;
  /** Settings of the repository's environments, over the roles that they have anyway. */
  readonly environments?: Readonly<Record<string, EnvironmentSettings>>;
};

/** A small app with a Git repository, and three accounts that it is deployed to by its workflows, as they ship. */
export interface Shop {
  readonly cloud: Cloud;
  /** The Git repository. */
  readonly folder: string;
  readonly environments: Readonly<Record<EnvironmentName, Environment>>;
  /** Commits files to main, by path; gives the commit. */
  commit(files: Readonly<Record<string, string>>, message?: string): string;
  /** Runs a workflow of the repository for the newest commit of main. */
  run(workflow: string, changes?: RunChanges): Promise<RunResult>;
  /** Commits, and deploys dev. */
  deploy(files: Readonly<Record<string, string>>, changes?: RunChanges): Promise<RunResult>;
  /** What visitors of an environment see: the heading of the site, its commit, and the commit that the backend was given. */
  serving(environment: EnvironmentName): Promise<Serving>;
  /** The ledger of an environment, newest first. */
  ledger(environment: EnvironmentName): readonly Recorded[];
  close(): Promise<void>;
}

export interface Serving {
  readonly heading: string | undefined;
  readonly siteCommit: string;
  readonly backendCommit: string | undefined;
  readonly image: string | undefined;
}

export interface Recorded {
  readonly id: number;
  readonly commit: string;
  readonly state: string | undefined;
  readonly release: Readonly<Record<string, unknown>>;
}

export async function startShop(image: ImageKind = 'archive'): Promise<Shop> {
  await using stack = new AsyncDisposableStack();
  const watchdog = startWatchdog();
  stack.defer(() => watchdog.close());
  const folder = watchdog.folder('shop-');
  const ports = await Promise.all([freePort(), freePort(), freePort()]);
  const database = await startPostgres();
  stack.defer(() => database.stop());
  const cloud = await startCloud({ accounts: Object.values(accounts), appRunner: { runtime: 'none' } });
  stack.defer(() => cloud.close());
  cloud.github.addRepository({ name: repository });
  const environments = await makeEnvironments(cloud, database, ports);
  const source = join(folder, 'repository');
  const git = makeGitRepository(source);
  const concurrency = createConcurrencyGroups();

  const commit = (files: Readonly<Record<string, string>>, message = 'Change the shop') => {
    const parents = [git.head() ?? []].flat();
    const sha = git.commit(files, message);
    cloud.github.addCommit(repository, { sha, parents, message, ref: 'main' });
    return sha;
  };
  commit(shopFiles(root, image), 'Open the shop');
  const run = (workflow: string, { serverUrl, ...changes }: RunChanges = {}) =>
    runWorkflow({
      repository,
      workspaceSource: source,
      workflowPath: `.github/workflows/${workflow}`,
      repositories: { 'aws-webapp-actions/aws-webapp-actions': root },
      sha: git.head() ?? '',
      vars: {
        AWS_PLAN_ROLE_ARN: environments.dev.planRoleArn,
        AWS_PREVIEW_ROLE_ARN: environments.dev.previewRoleArn,
        PREVIEW_SITE_URL: environments.dev.siteUrl,
      },
      permissions: { contents: 'read' },
      github: {
        ...(serverUrl === undefined ? {} : { serverUrl }),
        apiUrl: cloud.github.apiUrl,
        identity: cloud.github.oidc.jobToken,
        started: (started) => cloud.github.startRun(repository, started),
        token: (permissions) => cloud.github.token({ repository, permissions: levels(permissions) }),
      },
      concurrency,
      tempRoot: folder,
      guard: (pid) => watchdog.guard({ kind: 'process', pid }),
      ...changes,
      environments: withRoles(environments, changes.environments),
      env: { ...machine(cloud), ...changes.env },
    });
  const started = stack.move();
  return {
    ...{ cloud, folder: source, environments, commit, run },
    deploy: (files, changes = {}) => run('dev.yml', { sha: commit(files), event: { name: 'push' }, ...changes }),
    serving: (name) => serving(name, environments[name], cloud),
    ledger: (name) =>
      cloud.github
        .repository(repository)
        .deployments.filter(({ environment }) => environment === name)
        .map(recorded),
    close: () => started.disposeAsync(),
  };
}

async function makeEnvironments(cloud: Cloud, database: DatabaseServer, ports: readonly number[]) {
  const made = await Promise.all(
    (Object.keys(accounts) as EnvironmentName[]).map(async (name, index) => {
      const settings = {
        app: 'shop',
        accountId: accounts[name],
        sourceAccountId: '*',
        region,
        name,
        repository,
        root,
      };
      return [name, await makeEnvironment({ ...settings, apiPort: ports[index] ?? 0 }, cloud, database)] as const;
    }),
  );
  return Object.fromEntries(made) as Record<EnvironmentName, Environment>;
}

function machine({ endpoint }: Cloud): Readonly<Record<string, string>> {
  return { PATH: process.env['PATH'] ?? '', AWS_ENDPOINT_URL: endpoint, AWS_EC2_METADATA_DISABLED: 'true' };
}

/** The levels that the local GitHub knows; the others are for services that it does not have. */
function levels(permissions: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    ['actions', 'contents', 'deployments', 'issues', 'pull-requests'].flatMap((scope) => {
      const level = permissions[scope];
      return level === 'read' || level === 'write' ? [[scope, level] as const] : [];
    }),
  );
}

function withRoles(environments: Shop['environments'], settings: RunChanges['environments'] = {}) {
  const roles = Object.entries(environments).map(([name, own]) => {
    const vars = { ...roleVariables(own), AWS_REGION: region, ...settings[name]?.vars };
    return [name, { ...settings[name], vars }] as const;
  });
  return { ...settings, ...Object.fromEntries(roles) };
}

async function serving(name: EnvironmentName, { siteUrl, service }: Environment, cloud: Cloud): Promise<Serving> {
  const text = async (path: string) => (await fetch(siteUrl + path)).text();
  const running = cloud.appRunner
    .services()
    .findLast((each) => each.name === service && each.accountId === accounts[name]);
  const image = running?.configuration.source.ImageRepository;
  return {
    heading: /<h1>(.*)<\/h1>/.exec(await text('/'))?.[1],
    siteCommit: (await text('/commit.txt')).trim(),
    backendCommit: image?.ImageConfiguration?.RuntimeEnvironmentVariables?.['APP_COMMIT'],
    image: image?.ImageIdentifier,
  };
}

function recorded({ id, sha, statuses, payload }: Deployment): Recorded {
  const release = (typeof payload === 'string' ? JSON.parse(payload) : payload) as Recorded['release'];
  return { id, commit: sha, state: statuses[0]?.state, release };
}

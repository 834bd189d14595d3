import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startWatchdog } from '../support/watchdog.ts';
import type { JsonObject } from '../workflow-runner/expressions/json.ts';
import type { Shop } from '../workflows/shop.ts';
import { type ActEnd, runAct } from './act-process.ts';
import { githubToken, type PlayedRun, startRun, variables } from './github-side.ts';
import { sharedFolders } from './stand-ins/stand-in-step.ts';
import { writeStandIns } from './stand-ins/write-stand-ins.ts';
import { copySuite, suiteName, workflowsFolder } from './suite-copy.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const mainBranch = 'refs/heads/main';

/** What of a run differs from the usual. */
export interface Play {
  /** [workflow_dispatch] */
  readonly event?: 'push' | 'workflow_dispatch' | 'pull_request';
  readonly payload?: JsonObject;
  readonly inputs?: Readonly<Record<string, string>>;
}

export interface Player {
  /** Runs a workflow of the shop for the newest commit of main. */
  play(workflow: string, changes?: Play): Promise<ActEnd>;
  close(): Promise<void>;
}

/** Plays the workflows of a shop with act, against the same cloud. */
export function startPlayer(shop: Shop): Player {
  const watchdog = startWatchdog();
  return {
    async play(workflow, { event = 'workflow_dispatch', payload = {}, inputs = {} } = {}) {
      const folder = mkdtempSync(join(tmpdir(), 'act-'));
      const release = watchdog.guard({ kind: 'folder', path: folder });
      const ref = event === 'pull_request' ? `refs/pull/${payload['number']}/merge` : mainBranch;
      const run = { id: Date.now() * 100, path: `${workflowsFolder}/${workflow}`, event, ref, sha: head(shop) };
      try {
        for (const name of ['artifacts', 'cache', 'home', 'actions']) mkdirSync(join(folder, name));
        writeFileSync(join(folder, 'event.json'), JSON.stringify({ ...payload, inputs }));
        const ended = startRun(shop, root, run);
        const end = await runAct({
          folder: shop.folder,
          arguments: [event, '--workflows', run.path, ...argumentsOf(shop, run, folder)],
          environment: machine(shop, folder),
          guard: (pid) => watchdog.guard({ kind: 'process', pid }),
        });
        ended(end.exitCode === 0 ? 'success' : 'failure');
        return end;
      } finally {
        rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
        release();
      }
    },
    close: () => watchdog.close(),
  };
}

function head({ folder }: Shop): string {
  return readFileSync(join(folder, '.git', mainBranch), 'utf8').trim();
}

function argumentsOf(shop: Shop, run: PlayedRun, folder: string): readonly string[] {
  const suite = join(folder, 'suite');
  const { identities, actions } = copySuite(root, suite);
  const standIns = writeStandIns(join(folder, 'stand-ins'), actions);
  return [
    ...['--eventpath', join(folder, 'event.json'), '--actor', 'octocat', '--platform', 'ubuntu-latest=-self-hosted'],
    ...['--action-cache-path', join(folder, 'actions'), '--no-cache-server'],
    ...each('--local-repository', { [`${suiteName}@v1`]: suite, ...standIns }),
    ...each('--var', variables(shop, run, identities)),
    ...each('--env', githubVariables(shop, run)),
    ...each('--secret', { GITHUB_TOKEN: githubToken(shop) }),
  ];
}

function each(option: string, values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => [option, `${name}=${value}`]);
}

/** What act would take from the remote of the repository, or does not know. */
function githubVariables({ cloud }: Shop, { id, ref, path }: PlayedRun) {
  return {
    ...{ GITHUB_REPOSITORY: 'acme/shop', GITHUB_RUN_ID: String(id), GITHUB_REF: ref },
    GITHUB_API_URL: cloud.github.apiUrl,
    GITHUB_WORKFLOW_REF: `acme/shop/${path}@${ref}`,
  };
}

/** The machine's environment, which act gives to every step. */
function machine({ cloud, folder: repository }: Shop, folder: string) {
  const home = join(folder, 'home');
  return {
    PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
    ...{ HOME: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home, DOCKER_HOST: '' },
    ...{ AWS_ENDPOINT_URL: cloud.endpoint, AWS_EC2_METADATA_DISABLED: 'true' },
    [sharedFolders.artifacts]: join(folder, 'artifacts'),
    [sharedFolders.cache]: join(folder, 'cache'),
    [sharedFolders.repository]: repository,
  };
}

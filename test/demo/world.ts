import { join } from 'node:path';
import { type Cloud, startCloud } from '../cloud/cloud.ts';
import { freePort } from '../support/free-port.ts';
import { type GitRepository, makeGitRepository } from '../support/git-repository.ts';
import { startPostgres } from '../support/postgres.ts';
import type { Watchdog } from '../support/watchdog.ts';
import { type Environment, makeEnvironment } from './environment.ts';
import { type ImageKind, imageSource } from './image-source.ts';
import { makeWorkspace } from './workspace.ts';

export const region = 'us-east-1';
export const repository = 'acme/clinic';
const accounts = { dev: '111111111111', staging: '222222222222' } as const;

export type EnvironmentName = keyof typeof accounts;

/** Where the demo takes place: a cloud with two accounts, and the clinic as the repository of somebody who uses it. */
export interface World {
  readonly cloud: Cloud;
  readonly environments: Readonly<Record<EnvironmentName, Environment>>;
  readonly git: GitRepository;
  /** How the image is made here. */
  readonly image: ImageKind;
  /** Commits to main; gives the commit. */
  commit(files: Readonly<Record<string, string>>, message: string): string;
}

/** Makes all of it; what has to be ended goes onto the stack. */
export async function makeWorld(
  root: string,
  folder: string,
  watchdog: Watchdog,
  stack: AsyncDisposableStack,
): Promise<World> {
  const database = await startPostgres();
  stack.defer(() => database.stop());
  const image = await imageSource(root, folder, watchdog);
  const ports = { dev: await freePort(), staging: await freePort() };
  const cloud = await startCloud({
    accounts: Object.values(accounts),
    appRunner: {
      runtime: image.kind === 'engine' ? 'container' : 'process',
      ports: { 'clinic-dev': ports.dev, 'clinic-staging': ports.staging },
    },
  });
  stack.defer(() => cloud.close());
  cloud.github.addRepository({ name: repository });
  const make = (name: EnvironmentName) => {
    const place = { app: 'clinic', accountId: accounts[name], sourceAccountId: accounts.dev, region, name };
    return makeEnvironment({ ...place, repository, root, apiPort: ports[name] }, cloud, database);
  };
  const environments = { dev: await make('dev'), staging: await make('staging') };
  const git = makeGitRepository(makeWorkspace(join(root, 'examples/clinic'), join(folder, 'clinic'), image));
  const commit: World['commit'] = (files, message) => {
    const parents = [git.head() ?? []].flat();
    const sha = git.commit(files, message);
    cloud.github.addCommit(repository, { sha, parents, message, ref: 'main' });
    return sha;
  };
  return { cloud, environments, git, image: image.kind, commit };
}

import { mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noTemporaryFolder } from '../../domain/system-error.ts';
import { dockerFolder, readDockerConfig, recordAt } from '../docker-config.ts';
import type { RepositoryLogin } from '../repository-login.ts';

/** A folder for one step's registry login and image, in `temporary`; empty, and readable by its owner only. */
export async function createStepFolder(temporary: string): Promise<string> {
  return mkdtemp(join(temporary, 'image-build-')).catch(noTemporaryFolder(temporary));
}

export async function removeStepFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** What else docker keeps beside its config.json, and needs for a build. */
const siblings = ['cli-plugins', 'contexts', 'buildx'];

/**
 * Writes a login, if there is one, where `DOCKER_CONFIG` can point to. The user's own configuration is read, so that private
 * base images and builders stay usable, and never written.
 */
export async function writeLogin(folder: string, given: RepositoryLogin | undefined): Promise<void> {
  const own = dockerFolder();
  const config = await readDockerConfig();
  const login = given && { [given.host]: { auth: basicAuth(given) } };
  const auths = { ...recordAt(config, 'auths'), ...login };
  // A credentials store would be asked instead of `auths`; an empty helper for this host means "not for this one".
  const helpers = { ...recordAt(config, 'credHelpers'), ...(given && { [given.host]: '' }) };
  await writePrivately(join(folder, 'config.json'), {
    ...config,
    auths,
    ...(config['credsStore'] || config['credHelpers'] ? { credHelpers: helpers } : {}),
  });
  await writePrivately(join(folder, authFile), { auths });
  for (const name of siblings) {
    if (await stat(join(own, name)).catch(() => undefined)) await symlink(join(own, name), join(folder, name));
  }
}

/** The same logins, as buildah takes them by `--authfile`: it knows no empty helpers. */
export const authFile = 'auth.json';

function basicAuth({ username, password }: RepositoryLogin): string {
  return Buffer.from(`${username}:${password}`).toString('base64');
}

async function writePrivately(path: string, content: unknown): Promise<void> {
  await writeFile(path, JSON.stringify(content), { mode: 0o600 });
}

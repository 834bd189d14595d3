import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isJsonObject, parseJson, parseJsonObject } from '../domain/json.ts';
import type { RunProcess } from '../machine/process.ts';
import type { Credentials } from './repository-login.ts';

/** Docker's own configuration, read and never written. Source: https://docs.docker.com/reference/cli/docker/#docker-cli-configuration-file-configjson-properties */
export type DockerConfig = Readonly<Record<string, unknown>>;

/** The folder of docker's configuration. */
export function dockerFolder(): string {
  return process.env['DOCKER_CONFIG'] || join(homedir(), '.docker');
}

/** Empty where there is none. */
export async function readDockerConfig(): Promise<DockerConfig> {
  const config = parseJson(await readFile(join(dockerFolder(), 'config.json'), 'utf8').catch(() => '{}'));
  return isJsonObject(config) ? config : {};
}

/** A member that is an object; empty where it is none. */
export function recordAt(config: DockerConfig, name: string): Readonly<Record<string, unknown>> {
  const value = config[name];
  return isJsonObject(value) ? value : {};
}

/** What `docker login` left for a registry: in its configuration, or with the helper that this names. */
export async function dockerCredentials(
  host: string,
  run: RunProcess,
  signal: AbortSignal,
): Promise<Credentials | undefined> {
  const config = await readDockerConfig();
  const keys = keysOf(host);
  const helpers = recordAt(config, 'credHelpers');
  const helper = keys.map((key) => helpers[key]).find((name) => name !== undefined) ?? config['credsStore'];
  if (typeof helper === 'string' && helper !== '') {
    const found = await fromHelper(helper, keys, run, signal);
    if (found) return found;
  }
  const entries = Object.entries(recordAt(config, 'auths'));
  const [, entry] = entries.find(([key]) => keys.includes(hostOf(key)) || keys.includes(key)) ?? [];
  return isJsonObject(entry) ? fromEntry(entry) : undefined;
}

/** Docker Hub's login stands under an address of its first version. */
function keysOf(host: string): readonly string[] {
  return host === 'docker.io' ? ['https://index.docker.io/v1/', 'index.docker.io', host] : [host];
}

function hostOf(key: string): string {
  return key.replace(/^https?:\/\//, '').split('/')[0] ?? '';
}

function fromEntry({ auth, username, password }: DockerConfig): Credentials | undefined {
  if (typeof username === 'string' && typeof password === 'string' && username !== '') return { username, password };
  const text = typeof auth === 'string' ? Buffer.from(auth, 'base64').toString() : '';
  const colon = text.indexOf(':');
  return colon > 0 ? { username: text.slice(0, colon), password: text.slice(colon + 1) } : undefined;
}

/** Source: https://github.com/docker/docker-credential-helpers#development */
async function fromHelper(
  name: string,
  keys: readonly string[],
  run: RunProcess,
  signal: AbortSignal,
): Promise<Credentials | undefined> {
  for (const key of keys) {
    const command = { program: `docker-credential-${name}`, arguments: ['get'], input: key };
    const { exitCode, stdout } = await run(command, signal).catch(() => ({ exitCode: 1, stdout: '' }));
    if (signal.aborted) throw signal.reason;
    const { Username: username, Secret: password } = (exitCode === 0 && parseJsonObject(stdout)) || {};
    // With `<token>` for a name, the secret is a refresh token, which only docker's own sign-in takes.
    if (typeof username === 'string' && typeof password === 'string' && username !== '<token>')
      return { username, password };
  }
  return undefined;
}

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { filesBelow } from './files-below.ts';
import type { SiteProject } from './project.ts';

export const sites = new URL('sites', import.meta.url).pathname;
const shared = new URL('.', import.meta.url).pathname;
const cache = join(homedir(), '.cache/aws-webapp-actions/builds');

/** Folders with two releases of a site: one source differs. */
export interface BuiltSite {
  readonly first: string;
  readonly second: string;
}

/** Builds both releases with the site's own tool, once for its sources and lock file. Throws NotInstalled, or what the tool says. */
export function builtSite(project: SiteProject): BuiltSite {
  const folder = join(cache, `${project.name}-${keyOf(project)}`);
  if (!existsSync(folder)) build(project, folder);
  return { first: join(folder, 'first'), second: join(folder, 'second') };
}

/** What each site copies as it is: names that people give. */
export function copiedFiles(): readonly string[] {
  return filesBelow(join(shared, 'copied'));
}

function keyOf({ name, media, copied, changes, parts }: SiteProject): string {
  const outputs = parts.map(({ output }) => output);
  const hash = createHash('sha256').update(JSON.stringify([process.version, media, copied, changes, outputs]));
  for (const folder of [join(sites, name), join(shared, 'media'), join(shared, 'copied')])
    for (const path of filesBelow(folder))
      if (path !== 'served.txt') hash.update(`${path}\0`).update(readFileSync(join(folder, path)));
  return hash.digest('hex').slice(0, 16);
}

function build(project: SiteProject, folder: string): void {
  const home = mkdtempSync(join(tmpdir(), 'build-'));
  // Parcel takes names from it.
  const place = join(home, project.name);
  try {
    cpSync(join(sites, project.name), place, { recursive: true });
    cpSync(join(shared, 'media'), join(place, project.media), { recursive: true });
    cpSync(join(shared, 'copied'), join(place, project.copied), { recursive: true });
    install(place);
    const made = `${folder}.${process.pid}`;
    release(project, place, join(made, 'first'));
    const changed = join(place, project.changes);
    const source = readFileSync(changed, 'utf8');
    if (!source.includes('release one')) throw new Error(`${project.changes} of ${project.name} tells no release.`);
    writeFileSync(changed, source.replace('release one', 'release two'));
    release(project, place, join(made, 'second'));
    renameSync(made, folder);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** The site's tool is not to be had. */
export class NotInstalled extends Error {}

function install(place: string): void {
  try {
    npm(place, ['ci', '--no-audit', '--no-fund']);
  } catch (error) {
    throw new NotInstalled(error instanceof Error ? error.message : String(error));
  }
}

function release({ parts }: SiteProject, place: string, to: string): void {
  npm(place, ['run', 'build']);
  for (const { output } of parts) {
    mkdirSync(dirname(join(to, output)), { recursive: true });
    renameSync(join(place, output), join(to, output));
  }
}

const mostMinutes = 8;

/** Runs npm on the Node of this process; some tools want a newer one than the machine's. */
function npm(cwd: string, command: readonly string[]): void {
  const environment = { ...process.env, ...quiet, PATH: `${dirname(process.execPath)}:${process.env['PATH']}` };
  const { NODE_OPTIONS: _, NODE_ENV: __, ...env } = environment as NodeJS.ProcessEnv;
  const options = { cwd, env, encoding: 'utf8', timeout: mostMinutes * 60_000, maxBuffer: 64 * 1024 ** 2 } as const;
  const { status, stdout, stderr } = spawnSync('npm', [...command], options);
  if (status === 0) return;
  throw new Error(`npm ${command.join(' ')} ended with ${status}:\n${stdout.slice(-3_000)}\n${stderr.slice(-3_000)}`);
}

const quiet = { CI: 'true', NEXT_TELEMETRY_DISABLED: '1', ASTRO_TELEMETRY_DISABLED: '1', NG_CLI_ANALYTICS: 'false' };

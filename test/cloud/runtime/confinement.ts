import { spawnSync } from 'node:child_process';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What a confined process is started with. */
export interface ConfinedCommand {
  readonly root: string;
  readonly workingFolder: string;
  readonly user: { readonly uid: number; readonly gid: number } | undefined;
  readonly command: readonly string[];
}

/** Turns a command into one that sees an unpacked image as its whole file system. */
export type Confinement = (confined: ConfinedCommand) => readonly string[];

/**
 * A mount namespace of its own with the image's root, and the machine's /dev and /proc in it: for root, and for others where the
 * machine lets users make namespaces. Mounts end with the process. Undefined where that is not allowed.
 */
export function confinement(): Confinement | undefined {
  const root = process.getuid?.() === 0;
  const namespace = ['unshare', ...(root ? [] : ['--map-root-user']), '--mount'];
  const [program = '', ...args] = namespace;
  const probe = 'mount --rbind /dev /dev && exec unshare --root=/ --wd=/ true';
  if (spawnSync(program, [...args, 'sh', '-c', probe], { stdio: 'ignore', timeout: 10_000 }).status !== 0) return;
  return ({ root: folder, workingFolder, user, command }) => [
    ...namespace,
    ...['sh', '-c', script, 'sh', folder],
    ...[`--root=${folder}`, `--wd=${workingFolder}`],
    ...(root && user ? [`--setgid=${user.gid}`, `--setuid=${user.uid}`] : []),
    ...command,
  ];
}

/** PATH names the image's folders from here on, so the program is looked for in the image. */
const script = `
  mount --rbind /dev "$1/dev" && mount --rbind /proc "$1/proc" || exit 125
  shift
  program=$(command -v unshare)
  PATH=$IMAGE_PATH
  unset IMAGE_PATH
  export PATH
  exec "$program" "$@"`;

/** Gives an unpacked image what a container engine would: mount points, and the machine's names and name servers. */
export async function furnish(root: string): Promise<void> {
  for (const name of ['dev', 'proc', 'etc', 'tmp']) await mkdir(join(root, name), { recursive: true });
  for (const name of ['hosts', 'resolv.conf'])
    await copyFile(join('/etc', name), join(root, 'etc', name)).catch(() => undefined);
}

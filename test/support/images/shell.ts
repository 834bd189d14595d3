import { execFileSync } from 'node:child_process';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Puts a shell with its libraries into a folder, for Dockerfiles that run something without any base image. */
export async function writeShell(folder: string): Promise<void> {
  const libraries = execFileSync('ldd', ['/bin/sh'], { encoding: 'utf8' }).split('\n');
  const paths = libraries.flatMap((line) => /(?:=> |^\s*)(\/\S+) \(0x/.exec(line)?.[1] ?? []);
  for (const path of ['/bin/sh', ...paths]) {
    const to = join(folder, path);
    await mkdir(dirname(to), { recursive: true });
    await copyFile(path, to);
  }
}

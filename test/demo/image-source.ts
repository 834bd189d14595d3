import { execFileSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { writeArchive } from '../support/images/archive.ts';
import { nodeBaseImage } from '../support/images/node-base-image.ts';
import { available } from '../support/machine.ts';
import type { Watchdog } from '../support/watchdog.ts';
import type { ImageSource } from './workspace.ts';

export type ImageKind = ImageSource['kind'];

/** The engine, if one answers here: the demo's base image is loaded into it. Otherwise an archive. */
export async function imageSource(root: string, folder: string, watchdog: Watchdog): Promise<ImageSource> {
  if (!available('docker').met) {
    const tool = join(root, 'test/demo/make-archive.ts');
    return {
      kind: 'archive',
      archive: 'backend/dist/image.tar',
      command: `${process.execPath} ${tool} backend backend/dist/image.tar`,
    };
  }
  const registry = `${basename(folder).toLowerCase()}.localhost`;
  const baseImage = `${registry}/node:${process.versions.node}`;
  watchdog.guard({ kind: 'images', registry });
  const archive = join(folder, 'base.tar');
  await writeArchive(await nodeBaseImage(join(folder, 'base')), archive, { tag: baseImage });
  execFileSync('docker', ['load', '--quiet', '--input', archive], { stdio: 'ignore' });
  return { kind: 'engine', baseImage };
}

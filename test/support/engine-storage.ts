import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where buildah and podman keep their images and containers, apart from what else the machine does with them. */
export interface EngineStorage {
  readonly environment: Readonly<Record<string, string>>;
  remove(): void;
}

/**
 * The driver `vfs` mounts nothing, so that the folder can just be removed.
 * Source: https://github.com/containers/storage/blob/main/docs/containers-storage.conf.5.md
 */
export function createEngineStorage(): EngineStorage {
  const folder = mkdtempSync(join(tmpdir(), 'engine-storage-'));
  const path = join(folder, 'storage.conf');
  writeFileSync(
    path,
    `[storage]\ndriver = "vfs"\ngraphroot = "${join(folder, 'images')}"\nrunroot = "${join(folder, 'run')}"\n`,
  );
  return {
    environment: { CONTAINERS_STORAGE_CONF: path },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

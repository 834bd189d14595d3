import { posix } from 'node:path';

/** A path inside an archive in its plain form; undefined for one that leads out of it. */
export function archivePath(text: string): string | undefined {
  const path = posix.normalize(text).replace(/\/$/, '');
  return path.startsWith('/') || path === '..' || path.startsWith('../') ? undefined : path;
}

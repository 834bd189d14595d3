import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeArchive } from '../support/images/archive.ts';
import { composeImage } from '../support/images/compose-image.ts';

// node make-image.ts <file> <archive>: an image of one file, for backends that are only played.
const [source = '', archive = ''] = process.argv.slice(2);
const folder = `${archive}.layout`;
try {
  mkdirSync(dirname(archive), { recursive: true });
  const entries = [{ kind: 'file', path: '/app/release.txt', source }] as const;
  await writeArchive(await composeImage({ folder, entries, architecture: 'amd64' }), archive);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

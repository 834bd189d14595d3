import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeArchive } from '../support/images/archive.ts';
import { composeImage } from '../support/images/compose-image.ts';
import { nodeBaseImage } from '../support/images/node-base-image.ts';

// node make-archive.ts <backend folder> <archive>: what the clinic's Dockerfile does, for machines without a container engine.
const [backend = '', archive = ''] = process.argv.slice(2);
const layouts = `${archive}.layouts`;
try {
  const base = await nodeBaseImage(join(layouts, 'base'));
  const image = await composeImage({
    folder: join(layouts, 'image'),
    base,
    entries: [{ kind: 'file', path: '/app/server.mjs', source: join(backend, 'dist/server.mjs') }],
    config: {
      Env: ['NODE_ENV=production', 'HOST=0.0.0.0', 'PORT=8080', 'UPLOADS=disk:/tmp/clinic-uploads'],
      Cmd: ['node', '/app/server.mjs'],
      ExposedPorts: { '8080/tcp': {} },
    },
  });
  await writeArchive(image, archive);
} finally {
  rmSync(layouts, { recursive: true, force: true });
}

import { join } from 'node:path';
import { composeImage } from './compose-image.ts';
import { writeShell } from './shell.ts';
import { entriesOf } from './tar.ts';

/** Where BuildKit finds its scanner at Docker Hub, unless told otherwise. */
export const sbomScanner = { repository: 'docker/buildkit-syft-scanner', tag: 'stable-1' } as const;

/**
 * Makes a scanner, as an OCI layout in `folder`/layout, which finds no package in any image.
 * Protocol: https://github.com/moby/buildkit/blob/master/docs/attestations/sbom-protocol.md
 */
export async function writeSbomScanner(folder: string): Promise<void> {
  const root = join(folder, 'root');
  await writeShell(root);
  const document = { spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', name: 'image', packages: [] };
  const statement = {
    _type: 'https://in-toto.io/Statement/v0.1',
    predicateType: 'https://spdx.dev/Document',
    predicate: document,
  };
  const scan = `echo '${JSON.stringify(statement)}' > "$BUILDKIT_SCAN_DESTINATION/\${BUILDKIT_SCAN_SOURCE##*/}.spdx.json"\n`;
  await composeImage({
    folder: join(folder, 'layout'),
    entries: [...(await entriesOf(root, '/')), { kind: 'text', path: '/scan', text: scan }],
    config: { Entrypoint: ['/bin/sh', '/scan'] },
  });
}

import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseDocument } from 'yaml';

/** How the demo's image is made: by the engine that is there, from a base image that the demo loaded; or as an archive without one. */
export type ImageSource =
  | { readonly kind: 'engine'; readonly baseImage: string }
  | { readonly kind: 'archive'; readonly command: string; readonly archive: string };

const leftOut = new Set(['node_modules', 'dist', '.git', '.local']);

/**
 * The clinic as the repository of somebody who uses it: a copy of the example in which only its dev environment says where
 * the image comes from, since the base image cannot be pulled without a network.
 */
export function makeWorkspace(example: string, folder: string, image: ImageSource): string {
  cpSync(example, folder, { recursive: true, filter: (path) => !leftOut.has(basename(path)) });
  edit(join(folder, 'webapp.yml'), (config) => {
    const section = ['environments', 'dev', 'build-push-ecr'];
    if (image.kind === 'engine') config.setIn([...section, 'build-args'], `NODE_IMAGE=${image.baseImage}`);
    else config.setIn([...section, 'image-archive'], image.archive);
  });
  if (image.kind === 'archive') {
    edit(join(folder, '.github/workflows/deploy.yml'), (workflow) => {
      const command = ['jobs', 'dev', 'with', 'image-command'];
      workflow.setIn(command, `${workflow.getIn(command)} && ${image.command}`);
    });
  }
  return folder;
}

interface Editable {
  setIn(path: readonly string[], value: string): void;
  getIn(path: readonly string[]): unknown;
}

function edit(path: string, change: (document: Editable) => void): void {
  const document = parseDocument(readFileSync(path, 'utf8'));
  change(document as Editable);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, document.toString());
}

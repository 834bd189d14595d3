import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse, parseDocument, stringify } from 'yaml';

/** How the demo's image is made: by the engine that is there, from a base image that the demo loaded; or as an archive without one. */
export type ImageSource =
  | { readonly kind: 'engine'; readonly baseImage: string }
  | { readonly kind: 'archive'; readonly command: string; readonly archive: string };

const leftOut = new Set(['node_modules', 'dist', '.git', '.local']);

/**
 * The clinic as the repository of somebody who uses it: a copy of the example. Only its dev environment says where the image
 * comes from, since the base image cannot be pulled without a network, and the promotion to staging starts by hand.
 */
export function makeWorkspace(example: string, folder: string, image: ImageSource): string {
  cpSync(example, folder, { recursive: true, filter: (path) => !leftOut.has(basename(path)) });
  edit(join(folder, 'webapp.yml'), (config) => {
    const section = ['environments', 'dev', 'build-push-ecr'];
    if (image.kind === 'engine') config.setIn([...section, 'build-args'], `NODE_IMAGE=${image.baseImage}`);
    else config.setIn([...section, 'image-archive'], image.archive);
  });
  const workflows = join(folder, '.github/workflows');
  if (image.kind === 'archive') {
    edit(join(workflows, 'deploy.yml'), (workflow) => {
      const command = ['jobs', 'dev', 'with', 'image-command'];
      workflow.setIn(command, `${workflow.getIn(command)} && ${image.command}`);
    });
  }
  splitPromotion(workflows);
  return folder;
}

/** Takes the job `staging` of deploy.yml into a workflow of its own, so that dev can be played for itself. */
function splitPromotion(workflows: string): void {
  const path = join(workflows, 'deploy.yml');
  const { staging, ...jobs } = parse(readFileSync(path, 'utf8')).jobs;
  edit(path, (workflow) => workflow.setIn(['jobs'], jobs));
  const { needs: _dev, ...job } = staging;
  const promotion = { ...job, with: { ...job.with, select: 'current' } };
  const file = { name: 'Promote to staging', on: 'workflow_dispatch', permissions: {}, jobs: { staging: promotion } };
  writeFileSync(join(workflows, 'promote-to-staging.yml'), stringify(file));
}

interface Editable {
  setIn(path: readonly string[], value: unknown): void;
  getIn(path: readonly string[]): unknown;
}

function edit(path: string, change: (document: Editable) => void): void {
  const document = parseDocument(readFileSync(path, 'utf8'));
  change(document as Editable);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, document.toString());
}

import type { Stage, StageAction } from './stage.ts';
import { backend } from './stages/backend.ts';
import { database } from './stages/database.ts';
import { edge } from './stages/edge.ts';
import { image } from './stages/image.ts';
import { site } from './stages/site.ts';
import { smoke } from './stages/smoke.ts';

const table = [image, database, backend, site, edge, smoke] as const;

export type StageName = (typeof table)[number]['name'];

/** The stages of a deployment, in the order in which they are carried out. */
export const stages: readonly Stage<StageName>[] = table;

/** The actions that can carry out a stage, which are also the names of their sections in the config file. */
export const stageActionNames: readonly string[] = stages.flatMap(({ actions }) => Object.keys(actions));

/** The action with this section, whatever stage it carries out. */
export async function loadAction(section: string): Promise<StageAction> {
  const load = stages.find(({ actions }) => section in actions)?.actions[section];
  if (!load) throw new Error(`No stage is carried out by ${section}.`);
  return load();
}

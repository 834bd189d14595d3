import { resolve } from 'node:path';
import { readDocument } from '../../config/document.ts';
import { appOf } from '../../config/environments.ts';
import { foreignAddresses, referredAddresses } from '../../config/foreign-addresses.ts';
import { type ConfigSection, configSections, sectionNames } from '../../config/section.ts';
import type { Context } from '../../lifecycle/context.ts';
import { type Choice, chooseStages, type Sections, sectionOf } from './choose-stages.ts';
import type { Inputs } from './contract.ts';
import type { WrittenAddresses } from './foreign-addresses.ts';
import { withOneRouting } from './one-routing.ts';
import type { Stage, StageAction, StageReaders } from './stage.ts';
import { database } from './stages/database.ts';
import { site } from './stages/site.ts';
import { stages as allStages, loadAction, type StageName } from './stages.ts';

/** A stage with the action that carries it out, and what the config file says to it; references are still to be resolved. */
export interface ConfiguredStage extends Stage<StageName> {
  readonly action: StageAction;
  readonly section: ConfigSection;
}

export interface Configuration {
  /** Name of the app, where the config file has it. */
  readonly app: string | undefined;
  /** Those to carry out, in order. */
  readonly stages: readonly ConfiguredStage[];
  /** The database's section, where it has one and the stage is not carried out. */
  readonly database: ConfigSection | undefined;
  readonly addresses: WrittenAddresses;
}

/** Reads from the config file which stages there are, and what it says to each; all mistakes of all are in one message. */
export async function readConfiguration(
  inputs: Inputs,
  { files }: Pick<StageReaders, 'files'>,
  { run, log }: Pick<Context, 'run' | 'log'>,
): Promise<Configuration> {
  const { environment, config = 'webapp.yml' } = inputs;
  const document = readDocument(config, await files.text(resolve(run.workspace, config)));
  const sections = sectionNames(document, environment);
  const chosen = chooseStages(inputs, sections);
  const asked = new Set(inputs.stages.flat());
  for (const stage of allStages.filter(({ name }) => asked.has(name)))
    if (sectionOf(stage, sections, environment) === undefined)
      log.info(`${stage.name}: the environment ${environment} has no section for it; it is left out.`);
  const all = [...chosen, ...othersToKnow(chosen, sections, environment)];
  const actions = await Promise.all(all.map(({ section }) => loadAction(section)));
  const contracts = actions.map(({ contract }) => contract);
  // Which keys there may be was checked when this action's own section was read.
  const read = configSections(document, environment, contracts, [...sections.own, ...sections.defaults]);
  const configured = all.flatMap(({ stage }, index) => {
    const [action, section] = [actions[index], read[index]];
    return action && section ? [{ ...stage, action, section }] : [];
  });
  const stages = withOneRouting(configured).slice(0, chosen.length);
  const unused = configured.slice(chosen.length);
  const addresses = { origins: foreignAddresses(document, environment), referred: referredAddresses(document) };
  const databaseSection = unused.find(({ name }) => name === database.name)?.section;
  return { app: appOf(document) || undefined, stages, database: databaseSection, addresses };
}

/** Stages that are not carried out, and of which others have to know. */
function othersToKnow(chosen: readonly Choice[], sections: Sections, environment: string): readonly Choice[] {
  const names: readonly StageName[] = [database.name, site.name];
  const others = allStages.filter(
    ({ name }) => names.includes(name) && !chosen.some(({ stage }) => stage.name === name),
  );
  return others.flatMap((stage) => {
    const section = sectionOf(stage, sections, environment);
    return section === undefined ? [] : [{ stage, section }];
  });
}

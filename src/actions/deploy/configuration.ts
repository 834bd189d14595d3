import { resolve } from 'node:path';
import { readDocument } from '../../config/document.ts';
import { appOf } from '../../config/environments.ts';
import { type ConfigSection, configSections, sectionNames } from '../../config/section.ts';
import type { Context } from '../../lifecycle/context.ts';
import { type Choice, chooseStages, sectionOf } from './choose.ts';
import type { Inputs } from './contract.ts';
import { loadAction, type StageAction, type StageName, type StageReaders } from './stages.ts';

/** A stage with the action that carries it out, and what the config file says to it; references are still to be resolved. */
export interface ConfiguredStage {
  readonly name: StageName;
  readonly action: StageAction;
  readonly section: ConfigSection;
}

export interface Configuration {
  /** Name of the app, where the config file tells it. */
  readonly app: string | undefined;
  /** Those to carry out, in order. */
  readonly stages: readonly ConfiguredStage[];
  /** The database, where it is configured but not among them. */
  readonly database: ConfiguredStage | undefined;
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
  for (const stage of inputs.stages.flat())
    if (sectionOf(stage, sections, environment) === undefined)
      log.info(`${stage}: the environment ${environment} has no section for it; it is left out.`);
  const database = chosen.some(({ stage }) => stage === 'database')
    ? undefined
    : sectionOf('database', sections, environment);
  const wanted: readonly Choice[] = [
    ...chosen,
    ...(database ? [{ stage: 'database', section: database } as const] : []),
  ];
  const actions = await Promise.all(wanted.map(({ section }) => loadAction(section)));
  const contracts = actions.map((action) => action.contract);
  // Which keys there may be was checked when this action's own section was read.
  const said = configSections(document, environment, contracts, [...sections.own, ...sections.defaults]);
  const stages = wanted.flatMap(({ stage: name }, index) => {
    const [action, section] = [actions[index], said[index]];
    return action && section ? [{ name, action, section }] : [];
  });
  return {
    app: appOf(document) || undefined,
    stages: stages.slice(0, chosen.length),
    database: stages[chosen.length],
  };
}

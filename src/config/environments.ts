import type { GivenInputs } from '../contract/index.ts';
import { entryOf, type MappingNode, type Problem } from '../located-yaml/node.ts';
import { badConfig, environmentSettings, mappingAt, sectionInputs } from './section.ts';
import { workflow } from './workflow.ts';

/** An environment of a config file, and what the file says about deploying it. */
export interface ConfiguredEnvironment {
  readonly name: string;
  /** Empty where the file does not say. */
  readonly accountId: string;
  readonly region: string;
  /** The environment's section `workflow` over that at the top of the file. */
  readonly workflow: GivenInputs;
}

/** All environments of a config file, in the order written; a UserError names all mistakes in what is read here. */
export function configuredEnvironments(document: MappingNode): readonly ConfiguredEnvironment[] {
  const problems: Problem[] = [];
  const everywhere = sectionInputs(document, workflow, problems);
  const environments = mappingAt(document, 'environments', problems);
  const found = (environments?.entries ?? []).map(({ key: name }) => {
    const own = mappingAt(environments, name, problems);
    const settings = environmentSettings(own, problems);
    return {
      name,
      accountId: settings.get('expected-account-id')?.text ?? '',
      region: settings.get('aws-region')?.text ?? '',
      workflow: new Map([...everywhere, ...sectionInputs(own, workflow, problems)]),
    };
  });
  if (problems.length > 0) throw badConfig(problems);
  return found;
}

/** The name of the app; empty where the file does not say. */
export function appOf(document: MappingNode): string {
  const app = entryOf(document, 'app')?.value;
  return app?.kind === 'scalar' && app.value !== null ? app.text : '';
}

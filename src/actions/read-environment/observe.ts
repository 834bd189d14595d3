import { resolve } from 'node:path';
import { readDocument } from '../../config/document.ts';
import { configuredEnvironments } from '../../config/environments.ts';
import { resolveReferences } from '../../config/references.ts';
import { sectionNames } from '../../config/section.ts';
import { workflow } from '../../config/workflow.ts';
import type { GivenInputs, Pair } from '../../contract/index.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import type { Inputs } from './contract.ts';

/** What the config file says of an environment to the jobs that build for it. */
export interface Observation {
  readonly buildEnv: readonly Pair[];
  readonly sections: readonly string[];
}

export async function observe(
  { config, name }: Inputs,
  { files, environment }: Pick<ReadPorts, 'environment' | 'files'>,
  { run }: Pick<Context, 'run'>,
): Promise<Observation> {
  const document = readDocument(config, await files.text(resolve(run.workspace, config)));
  const environments = configuredEnvironments(document);
  const found = environments.find((each) => each.name === name);
  if (!found)
    throw noEnvironment(
      name,
      config,
      environments.map((each) => each.name),
    );
  const inputs = new Map([...found.workflow].filter(([input]) => input === 'build-env'));
  demandNoStack(inputs);
  const resolved = await resolveReferences(
    { stack: undefined, inputs },
    { commit: run.commit, environmentVariable: environment, stackOutputs: async () => new Map() },
  );
  const { own, defaults } = sectionNames(document, name);
  return { buildEnv: pairsIn(resolved), sections: [...new Set([...own, ...defaults])].toSorted() };
}

function pairsIn(resolved: GivenInputs): readonly Pair[] {
  const given = resolved.get('build-env');
  if (!given) return [];
  const read = workflow.inputs['build-env'].parse(given.text);
  if (read.ok) return read.value;
  throw new UserError({
    what: `${given.origin}: build-env cannot be used: ${read.reason}.`,
    next: 'Write NAME: value for each variable.',
  });
}

/** A stack can be asked only by who has credentials, and a build has none. */
function demandNoStack(inputs: GivenInputs): void {
  for (const { text, origin } of inputs.values()) {
    if (!text.includes('${stack:')) continue;
    throw new UserError({
      what: `${origin}: build-env refers to an output of the stack, which a build cannot know.`,
      why: 'Builds run in jobs without AWS credentials.',
      next: 'Write the value itself, or let the app read it from config.json when it starts (runtime-config of sync-spa-s3).',
    });
  }
}

function noEnvironment(name: string, config: string, there: readonly string[]): UserError {
  return new UserError({
    what: `The config file ${config} has no environment "${name}".`,
    why: `It has: ${there.join(', ') || 'none'}.`,
    next: 'Correct the name, or add the environment.',
  });
}

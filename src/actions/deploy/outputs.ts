import type { InputsOf, OutputsOf } from '../../contract/index.ts';
import type { Plan } from '../../domain/plan.ts';
import type { OutputValue } from '../../github/outputs.ts';
import type { SmokeContract } from '../smoke-test/contract.ts';
import type { Outcome } from './apply.ts';
import type { contract, Inputs } from './contract.ts';
import { failureOf, isRolledBack } from './failure.ts';
import { text } from './handed-on.ts';
import type { Observation } from './observe.ts';
import { releaseText } from './release-text.ts';
import type { StageName } from './stages.ts';

type Told = Readonly<Record<string, OutputValue>>;

/** What is known in the end, or, without an outcome, from the plan. */
export function outputsOf(
  inputs: Inputs,
  observation: Observation,
  plan: Plan,
  outcome: Outcome | undefined,
): OutputsOf<typeof contract> {
  const of = (stage: StageName) => toldBy(stage, observation, outcome);
  const [image, backend, site, database] = [of('image'), of('backend'), of('site'), of('database')];
  const released = {
    environment: inputs.environment,
    app: observation.app,
    image: text(image['image']) ?? inputs.image ?? text(backend['image']),
    siteRelease: text(site['release-id']),
    databaseVersion: text(database['current']) ?? inputs.databaseVersion?.file,
  };
  const steps = outcome?.putBack?.kind === 'tried' ? outcome.putBack.steps : [];
  const again = (what: string) => steps.find((step) => step.what === what)?.serves;
  const failed = outcome?.results.find(({ ending }) => ending.failure)?.look.stage.name;
  return {
    release: releaseText(released, observation.run, plan),
    image: again('Backend') ?? text(backend['image']) ?? released.image,
    'previous-image': text(backend['previous-image']),
    'service-url': text(backend['service-url']),
    'site-url': siteUrl(observation),
    'site-release': again('Site') ?? released.siteRelease,
    'previous-site-release': text(site['previous-release-id']),
    'database-version': released.databaseVersion,
    'failed-stage': failed ?? unplannable(observation),
    'rolled-back': outcome !== undefined && isRolledBack(outcome),
    ...(failureOf(observation, outcome) && { changed: hasChanged(outcome) }),
  };
}

function toldBy(stage: StageName, { looks }: Observation, outcome: Outcome | undefined): Told {
  const result = outcome?.results.find(({ look }) => look.stage.name === stage);
  if (result) return result.ending.outputs;
  const look = looks.find((each) => each.stage.name === stage);
  return look?.kind === 'planned' ? look.shown.outputs : {};
}

function unplannable({ looks }: Observation): StageName | undefined {
  return looks.find(({ kind }) => kind === 'failed')?.stage.name;
}

/** The config file tells it to the smoke test only. */
function siteUrl({ looks }: Observation): string | undefined {
  const smoke = looks.find(({ stage }) => stage.name === 'smoke');
  return smoke?.kind === 'planned' ? (smoke.step.inputs as InputsOf<SmokeContract>).siteUrl : undefined;
}

function hasChanged(outcome: Outcome | undefined): boolean {
  return outcome?.results.some(({ ending }) => ending.outputs['changed'] === true) ?? false;
}

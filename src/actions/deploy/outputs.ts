import type { OutputsOf } from '../../contract/index.ts';
import type { Outputs } from '../../lifecycle/conclude-step.ts';
import type { Outcome } from './apply.ts';
import type { ChainStep } from './chain-step.ts';
import type { contract } from './contract.ts';
import { failureOf, isRolledBack, isUnsettled } from './failure.ts';
import { text } from './handover.ts';
import { type ObservedStage, plannedStage } from './observed-stage.ts';
import { releaseText } from './release-text.ts';
import { hasChanged } from './stage-result.ts';
import { backend } from './stages/backend.ts';
import { smoke } from './stages/smoke.ts';

/** What is known in the end, or, without an outcome, from the plan. */
export function outputsOf(
  { inputs, observation, plan }: ChainStep,
  outcome: Outcome | undefined,
): OutputsOf<typeof contract> {
  const { app, stages, run } = observation;
  const known = stages.flatMap((observed) => knownFrom(observed, outcome));
  // The first stage that knows the image brings it; the last one runs it.
  const first = (name: string) => known.find(([output]) => output === name)?.[1];
  const released = {
    environment: inputs.environment,
    app,
    image: inputs.image ?? first('image'),
    siteRelease: first('site-release'),
    databaseVersion: first('database-version') ?? inputs.databaseVersion?.file,
    variables: variableNames(plannedStage(backend, stages)?.step.inputs),
    sizes: first('sizes'),
    unsettled: outcome && isUnsettled(outcome, inputs) ? 'true' : undefined,
  };
  return {
    release: releaseText(released, run, plan),
    ...{ image: released.image, 'database-version': released.databaseVersion },
    ...Object.fromEntries([...known, ...restored(outcome)]),
    'site-url': plannedStage(smoke, stages)?.step.inputs.siteUrl ?? first('site-url'),
    'failed-stage': failedStage(stages, outcome),
    'rolled-back': outcome !== undefined && isRolledBack(outcome),
    ...(failureOf(observation, outcome) && { changed: outcome?.results.some(hasChanged) ?? false }),
  };
}

type Named = readonly { readonly name: string }[];

function variableNames(inputs: { readonly env: Named; readonly secrets: Named } | undefined): readonly string[] {
  return [...(inputs?.env ?? []), ...(inputs?.secrets ?? [])].map(({ name }) => name);
}

type KnownOutput = readonly [output: string, value: string];

/** The chain's outputs that a stage gives. */
function knownFrom(observed: ObservedStage, outcome: Outcome | undefined): readonly KnownOutput[] {
  const theirs = stageOutputs(observed, outcome);
  return Object.entries(observed.stage.outputs ?? {}).flatMap(([output, source]) => {
    const value = text(theirs[source]);
    return value === undefined ? [] : [[output, value] as const];
  });
}

function stageOutputs(observed: ObservedStage, outcome: Outcome | undefined): Outputs {
  const result = outcome?.results.find(({ planned }) => planned.stage.name === observed.stage.name);
  if (result) return result.ending.outputs;
  return observed.kind === 'planned' ? observed.shown.outputs : {};
}

function restored(outcome: Outcome | undefined): readonly KnownOutput[] {
  if (outcome?.rollback?.kind !== 'tried') return [];
  return outcome.rollback.steps.flatMap(({ restored: names }) => {
    const [output, version] = names ?? [];
    return output !== undefined && version !== undefined ? [[output, version] as const] : [];
  });
}

/** The one that ended the chain, or the first that could not be planned. */
function failedStage(stages: readonly ObservedStage[], outcome: Outcome | undefined): string | undefined {
  const failed = outcome?.results.find(({ ending }) => ending.failure)?.planned;
  return (failed ?? stages.find(({ kind }) => kind === 'failed'))?.stage.name;
}

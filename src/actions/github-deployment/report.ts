import type { Release } from '../../domain/release.ts';
import { UserError } from '../../errors.ts';
import type { Conclusion, Step } from '../../lifecycle/action.ts';
import { linked } from '../../report/links.ts';
import type { Report, Section } from '../../report/report.ts';
import { type Outcome, troubleText } from './apply.ts';
import { compared } from './compare.ts';
import type { contract, Inputs } from './contract.ts';
import type { Ended } from './ended.ts';
import type { Entry } from './entry.ts';
import type { Observation } from './observe.ts';
import { overview } from './overview.ts';
import type { LedgerChange } from './plan.ts';
import { doubtNote, factsOf, outputsOf } from './release-shown.ts';

type LedgerStep = Step<typeof contract, Observation, LedgerChange>;

export function report(step: LedgerStep, outcome: Outcome | undefined): Conclusion<typeof contract> {
  const { observation, inputs } = step;
  switch (observation.operation) {
    case 'list':
      return overview(observation.targets);
    case 'find':
      return finding(observation, inputs);
    case 'compare':
      return compared(observation, inputs);
    case 'start':
    case 'finish':
      return recorded(step, observation, outcome);
  }
}

function finding(
  { found, target, doubted }: Extract<Observation, { readonly operation: 'find' }>,
  { select }: Inputs,
): Conclusion<typeof contract> {
  const { app, environment } = target;
  const title = `Find a release of ${app} in ${environment}`;
  if (found instanceof UserError) {
    const { message } = found;
    return {
      outputs: { found: false },
      report: { title, status: 'unchanged', result: message, facts: [], sections: doubtNote(doubted) },
    };
  }
  const { release, state, deployment } = found;
  const is = {
    current: 'is the current release',
    previous: 'is the previous release',
    named: 'was deployed with success',
  }[select.kind];
  return {
    outputs: { found: true, ...outputsOf(deployment.id, state, release) },
    report: {
      title,
      status: 'unchanged',
      result: `${release.commit.slice(0, 12)} ${is}.`,
      facts: [...factsOf(release), ['Deployment', linked(`${deployment.id} (${state})`, found.logUrl)]],
      sections: doubtNote(doubted),
    },
  };
}

function recorded(
  { plan, inputs }: LedgerStep,
  observation: Extract<Observation, { readonly release: Release }>,
  outcome: Outcome | undefined,
): Conclusion<typeof contract> {
  const { release, target } = observation;
  const state = observation.operation === 'start' ? 'in_progress' : observation.state;
  const trouble = outcome?.trouble ?? ('trouble' in observation ? observation.trouble : undefined);
  const id = outcome?.id ?? (observation.operation === 'finish' ? knownEntry(observation)?.deployment.id : undefined);
  return {
    outputs: { ...outputsOf(id, state, release), recorded: outcome && !trouble && !outcome.failure },
    report: {
      title: `Record ${target.app} in ${target.environment}`,
      ...(trouble ? unrecorded(trouble, observation) : ending(state, plan.changes.length, outcome)),
      facts: [
        ...factsOf(release),
        ...(inputs.url === undefined ? [] : ([['App', linked(inputs.url, inputs.url)]] as const)),
        ...(id === undefined ? [] : ([['Deployment', id]] as const)),
      ],
      sections: retired(plan.changes),
      // The page of a release is that of its deployment.
      isForLogOnly: observation.operation === 'start' && !trouble,
    },
    failure: outcome?.failure,
  };
}

function knownEntry({ same, started }: Ended): Entry | undefined {
  return same ?? started;
}

function ending(state: string, changes: number, outcome: Outcome | undefined): Pick<Report, 'status' | 'result'> {
  if (outcome?.failure)
    return { status: 'failed', result: `The release was not recorded completely. ${outcome.failure.message}` };
  if (changes === 0) return { status: 'unchanged', result: `It was already recorded as \`${state}\`.` };
  return outcome
    ? { status: 'succeeded', result: `Recorded as \`${state}\`.` }
    : { status: 'planned', result: `Would be recorded as \`${state}\`.` };
}

/** The release serves, so the step stays green. */
function unrecorded({ message }: UserError, observation: Observation): Pick<Report, 'status' | 'result'> {
  return { status: 'unchanged', result: troubleText(observation)?.(message) ?? message };
}

function retired(changes: readonly LedgerChange[]): readonly Section[] {
  const ids = changes.filter(({ kind }) => kind === 'retire').map(({ resource }) => resource);
  return ids.length === 0 ? [] : [{ kind: 'note', text: `No longer current: ${ids.join(', ')}.` }];
}

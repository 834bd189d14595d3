import { type Release, releaseText } from '../../domain/release.ts';
import { UserError } from '../../errors.ts';
import type { Cell, Report, Section } from '../../report/report.ts';
import type { Conclusion, Step } from '../action.ts';
import type { Outcome } from './apply.ts';
import type { contract, Inputs } from './contract.ts';
import type { Entry } from './ledger.ts';
import type { Ended, Observation, Serving } from './observe.ts';
import type { LedgerChange } from './plan.ts';

type LedgerStep = Step<typeof contract, Observation, LedgerChange>;

export function report(step: LedgerStep, outcome: Outcome | undefined): Conclusion<typeof contract> {
  const { observation, inputs } = step;
  switch (observation.operation) {
    case 'list':
      return overview(observation.serving);
    case 'find':
      return finding(observation, inputs);
    case 'start':
    case 'finish':
      return recorded(step, observation, outcome);
  }
}

/** A table for each environment. */
function overview(serving: readonly Serving[]): Conclusion<typeof contract> {
  const environments = [...new Set(serving.map(({ environment }) => environment))];
  const idle = serving.filter(({ current }) => !current).length;
  return {
    outputs: { found: idle < serving.length },
    report: {
      title: 'What serves where',
      status: 'unchanged',
      result: `${serving.length - idle} of ${serving.length} targets have a release that serves.`,
      facts: [],
      sections: environments.map((environment) => ({
        kind: 'table',
        title: environment,
        columns: ['App', 'Commit', 'Image', 'Site release', 'Database', 'Since', 'By', 'Last try'],
        rows: serving.filter((row) => row.environment === environment).map(overviewRow),
      })),
    },
  };
}

function overviewRow({ app, current, newest }: Serving): readonly Cell[] {
  const { release, succeededAt } = current ?? {};
  return [
    app,
    release ? commitCell(release) : 'nothing serves',
    release?.digest?.slice(0, 19) ?? '',
    release?.siteRelease?.slice(0, 12) ?? '',
    release?.databaseVersion ?? '',
    succeededAt ?? '',
    release?.actor ?? '',
    newest ? linked(newest.state, newest.logUrl) : '',
  ];
}

function finding(
  { found, target }: Extract<Observation, { readonly operation: 'find' }>,
  { select }: Inputs,
): Conclusion<typeof contract> {
  const { app, environment } = target;
  const title = `Find a release of ${app} in ${environment}`;
  if (found instanceof UserError) {
    const { message } = found;
    return {
      outputs: { found: false },
      report: { title, status: 'unchanged', result: message, facts: [], sections: [] },
    };
  }
  const { release, state, deployment } = found;
  const says = { current: 'serves', previous: 'served before', named: 'was deployed with success' }[select.kind];
  return {
    outputs: { found: true, ...outputsOf(deployment.id, state, release) },
    report: {
      title,
      status: 'unchanged',
      result: `${release.commit.slice(0, 12)} ${says}.`,
      facts: [...factsOf(release), ['Deployment', linked(`${deployment.id} (${state})`, found.logUrl)]],
      sections: [],
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
  const id = outcome?.id ?? (observation.operation === 'finish' ? knownEntry(observation)?.deployment.id : undefined);
  return {
    outputs: outputsOf(id, state, release),
    report: {
      title: `Record ${target.app} in ${target.environment}`,
      ...ending(state, plan.changes.length, outcome),
      facts: [
        ...factsOf(release),
        ...(inputs.url === undefined ? [] : ([['App', linked(inputs.url, inputs.url)]] as const)),
        ...(id === undefined ? [] : ([['Deployment', id]] as const)),
      ],
      sections: retired(plan.changes),
    },
    failure: outcome?.failure,
  };
}

function knownEntry({ same, started }: Ended): Entry | undefined {
  return same ?? started;
}

function ending(state: string, changes: number, outcome: Outcome | undefined): Pick<Report, 'status' | 'result'> {
  if (outcome?.failure) return { status: 'failed', result: `The record is not complete. ${outcome.failure.message}` };
  if (changes === 0) return { status: 'unchanged', result: `It is recorded as \`${state}\` already.` };
  return outcome
    ? { status: 'succeeded', result: `Recorded as \`${state}\`.` }
    : { status: 'planned', result: `Would be recorded as \`${state}\`.` };
}

function retired(changes: readonly LedgerChange[]): readonly Section[] {
  const ids = changes.filter(({ kind }) => kind === 'retire').map(({ resource }) => resource);
  return ids.length === 0 ? [] : [{ kind: 'note', text: `No longer marked as serving: ${ids.join(', ')}.` }];
}

function outputsOf(id: number | undefined, state: string, release: Release) {
  return {
    'deployment-id': id,
    state,
    release: releaseText(release),
    commit: release.commit,
    image: release.image,
    digest: release.digest,
    'site-release': release.siteRelease,
    'database-version': release.databaseVersion,
    'plan-fingerprint': release.fingerprint,
  };
}

function factsOf(release: Release): readonly (readonly [string, Cell])[] {
  const facts: readonly (readonly [string, Cell | undefined])[] = [
    ['Commit', commitCell(release)],
    ['Image', release.image ?? release.digest],
    ['Site release', release.siteRelease],
    ['Database', release.databaseVersion],
    ['Plan', release.fingerprint],
    ['By', release.actor],
  ];
  return facts.filter((fact): fact is readonly [string, Cell] => fact[1] !== undefined);
}

/** The commit, with the run that released it. */
function commitCell({ commit, run = '' }: Release): Cell {
  return linked(commit.slice(0, 12), run);
}

function linked(text: string, url: string): Cell {
  return url === '' ? text : { text, url };
}

import { join } from 'node:path';
import { type InputsOf, parseInputs } from '../../contract/index.ts';
import { UserError } from '../../errors.ts';
import { plainText } from '../../report/cell.ts';
import type { SmokeContract } from '../smoke-test/contract.ts';
import type { Observation as SmokeObservation } from '../smoke-test/observation.ts';
import { ownObservation } from '../smoke-test/own-observation.ts';
import { referencesIn } from '../smoke-test/suite/references.ts';
import { text } from './handover.ts';
import type { Observation } from './observe.ts';
import { type PlannedStage, plannedStage } from './observed-stage.ts';
import type { Restoration } from './rollback-decision.ts';
import type { StageRunner } from './stage-runner.ts';
import { backend } from './stages/backend.ts';
import { site } from './stages/site.ts';
import { smoke } from './stages/smoke.ts';

type SmokeInputs = InputsOf<SmokeContract>;

/** Checks of the suite with this tag hold of every release, so they can verify the previous one. */
const rollbackTag = 'rollback';

/** Checks the restored release: by the suite's checks for that, else by the backend's health and the site's entry page. */
export async function verifyRollback(
  restorations: readonly Restoration[],
  { stages, run }: Pick<Observation, 'stages' | 'run'>,
  runner: StageRunner,
): Promise<string> {
  const planned = plannedStage(smoke, stages)?.step;
  const checks =
    (planned && suiteChecks(planned.observation, restorations)) ?? plainChecks(planned?.inputs, restorations);
  if (!checks)
    throw new UserError({ what: 'The restored release could not be verified: no URL of API or site is known.' });
  const action = await smoke.actions['smoke-test']();
  const inputs: SmokeInputs = {
    ...(planned?.inputs ?? parseInputs(action.contract, new Map())),
    // The tests of the commit that has failed are none of the release before.
    ...{
      command: undefined,
      siteOnly: false,
      tags: checks.tags,
      only: [],
      reportDir: join(run.temporary, 'rollback-checks'),
    },
  };
  const { observation } = checks;
  const step = { inputs, observation, plan: action.plan(inputs, observation) };
  const { report, failure } = await runner.apply({ action }, step);
  if (!failure) return report.result;
  const { firstError = '' } = report.trouble ?? {};
  const why = `${report.result} ${plainText(firstError)}`.trim();
  throw new UserError({ what: 'The restored release fails its checks.', why });
}

interface Checks {
  readonly observation: SmokeObservation;
  readonly tags: readonly string[];
}

/** The suite's own checks, where there are some that need no version, or the version of the previous release is known. */
function suiteChecks(
  { suites, addresses, ...rest }: SmokeObservation,
  restorations: readonly Restoration[],
): Checks | undefined {
  const checks = suites.flatMap((suite) => suite.checks).filter(({ tags }) => tags.includes(rollbackTag));
  const version = previousCommit(restorations);
  const needsVersion = checks.some(({ node }) => referencesIn(node).some(({ name }) => name === 'VERSION'));
  if (checks.length === 0 || (needsVersion && version === undefined)) return undefined;
  const known = new Map([...addresses].filter(([name]) => name !== 'VERSION'));
  if (version !== undefined) known.set('VERSION', version);
  return { observation: { suites, addresses: known, ...rest }, tags: [rollbackTag] };
}

/** The commit that the site's previous release is named after. */
function previousCommit(restorations: readonly Restoration[]): string | undefined {
  const restored = restorations.find(({ result }) => result.planned.stage.name === site.name);
  return restored?.version && /^[0-9a-f]{40}$/.test(restored.version) ? restored.version : undefined;
}

/** A suite of our own, for where the app's has no checks of every release. */
function plainChecks(given: SmokeInputs | undefined, restorations: readonly Restoration[]): Checks | undefined {
  const { result } = restorations.find(({ result }) => result.planned.stage.name === backend.name) ?? {};
  const api = text(result?.ending.outputs['service-url']) ?? given?.apiUrl;
  const ofSite = restorations.find(({ result }) => result.planned.stage.name === site.name)?.result.ending.outputs;
  const siteUrl = given?.siteUrl ?? text(ofSite?.['website-url']);
  const health = (result && healthCheckPath(result.planned)) ?? '/';
  const checks = [
    ...(api === undefined ? [] : [check('the backend is healthy', api + health)]),
    ...(siteUrl === undefined ? [] : [check('the site has its entry page', `${siteUrl}/`)]),
  ];
  if (checks.length === 0) return undefined;
  return { observation: ownObservation('Previous release', checks, new Map()), tags: [] };
}

function healthCheckPath(planned: PlannedStage): string | undefined {
  return plannedStage(backend, [planned])?.step.inputs.healthCheckPath;
}

function check(name: string, get: string) {
  return { name, get, eventually: { 'within-seconds': 60 }, expect: { status: 200 } };
}

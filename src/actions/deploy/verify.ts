import { join } from 'node:path';
import { type InputsOf, parseInputs } from '../../contract/index.ts';
import { UserError } from '../../errors.ts';
import { applyStep } from '../../lifecycle/apply-step.ts';
import type { SmokeContract } from '../smoke-test/contract.ts';
import type { Observation as SmokeObservation } from '../smoke-test/observe.ts';
import { parseSuite } from '../smoke-test/suite/parse.ts';
import { referencesIn } from '../smoke-test/suite/references.ts';
import type { Tools } from './apply.ts';
import { text } from './handed-on.ts';
import type { Observation, StageStep } from './observe.ts';
import type { Decision } from './put-back-decision.ts';
import { workingContext } from './stage-context.ts';
import { loadAction } from './stages.ts';

type SmokeInputs = InputsOf<SmokeContract>;
type Back = Extract<Decision, { kind: 'put back' }>;

/** Checks of the suite with this tag hold of every release, so they can tell that the one before serves again. */
const rollbackTag = 'rollback';

/** Whether what served before serves again: by the suite's checks for that, else by the backend's health and the site's entry page. */
export async function verify(back: Back, observation: Observation, tools: Tools): Promise<string> {
  const look = observation.looks.find(({ stage }) => stage.name === 'smoke');
  const planned = look?.kind === 'planned' ? look.step : undefined;
  const checks = (planned && suiteChecks(planned, back)) ?? plainChecks(planned, back);
  if (!checks) throw new UserError({ what: 'It could not be checked: no address of API or site is known.' });
  const action = await loadAction('smoke-test');
  const context = workingContext({ action }, tools.context);
  const inputs: SmokeInputs = {
    ...((planned?.inputs ?? parseInputs(action.contract, new Map([['suite', noFile]]))) as SmokeInputs),
    ...{ tags: checks.tags, reportDir: join(context.run.temporary, 'what-served-before') },
  };
  const { observation: seen } = checks;
  const whole = { inputs, observation: seen, plan: action.plan(inputs, seen) };
  const ending = await applyStep(action, whole, tools.ports, context);
  if (!ending.failure) return ending.report.result;
  throw new UserError({ what: 'What was put back does not work as it should.', why: ending.report.result });
}

interface Checks {
  readonly observation: SmokeObservation;
  readonly tags: readonly string[];
}

/** The smoke test wants a suite; here it is given what one would say. */
const noFile = { text: 'none', origin: 'the chain' };

/** The suite's own checks, where there are some that need no version, or the version of the release before is known. */
function suiteChecks({ observation }: StageStep, { site }: Back): Checks | undefined {
  const { suites, addresses, ...rest } = observation as SmokeObservation;
  const checks = suites.flatMap((suite) => suite.checks).filter(({ tags }) => tags.includes(rollbackTag));
  const version = site && /^[0-9a-f]{40}$/.test(site.release) ? site.release : undefined;
  const needsVersion = checks.some(({ node }) => referencesIn(node).some(({ name }) => name === 'VERSION'));
  if (checks.length === 0 || (needsVersion && version === undefined)) return undefined;
  const known = new Map([...addresses].filter(([name]) => name !== 'VERSION'));
  if (version !== undefined) known.set('VERSION', version);
  return { observation: { suites, addresses: known, ...rest }, tags: [rollbackTag] };
}

/** A suite of our own, for where the app's says nothing of going back. */
function plainChecks(planned: StageStep | undefined, { backend }: Back): Checks | undefined {
  const given = planned?.inputs as SmokeInputs | undefined;
  const api = text(backend?.ending.outputs['service-url']) ?? given?.apiUrl;
  const site = given?.siteUrl;
  const health = (backend?.step?.inputs as { readonly healthCheckPath?: string } | undefined)?.healthCheckPath ?? '/';
  const checks = [
    ...(api === undefined ? [] : [check('the backend is healthy', api + health)]),
    ...(site === undefined ? [] : [check('the site has its entry page', `${site}/`)]),
  ];
  if (checks.length === 0) return undefined;
  const parsed = parseSuite(suiteFile, JSON.stringify({ name: 'What served before', checks }));
  if (!('suite' in parsed)) throw new Error('The suite of our own is not valid.');
  const nothing = new Map<string, string>();
  return {
    observation: { suites: [parsed.suite], addresses: nothing, variables: nothing, secrets: nothing },
    tags: [],
  };
}

const suiteFile = 'the checks of what was put back';

function check(name: string, get: string) {
  return { name, get, eventually: { 'within-seconds': 60 }, expect: { status: 200 } };
}

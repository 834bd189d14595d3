import { actions } from './actions/index.ts';
import { resolveReferences } from './config/references.ts';
import { type ConfigSection, configSection } from './config/section.ts';
import {
  type CommonInputs,
  type Contract,
  type GivenInput,
  type GivenInputs,
  parseInputs,
  unneededInputs,
} from './contract/index.ts';
import { causeOf, messageOf, UserError } from './errors.ts';
import { appendArtifacts } from './github/artifacts.ts';
import { workflowInputs } from './github/inputs.ts';
import { announceAnnotation, announceFailure, announceResult, runnerLog } from './github/log.ts';
import { runnerState, writeOutputs } from './github/outputs.ts';
import { currentRun } from './github/run.ts';
import { savedState } from './github/state.ts';
import { appendSummary } from './github/summary.ts';
import type { AnyAction } from './lifecycle/action.ts';
import type { Ending } from './lifecycle/conclude-step.ts';
import type { Context } from './lifecycle/context.ts';
import { runAction } from './lifecycle/run-action.ts';
import { systemClock } from './machine/clock.ts';
import { configFileText } from './machine/config-file.ts';
import { useProxies } from './machine/proxies.ts';
import { demandRegion, portMakers } from './port-makers.ts';
import { logReport } from './report/log.ts';
import { markdownReport } from './report/markdown.ts';

/** Runs one action, from its dist stub to its exit code: its main phase, or its post phase when that has begun before. */
export async function main(name: string): Promise<void> {
  const cancellation = listenForCancellation();
  try {
    await useProxies(process.env);
    const { action } = await known(name);
    const context = contextOf(cancellation.signal);
    const state = savedState(process.env);
    const region = state.get(regionOfMain) || process.env['AWS_REGION'];
    await (state.has(mainHasRun) ? action.post?.(state, portMakers(region), context) : start(action, context));
  } catch (error) {
    await fail(name, causeOf(error, cancellation.signal));
  } finally {
    cancellation.stop();
  }
}

const mainHasRun = 'main-has-run';
/** The region may come from an input or the config file, which the post phase does not read again. */
const regionOfMain = 'aws-region';

async function start(action: AnyAction, context: Context): Promise<void> {
  context.state.save(mainHasRun, 'true');
  const inputs = await readInputs(action.contract, context.signal);
  if (inputs.awsRegion) context.state.save(regionOfMain, inputs.awsRegion);
  const deadline = deadlineAfter(inputs.timeoutMinutes);
  const signal = AbortSignal.any([context.signal, deadline.signal]);
  try {
    if (inputs.expectedAccountId) await demandAccount(inputs.awsRegion, inputs.expectedAccountId, signal);
    await tell(await runAction(action, inputs, portMakers(inputs.awsRegion), { ...context, signal }));
  } catch (error) {
    throw causeOf(error, signal);
  } finally {
    deadline.stop();
  }
}

function known(name: string) {
  const load = actions[name];
  if (!load) throw new Error(`There is no action ${name}.`);
  return load();
}

function contextOf(signal: AbortSignal): Context {
  return { signal, log: runnerLog(), clock: systemClock(), run: currentRun(process.env), state: runnerState() };
}

/** `with:` over the config file over the environment over the contract's defaults. */
async function readInputs(contract: Contract, signal: AbortSignal): Promise<CommonInputs> {
  const fromWorkflow = new Map(
    [...workflowInputs(Object.keys(contract.inputs))].map(([name, text]) => [name, { text, origin: 'with' }]),
  );
  const config = await readConfig(contract, fromWorkflow);
  // References are the config file's: a value under `with:` may be anybody's words, and must not reach our variables.
  const spare = [...fromWorkflow.keys(), ...unneededInputs(contract, new Map([...config.inputs, ...fromWorkflow]))];
  const unspoken = new Map([...config.inputs].filter(([name]) => !spare.includes(name)));
  const fromConfig = await resolveReferences(
    { ...config, inputs: unspoken },
    {
      commit: currentRun(process.env).commit,
      environmentVariable: (name) => process.env[name],
      stackOutputs: (stack, target) =>
        stackOutputs(stack, new Map([...regionOfEnvironment(), ...target, ...fromWorkflow]), signal),
    },
  );
  return parseInputs(contract, new Map([...regionOfEnvironment(), ...fromConfig, ...fromWorkflow])) as CommonInputs;
}

const noSection: ConfigSection = { stack: undefined, inputs: new Map() };

/** What the config file says to this action; nothing to one that has no environment. */
async function readConfig(contract: Contract, fromWorkflow: GivenInputs): Promise<ConfigSection> {
  if (!('environment' in contract.inputs)) return noSection;
  const path = fromWorkflow.get('config')?.text;
  const environment = fromWorkflow.get('environment')?.text;
  const file = path ?? 'webapp.yml';
  // Where nothing of AWS is asked, an environment may be known to GitHub alone.
  const isOptional = path === undefined && (environment === undefined || !('aws-region' in contract.inputs));
  const source = await configFileText(currentRun(process.env).workspace, file, isOptional);
  if (source === undefined) return noSection;
  // The YAML parser costs some milliseconds of every start, so it is loaded only for a file.
  const { readDocument } = await import('./config/document.ts');
  return configSection(readDocument(file, source), environment, contract, Object.keys(actions));
}

function regionOfEnvironment(): readonly (readonly [string, GivenInput])[] {
  const region = process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'];
  return region ? [['aws-region', { text: region, origin: 'AWS_REGION' }]] : [];
}

async function stackOutputs(
  stack: string,
  given: GivenInputs,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const region = given.get('aws-region')?.text;
  const account = given.get('expected-account-id')?.text;
  if (account) await demandAccount(region, account, signal);
  const { cloudFormation } = await import('./aws/cloudformation.ts');
  return cloudFormation({ region: demandRegion(region) }).reader.stackOutputs(stack, signal);
}

async function demandAccount(region: string | undefined, expected: string, signal: AbortSignal): Promise<void> {
  const { sts } = await import('./aws/sts.ts');
  const { accountId, arn } = await sts({ region: demandRegion(region) }).reader.callerIdentity(signal);
  if (accountId === expected) return;
  throw new UserError({
    what: `These credentials belong to the AWS account ${accountId}, but ${expected} was expected; nothing was changed.`,
    why: `The caller is ${arn}.`,
    next: "Check the role that the job assumes, or the environment's account-id.",
  });
}

async function tell({ outputs, report, artifacts = [], failure }: Ending): Promise<void> {
  for (const line of logReport(report)) announceResult(line);
  for (const { message, title, file, line } of report.annotations ?? []) announceAnnotation(message, title, file, line);
  writeOutputs(outputs);
  await appendArtifacts(process.env['GITHUB_ARTIFACTS'], artifacts);
  await appendSummary(process.env['GITHUB_STEP_SUMMARY'], markdownReport(report));
  announceResult(`${report.title}: ${report.result}`);
  if (failure) failStep(failure);
}

/** A failure before there was anything to report: the summary says it all the same. */
async function fail(name: string, error: unknown): Promise<void> {
  failStep(error);
  const report = { title: name, status: 'failed', result: messageOf(error), facts: [], sections: [] } as const;
  await appendSummary(process.env['GITHUB_STEP_SUMMARY'], markdownReport(report));
}

function failStep(error: unknown): void {
  process.exitCode = 1;
  announceFailure(messageOf(error), error instanceof Error && !(error instanceof UserError) ? error.stack : undefined);
}

/** Aborts on the runner's signals; the step then has 7.5 s until SIGTERM and 2.5 s more until it is killed. */
function listenForCancellation(): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const cancel = () =>
    controller.abort(
      new UserError({
        what: 'The job was cancelled.',
        next: 'What had been started in AWS goes on; run the job again to finish it.',
      }),
    );
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const name of signals) process.on(name, cancel);
  return {
    signal: controller.signal,
    stop: () => {
      for (const name of signals) process.off(name, cancel);
    },
  };
}

function deadlineAfter(minutes: number): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const passed = new UserError({
    what: `The deadline of ${minutes} minutes passed before the step was done.`,
    next: 'Look at what it waited for above, or raise timeout-minutes.',
  });
  const timer = setTimeout(() => controller.abort(passed), minutes * 60_000);
  return { signal: controller.signal, stop: () => clearTimeout(timer) };
}

import { actions } from './actions/index.ts';
import { redaction } from './domain/secret/redaction.ts';
import { systemTrouble } from './domain/system-error.ts';
import { causeOf } from './errors.ts';
import { type Log, runnerLog } from './github/log.ts';
import { runnerState, type State, writeOutputs } from './github/outputs.ts';
import { currentRun } from './github/run.ts';
import { savedState } from './github/state.ts';
import type { AnyAction } from './lifecycle/action.ts';
import type { Ending } from './lifecycle/conclude-step.ts';
import type { Context } from './lifecycle/context.ts';
import { runAction } from './lifecycle/run-action.ts';
import { systemClock } from './machine/clock.ts';
import { useProxies } from './machine/proxies.ts';
import { portMakers } from './port-makers.ts';
import { demandAccount } from './runner/account.ts';
import { deadlineAfter, listenForCancellation } from './runner/cancellation.ts';
import { conclude, concludeWithError } from './runner/conclude.ts';
import { type CredentialsOf, jobCredentials } from './runner/credentials.ts';
import { startHeartbeat } from './runner/heartbeat.ts';
import { readInputs } from './runner/inputs.ts';
import { endWithoutReader, outliveReaders } from './runner/standard-streams.ts';
import { authorityWarning, demandWorkspace } from './runner/surroundings.ts';
import { startWatchdog, type Watchdog } from './runner/watchdog.ts';

/** Runs one action of the registry, from its dist stub to its exit code: its main phase or, after that, its post phase. */
export async function main(name: string, registry: typeof actions = actions): Promise<void> {
  outliveReaders();
  const cancellation = listenForCancellation();
  const watchdog = startWatchdog(cancellation.signal, cancellation.reason);
  const secrets = redaction();
  const heartbeat = startHeartbeat(runnerLog(secrets), secrets.text);
  try {
    const { log } = heartbeat;
    const saving = runnerState(log.warning);
    const state = savedState(process.env);
    if (!state.has(mainHasRun)) beginMainPhase(saving, log);
    await useProxies(process.env);
    const action = await actionNamed(name, registry);
    const context = contextOf(cancellation.signal, log, saving);
    const credentialsOf = jobCredentials(process.env, context.log.mask);
    if (state.has(mainHasRun)) await postPhase(action, state, context, credentialsOf);
    else {
      writeOutputs(action.outputsAtFirst ?? {});
      const ending = await mainPhase(action, { sections: Object.keys(registry), credentialsOf }, context, watchdog);
      if (ending.failure) process.exitCode = 1;
      await conclude(ending, action.contract, context.run, secrets);
    }
  } catch (error) {
    process.exitCode = 1;
    const cause = causeOf(error, cancellation.signal);
    await concludeWithError(name, systemTrouble(cause) ?? cause, secrets);
  } finally {
    heartbeat.stop();
    watchdog.stop();
    cancellation.stop();
    endWithoutReader(cancellation.signal.aborted);
  }
}

const mainHasRun = 'main-has-run';

/** Whatever comes of the main phase: after it comes the post phase, which must not do its work. */
function beginMainPhase(state: State, { warning }: Log): void {
  state.save(mainHasRun, 'true');
  const trouble = authorityWarning(process.env);
  if (trouble !== undefined) warning(trouble);
  demandWorkspace(process.env);
}

async function actionNamed(name: string, registry: typeof actions): Promise<AnyAction> {
  const load = registry[name];
  if (!load) throw new Error(`There is no action ${name}.`);
  return (await load()).action;
}

function contextOf(signal: AbortSignal, log: Log, state: State): Context {
  return { signal, log, state, clock: systemClock(), run: currentRun(process.env) };
}

/** The region may come from an input or the config file, which the post phase does not read again. */
const regionOfMain = 'aws-region';
const roleOfMain = 'role-to-assume';

async function mainPhase(
  action: AnyAction,
  { sections, credentialsOf }: { readonly sections: readonly string[]; readonly credentialsOf: CredentialsOf },
  context: Context,
  watchdog: Watchdog,
): Promise<Ending> {
  const inputs = await readInputs(action.contract, sections, credentialsOf, context.signal);
  const { awsRegion: region, roleToAssume, expectedAccountId } = inputs;
  if (region) context.state.save(regionOfMain, region);
  if (roleToAssume) context.state.save(roleOfMain, roleToAssume);
  const deadline = deadlineAfter(inputs.timeoutMinutes);
  watchdog.limit(inputs.timeoutMinutes * 60_000, deadline.reason);
  const signal = AbortSignal.any([context.signal, deadline.signal]);
  try {
    const credentials = credentialsOf(roleToAssume, region);
    if (expectedAccountId) await demandAccount(expectedAccountId, { region, credentials }, signal);
    return await runAction(action, inputs, portMakers(region, credentials), { ...context, signal });
  } catch (error) {
    throw causeOf(error, signal);
  } finally {
    deadline.stop();
  }
}

/** As long as a backend may take to go back, and some. */
const postMinutes = 30;

async function postPhase(
  action: AnyAction,
  state: ReadonlyMap<string, string>,
  context: Context,
  credentialsOf: CredentialsOf,
): Promise<void> {
  const region = state.get(regionOfMain) || process.env['AWS_REGION'];
  const deadline = deadlineAfter(postMinutes);
  const signal = AbortSignal.any([context.signal, deadline.signal]);
  try {
    await action.post?.(state, portMakers(region, credentialsOf(state.get(roleOfMain), region)), {
      ...context,
      signal,
    });
  } catch (error) {
    throw causeOf(error, signal);
  } finally {
    deadline.stop();
  }
}

import { resolve } from 'node:path';
import { readDocument } from '../../config/document.ts';
import { variableNames } from '../../config/variable-names.ts';
import type { Release } from '../../domain/release.ts';
import { causeOf, UserError } from '../../errors.ts';
import type { RunReader } from '../../github/runs.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import type { Inputs } from './contract.ts';
import { recentEntries } from './entries.ts';
import type { Entry } from './entry.ts';
import type { Source } from './find.ts';
import type { Target } from './targets.ts';
import { unfinishedRelease } from './unfinished.ts';

/** A release that begins. */
export interface Begun {
  readonly operation: 'start';
  readonly target: Target;
  readonly release: Release;
  /** The entry of a run that is over without having recorded an end. */
  readonly died: Entry | undefined;
}

/**
 * The names of the variables are recorded before any of them is put on the service: if the machine dies, the next run knows
 * which of them to take off.
 */
export async function begun(
  inputs: Inputs,
  { target, ledger, witness, runs, release }: Source & { readonly runs: RunReader; readonly release: Release },
  files: ReadPorts['files'],
  context: Context,
): Promise<Begun> {
  const variables = release.variables ?? (await namesOf(inputs, files, context));
  const whole = variables === undefined ? release : { ...release, variables };
  try {
    const entries = await recentEntries(ledger);
    const unfinished = await unfinishedRelease(entries, { witness, runs, run: context.run });
    const died = unfinished?.kind === 'died' ? unfinished.entry : undefined;
    return { operation: 'start', target, release: whole, died };
  } catch (error) {
    const trouble = causeOf(error, context.signal);
    if (!(trouble instanceof UserError)) throw trouble;
    context.log.info(`Whether an earlier release has no end could not be read. ${trouble.message}`);
    return { operation: 'start', target, release: whole, died: undefined };
  }
}

/** Undefined where there is no config file: whoever works without one knows the variables as little. */
async function namesOf(
  { config = 'webapp.yml', environment = '' }: Inputs,
  files: ReadPorts['files'],
  { run, log }: Pick<Context, 'run' | 'log'>,
): Promise<string | undefined> {
  try {
    const document = readDocument(config, await files.text(resolve(run.workspace, config)));
    return variableNames(document, environment).join(' ') || undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.info(`The variables of this release are not recorded at its beginning: ${error.message}`);
    return undefined;
  }
}

import {
  type CommandFileContents,
  type CommandFiles,
  createCommandFiles,
  takeCommandFiles,
} from '../commands/command-files.ts';
import type { StepCall, StepEnd } from './step-call.ts';

/** Runs one process (or its stand-in) with command files of its own, and takes over what it wrote there. */
export async function invoke(
  call: StepCall,
  state: Map<string, string>,
  body: (files: CommandFiles) => Promise<StepEnd['conclusion']>,
): Promise<StepEnd> {
  const { console } = call.record;
  const files = createCommandFiles(call.job.folders.commands);
  const conclusion = await body(files);
  let faults = 0;
  const contents = takeCommandFiles(files, (fault) => {
    faults += 1;
    console.annotate('error', fault);
  });
  takeOver(call, contents, state);
  const failedLate = console.takeFailure() || faults > 0;
  return { conclusion: conclusion === 'success' && failedLate ? 'failure' : conclusion, outputs: contents.outputs };
}

function takeOver(call: StepCall, contents: CommandFileContents, state: Map<string, string>): void {
  const { job, record } = call;
  takeEnvironment(call, contents.environment);
  for (const folder of contents.path) job.path.unshift(folder);
  for (const [name, value] of Object.entries(contents.state)) state.set(name, value);
  record.artifactReferences.push(...contents.artifactReferences);
  takeSummary(call, contents.summary);
}

/** A step must not decide how the Node processes of later steps start. */
const blockedVariables = new Set(['NODE_OPTIONS']);

function takeEnvironment({ job, record }: StepCall, pairs: CommandFileContents['environment']): void {
  for (const [name, value] of pairs) {
    if (blockedVariables.has(name.toUpperCase())) {
      record.console.annotate('error', `${name} cannot be set through GITHUB_ENV.`);
    } else {
      job.environment.set(name, value);
    }
  }
}

function takeSummary({ job, record }: StepCall, summary: CommandFileContents['summary']): void {
  if (typeof summary === 'string') {
    if (summary !== '') record.summaries.push(job.masks.apply(summary));
    return;
  }
  const kibibytes = Math.ceil(summary.tooLargeBytes / 1024);
  record.console.annotate(
    'error',
    `The summary has ${kibibytes} KiB and is dropped: a step's summary may have 1024 KiB.`,
  );
}

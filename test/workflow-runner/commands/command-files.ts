import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorMessage } from '../error-message.ts';
import { parseKeyValueFile } from './key-value-file.ts';

/** The files of one process through which it speaks to the runner, by the variable that names each. */
export type CommandFiles = Readonly<Record<CommandFileVariable, string>>;

const stems = {
  GITHUB_OUTPUT: 'set_output',
  GITHUB_ENV: 'set_env',
  GITHUB_PATH: 'add_path',
  GITHUB_STATE: 'save_state',
  GITHUB_STEP_SUMMARY: 'step_summary',
  GITHUB_ARTIFACTS: 'artifacts',
} as const;
type CommandFileVariable = keyof typeof stems;

/** What a process wrote into its files. */
export interface CommandFileContents {
  readonly outputs: Readonly<Record<string, string>>;
  readonly environment: readonly (readonly [name: string, value: string])[];
  readonly path: readonly string[];
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string | { readonly tooLargeBytes: number };
  readonly artifactReferences: readonly string[];
}

/** A step's summary may have 1 MiB, and so may its list of artifacts. */
const maxFileBytes = 1024 * 1024;

/** Creates the empty files. */
export function createCommandFiles(folder: string): CommandFiles {
  const id = randomUUID();
  const file = (variable: CommandFileVariable): string => {
    const path = join(folder, `${stems[variable]}_${id}`);
    writeFileSync(path, '');
    return path;
  };
  return {
    GITHUB_OUTPUT: file('GITHUB_OUTPUT'),
    GITHUB_ENV: file('GITHUB_ENV'),
    GITHUB_PATH: file('GITHUB_PATH'),
    GITHUB_STATE: file('GITHUB_STATE'),
    GITHUB_STEP_SUMMARY: file('GITHUB_STEP_SUMMARY'),
    GITHUB_ARTIFACTS: file('GITHUB_ARTIFACTS'),
  };
}

/** Reads the files and removes them; each fault goes to `report`, and leaves its file's part empty. */
export function takeCommandFiles(files: CommandFiles, report: (fault: string) => void): CommandFileContents {
  const pairs = (variable: CommandFileVariable, name: string) =>
    attempt(
      () => parseKeyValueFile(readFileSync(files[variable], 'utf8')),
      [],
      (reason) => report(`Unable to process file command '${name}' successfully. ${reason}`),
    );
  const contents: CommandFileContents = {
    outputs: Object.fromEntries(pairs('GITHUB_OUTPUT', 'output')),
    environment: pairs('GITHUB_ENV', 'env'),
    path: nonEmptyLines(readFileSync(files.GITHUB_PATH, 'utf8')),
    state: Object.fromEntries(pairs('GITHUB_STATE', 'state')),
    summary: readSummary(files.GITHUB_STEP_SUMMARY),
    artifactReferences: attempt(() => readArtifactReferences(files.GITHUB_ARTIFACTS), [], report),
  };
  for (const file of Object.values(files)) rmSync(file, { force: true });
  return contents;
}

function readSummary(file: string): CommandFileContents['summary'] {
  const { size } = statSync(file);
  return size > maxFileBytes ? { tooLargeBytes: size } : readFileSync(file, 'utf8');
}

/** Lines such as `file://dist/site.tar` and `oci://repository@sha256:…`. */
function readArtifactReferences(file: string): readonly string[] {
  if (statSync(file).size > maxFileBytes) throw new Error('The list in GITHUB_ARTIFACTS is larger than 1 MiB.');
  const references = nonEmptyLines(readFileSync(file, 'utf8'));
  const wrong = references.find((line) => !/^(file:\/\/\S|oci:\/\/\S+@sha256:[0-9a-f]{64}$)/.test(line));
  if (wrong !== undefined)
    throw new Error(`GITHUB_ARTIFACTS cannot hold '${wrong}': write file://path or oci://name@sha256:digest.`);
  return references;
}

function nonEmptyLines(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function attempt<T>(read: () => T, otherwise: T, report: (reason: string) => void): T {
  try {
    return read();
  } catch (error) {
    report(errorMessage(error));
    return otherwise;
  }
}

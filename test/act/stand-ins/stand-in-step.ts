import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { createArtifactStore } from '../../workflow-runner/artifact-store.ts';
import { builtInStandIns } from '../../workflow-runner/stand-ins/built-in.ts';
import type { FunctionStandIn, StandInContext } from '../../workflow-runner/stand-ins/stand-in.ts';

/** Folders that the stand-ins of a run share, by the variables that name them. */
export const sharedFolders = { artifacts: 'ACT_ARTIFACTS', cache: 'ACT_CACHE', repository: 'ACT_REPOSITORY' } as const;

/** Runs one phase of a stand-in as a step's process; its failure is the step's. */
export async function runStandIn(name: string, phase: 'main' | 'post'): Promise<void> {
  try {
    await standIn(name)[phase]?.(context());
  } catch (error) {
    process.stdout.write(`::error::${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}

function standIn(name: string): FunctionStandIn {
  const found = builtInStandIns[name];
  if (found === undefined || !('main' in found)) throw new Error(`There is no stand-in for ${name}.`);
  return found;
}

function context(): StandInContext {
  const environment = Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? '']));
  const folder = (name: string) => environment[name] ?? '';
  return {
    input: (name) => (environment[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim(),
    environment,
    workspace: folder('GITHUB_WORKSPACE'),
    temp: folder('RUNNER_TEMP'),
    nodePath: process.execPath,
    artifacts: createArtifactStore(folder(sharedFolders.artifacts)),
    cacheFolder: folder(sharedFolders.cache),
    findRepository: (repository) =>
      repository === environment['GITHUB_REPOSITORY']
        ? { name: repository, folder: folder(sharedFolders.repository) }
        : undefined,
    signal: new AbortController().signal,
    write: (line) => void process.stdout.write(`${line}\n`),
    setOutput: (name, value) => append('GITHUB_OUTPUT', name, value),
    exportVariable: (name, value) => append('GITHUB_ENV', name, value),
    addPath: (path) => appendFileSync(folder('GITHUB_PATH'), `${path}\n`),
    setSecret: (value) => void process.stdout.write(`::add-mask::${value}\n`),
    saveState: (name, value) => append('GITHUB_STATE', name, value),
    state: (name) => environment[`STATE_${name}`] ?? '',
  };
}

function append(file: string, name: string, value: string): void {
  const delimiter = `delimiter_${randomUUID()}`;
  appendFileSync(process.env[file] ?? '', `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
}

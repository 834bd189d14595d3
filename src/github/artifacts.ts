import { appendToRunnerFile } from './runner-file.ts';

/**
 * Lists the artifacts of a step, one per line, where the runner has a file for them (GITHUB_ARTIFACTS, from runner 2.336 on).
 * Source: https://github.com/actions/runner/blob/main/src/Runner.Worker/CreateArtifactsFileCommand.cs
 */
export async function appendArtifacts(path: string | undefined, artifacts: readonly string[]): Promise<void> {
  if (path && artifacts.length > 0)
    appendToRunnerFile('GITHUB_ARTIFACTS', path, artifacts.map((artifact) => `${artifact}\n`).join(''));
}

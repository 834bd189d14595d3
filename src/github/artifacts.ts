import { appendFile } from 'node:fs/promises';

/**
 * Names what a step made, one per line, where the runner offers a file for it (GITHUB_ARTIFACTS, from runner 2.336 on).
 * Source: https://github.com/actions/runner/blob/main/src/Runner.Worker/CreateArtifactsFileCommand.cs
 */
export async function appendArtifacts(path: string | undefined, artifacts: readonly string[]): Promise<void> {
  if (path && artifacts.length > 0) await appendFile(path, artifacts.map((artifact) => `${artifact}\n`).join(''));
}

import type { JobFolders } from '../job/job-folders.ts';

/** The `runner` context; as RUNNER_* variables in every step's environment. */
export function runnerContext(folders: JobFolders): Readonly<Record<string, string>> {
  return {
    name: 'local',
    os: process.platform === 'darwin' ? 'macOS' : 'Linux',
    arch: process.arch === 'arm64' ? 'ARM64' : 'X64',
    temp: folders.runnerTemp,
    tool_cache: folders.toolCache,
    environment: 'github-hosted',
  };
}

import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';

/** The folders of one job; none of its names come from the workflow, whose names may be anything. */
export interface JobFolders {
  readonly root: string;
  /** GITHUB_WORKSPACE, empty at first. */
  readonly workspace: string;
  /** RUNNER_TEMP */
  readonly runnerTemp: string;
  /** RUNNER_TOOL_CACHE */
  readonly toolCache: string;
  /** HOME */
  readonly home: string;
  /** TMPDIR, so that what a step forgets there goes with the job. */
  readonly temp: string;
  /** Scripts and command files. */
  readonly commands: string;
  /** GITHUB_EVENT_PATH */
  readonly eventFile: string;
}

export function createJobFolders(runFolder: string): JobFolders {
  const root = mkdtempSync(join(runFolder, 'job-'));
  const folder = (name: string): string => {
    const path = join(root, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  return {
    root,
    workspace: folder('work/workspace'),
    runnerTemp: folder('work/_temp'),
    toolCache: folder('work/_tool'),
    home: folder('home'),
    temp: folder('tmp'),
    commands: folder('commands'),
    eventFile: join(root, 'event.json'),
  };
}

import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { commit, region, type Stage } from './stage.ts';

/** A Dockerfile whose build says the marker, and then does not end. */
export function endlessDockerfile(marker: string): string {
  return `FROM scratch\nCOPY root /\nRUN ["/bin/sh", "-c", "echo ${marker}; while :; do read x < /dev/zero; done"]\n`;
}

/** Runs dist as the runner does, and sends it a signal, to itself only, when the build says the marker. */
export function cancelledStep(
  { workspace }: Pick<Stage, 'workspace'>,
  inputs: Readonly<Record<string, string>>,
  marker: string,
  signal: NodeJS.Signals = 'SIGINT',
): Promise<{ readonly code: number | null; readonly output: string }> {
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const files = ['GITHUB_STATE', 'GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY', 'GITHUB_ARTIFACTS'];
  const child = spawn(process.execPath, ['dist/build-push-ecr.js'], {
    env: {
      ...process.env,
      ...Object.fromEntries(files.map((name) => [name, undefined])),
      ...Object.fromEntries(given),
      // Debian's docker there brings BuildKit without a plugin.
      PATH: `/usr/bin:${process.env['PATH']}`,
      AWS_REGION: region,
      BUILDAH_ISOLATION: 'chroot',
      GITHUB_SHA: commit,
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: workspace,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    output += `${line}\n`;
    if (new RegExp(`(^|\\s)${marker}$`).test(line)) child.kill(signal);
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}

/** The processes of this machine that have the marker in their command line. */
export function runningWith(marker: string): readonly string[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return ids.filter((id) => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(marker);
    } catch {
      return false;
    }
  });
}

/** Runs the post phase of a step that was killed: all that it knows is the folder that the step has left. */
export async function postOf(stage: Pick<Stage, 'workspace' | 'state' | 'post'>): Promise<void> {
  const folder = readdirSync(stage.workspace).find((name) => name.startsWith('image-build-'));
  stage.state.set('step-folder', join(stage.workspace, folder ?? 'none'));
  await stage.post();
}

/** Waits some seconds at most. */
export async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds() && waited < 100; waited++) await new Promise((resolve) => setTimeout(resolve, 50));
}

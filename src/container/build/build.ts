import { UserError } from '../../errors.ts';
import type { RunProcess } from '../../machine/process.ts';
import { buildahBuild, removeList } from './buildah.ts';
import type { Builder, BuildOrder, Invocation } from './builder.ts';
import { buildxBuild } from './buildx.ts';
import { dockerBuild } from './docker.ts';
import { withoutLeftovers } from './working-containers.ts';

/** Builds with a builder; what it says goes line by line to `onLine`. Answers how many steps had been done before. */
export async function build(
  run: RunProcess,
  builder: Builder,
  order: BuildOrder,
  stepFolder: string,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<number> {
  const invoke = (invocation: Invocation) => runBuild(run, invocation, order, onLine, signal);
  switch (builder.kind) {
    case 'docker':
      return invoke(dockerBuild(builder, order, stepFolder));
    case 'buildx':
      return invoke(buildxBuild(builder, order, stepFolder));
    case 'buildah':
    case 'podman': {
      const hasList = order.platforms.length > 1;
      if (hasList) await run(removeList(builder, order), signal);
      const steps = await withoutLeftovers(run, builder.kind, signal, () =>
        invoke(buildahBuild(builder, order, stepFolder)),
      );
      if (hasList && order.image === undefined) await run(removeList(builder, order), signal);
      return steps;
    }
  }
}

async function runBuild(
  run: RunProcess,
  invocation: Invocation,
  order: BuildOrder,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<number> {
  const { exitCode, stdout, stderr } = await run({ ...invocation, onLine }, signal);
  const output = `${stdout}\n${stderr}`;
  if (exitCode !== 0) throw buildFailed(order, output);
  return reusedStepsIn(output);
}

/** BuildKit says "#5 CACHED" of such a step, buildah and docker's old builder say "Using cache". */
export function reusedStepsIn(output: string): number {
  return output.match(/^#\d+ CACHED\s*$|^ ?-+> Using cache\b/gm)?.length ?? 0;
}

function buildFailed({ context, target }: BuildOrder, output: string): UserError {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.findLast((line) => /^(ERROR|error|Error)\b/.test(line)) ?? lines.at(-1);
  return new UserError({
    what: `Building ${context.dockerfile}${target === undefined ? '' : ` (target ${target})`} failed.`,
    why: telling,
    next: /exec format error/i.test(output)
      ? 'This machine cannot run programs of that platform: let an earlier step set up an emulator (docker/setup-qemu-action).'
      : 'The whole output of the build is in the log above.',
  });
}

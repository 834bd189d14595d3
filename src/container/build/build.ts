import { UserError } from '../../errors.ts';
import type { RunProcess } from '../../machine/process.ts';
import { buildahBuild, removeList } from './buildah.ts';
import type { Builder, BuildOrder, Invocation } from './builder.ts';
import { buildxBuild } from './buildx.ts';
import { dockerBuild } from './docker.ts';
import { withoutLeftovers } from './working-containers.ts';

/** What a build runs in: the step's folder, and where its output goes. */
export interface BuildEnvironment {
  /** Holds the registry logins, and takes what is built. */
  readonly folder: string;
  /** Gets each line of the builder's output. */
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Builds with a builder; answers how many steps it took from its cache. */
export async function build(
  run: RunProcess,
  builder: Builder,
  order: BuildOrder,
  environment: BuildEnvironment,
): Promise<number> {
  const { folder, signal } = environment;
  const invoke = (invocation: Invocation) => runBuild(run, invocation, order, environment);
  switch (builder.kind) {
    case 'docker':
      return invoke(dockerBuild(builder, order, folder));
    case 'buildx':
      return invoke(buildxBuild(builder, order, folder));
    case 'buildah':
    case 'podman': {
      const hasList = order.platforms.length > 1;
      if (hasList) await run(removeList(builder, order), signal);
      const steps = await withoutLeftovers(run, builder.kind, environment, () =>
        invoke(buildahBuild(builder, order, folder)),
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
  { onLine, signal }: BuildEnvironment,
): Promise<number> {
  const { exitCode, stdout, stderr } = await run({ ...invocation, onLine, endsWithUs: true }, signal);
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
      ? 'This machine cannot run programs of that platform: set up an emulator in an earlier step (docker/setup-qemu-action).'
      : 'The whole output of the build is in the log above.',
  });
}

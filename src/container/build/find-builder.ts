import { UserError } from '../../errors.ts';
import type { RunProcess } from '../../machine/process.ts';
import { findBuildah } from './buildah.ts';
import { type Builder, type Demand, missingIn, type WantedBuilder } from './builder.ts';
import { findBuildx } from './buildx.ts';
import { findDocker } from './docker.ts';

/** A BuildKit that somebody set up is there to be used; then what needs the least. */
const order = ['buildx', 'docker', 'buildah', 'podman'] as const;

/** The builder asked for, or of all the first that works here and can do what is demanded. */
export async function findBuilder(
  run: RunProcess,
  { kind, buildxBuilder }: WantedBuilder,
  demands: readonly Demand[],
  signal: AbortSignal,
): Promise<Builder> {
  const wanted = kind === 'auto' && buildxBuilder !== undefined ? 'buildx' : kind;
  const reasons: string[] = [];
  for (const candidate of wanted === 'auto' ? order : [wanted]) {
    const found: Builder | string = await finders[candidate](run, buildxBuilder, signal).catch((error) => {
      if (error instanceof UserError && !signal.aborted) return 'it is not installed';
      throw error;
    });
    const objection = typeof found === 'string' ? found : objectionTo(found, demands);
    if (typeof found !== 'string' && objection === undefined) return found;
    reasons.push(`${candidate}: ${objection?.replace(/\.$/, '')}`);
  }
  throw new UserError({
    what: `There is no ${wanted === 'auto' ? 'image builder' : wanted} here that could build this; nothing was built.`,
    why: `${reasons.join('; ')}.`,
    next: nextStep(demands),
  });
}

type Find = (run: RunProcess, name: string | undefined, signal: AbortSignal) => Promise<Builder | string>;

const finders: Readonly<Record<Builder['kind'], Find>> = {
  docker: (run, _, signal) => findDocker(run, signal),
  buildx: findBuildx,
  buildah: (run, _, signal) => findBuildah(run, 'buildah', signal),
  podman: (run, _, signal) => findBuildah(run, 'podman', signal),
};

function objectionTo(builder: Builder, demands: readonly Demand[]): string | undefined {
  const missing = demands.filter((demand) => missingIn(builder).includes(demand));
  const what = builder.kind === 'docker' && builder.buildKit === 'none' ? 'without its buildx component it' : 'it';
  return missing.length > 0 ? `${what} cannot do ${missing.join(', ')}` : undefined;
}

function nextStep(demands: readonly Demand[]): string {
  return demands.length > 0
    ? 'Let an earlier step set up a BuildKit of its own (docker/setup-buildx-action; for foreign platforms docker/setup-qemu-action too), which can do all of this.'
    : 'Run the job where docker, buildah or podman is, or build elsewhere and give the result as image-archive.';
}

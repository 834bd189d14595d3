import { UserError } from '../../errors.ts';
import type { RunProcess } from '../../machine/process.ts';
import { findBuildah } from './buildah.ts';
import { type Builder, type Demand, missingIn, type WantedBuilder } from './builder.ts';
import { findBuildx } from './buildx.ts';
import { findDocker } from './docker.ts';

/** A BuildKit was set up on purpose, so it comes first; the others by how little they need. */
const order = ['buildx', 'docker', 'buildah', 'podman'] as const;

/** The builder that was asked for, or the first one that works here and supports the demands. */
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
    what: `${wanted === 'auto' ? 'No image builder here can' : `${wanted} cannot`} build this; nothing was built.`,
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
    ? 'Set up BuildKit in an earlier step (docker/setup-buildx-action; for foreign platforms docker/setup-qemu-action too): it supports all of this.'
    : 'Run the job on a machine with docker, buildah or podman, or build elsewhere and give the result as image-archive.';
}

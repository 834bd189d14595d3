import type { Repository, RepositoryId } from '../../aws/ecr.ts';
import type { StoredManifest } from '../../domain/image-manifest.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import { readersOf } from '../../lifecycle/ports.ts';
import { buildImage } from './build/build-image.ts';
import { openReference } from './content.ts';
import type { Brought, Outcome, TimedPhase, ToApply } from './outcome.ts';
import { reused } from './plan.ts';
import type { ApplyPorts } from './ports.ts';
import { type PushTarget, pushSource, pushTarget } from './push-source.ts';
import { copyReferrers } from './referrers/copy-referrers.ts';
import { missingReferrers } from './referrers/missing-referrers.ts';
import { createRepository } from './repository/create-repository.ts';
import { passGate } from './scan/gate.ts';
import { signIn } from './sign-in.ts';

/** Brings the image into the repository, then tags it: no tag points to it before it is complete and has passed the scan. */
export async function apply(step: ToApply, ports: ApplyPorts, context: Context): Promise<Outcome> {
  const { inputs, observation, plan } = step;
  let done: Outcome = { blobs: [], phases: [] };
  const phase = async <T>(name: string, body: () => Promise<T>): Promise<T> => {
    const begun = context.clock.now().getTime();
    try {
      return await body();
    } finally {
      const seconds = (context.clock.now().getTime() - begun) / 1_000;
      done = { ...done, phases: [...done.phases, { name, seconds }] };
    }
  };
  try {
    const repository =
      observation.repository ?? (await phase('create', () => createRepository(observation, inputs, ports, context)));
    done = { ...done, repository };
    const { manifest: image, ...how } = await bring({ step, repository, phase }, ports, context);
    done = { ...done, ...how, image };
    if (inputs.scan === 'wait') {
      const mustStart = plan.changes.some(({ kind }) => kind === 'scan');
      const gate = await phase('scan', () =>
        passGate({ id: observation.id, image, mustStart }, inputs, ports, context),
      );
      done = { ...done, gate };
      if (gate.failure) throw gate.failure;
    }
    // A signature is there before somebody who asks for one can find the image by a tag.
    for (const { tag, artifact } of how.referrers ?? [])
      if (tag !== undefined)
        await tagAll({ id: observation.id, image: artifact.manifest, tags: [tag] }, ports, context);
    const tags = plan.changes.flatMap((change) => (change.kind === 'tag' ? [change.tag] : []));
    if (tags.length > 0) await phase('tag', () => tagAll({ id: observation.id, image, tags }, ports, context));
    return done;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...done, failure: error };
  }
}

/** An image that is to be brought into a repository. */
interface Bringing {
  readonly step: ToApply;
  readonly repository: Pick<Repository, 'address'>;
  readonly phase: TimedPhase;
}

async function bring(bringing: Bringing, ports: ApplyPorts, context: Context): Promise<Brought> {
  const { step, repository, phase } = bringing;
  const known = reused(step.inputs, step.observation);
  const referrers = missingReferrers(step.observation);
  if (known && referrers.length === 0) return { manifest: known, blobs: [] };
  const login = await signIn(repository.address, readersOf(ports), context);
  const target = pushTarget(step, login);
  const image = known ? { manifest: known, blobs: [] } : await bringImage(bringing, target, ports, context);
  if (referrers.length === 0) return image;
  await phase('copy referrers', () => copyReferrers(referrers, target, ports, context));
  return { ...image, referrers };
}

async function bringImage(
  { step, phase }: Bringing,
  target: PushTarget,
  ports: ApplyPorts,
  context: Context,
): Promise<Brought> {
  const { content, source } = step.observation;
  switch (content.kind) {
    case 'build':
      return buildImage({ step, content, target, phase }, ports, context);
    case 'archive':
      return phase('push', () => pushSource(content.image, target, ports, context));
    case 'copy':
      return phase('copy', async () => {
        if (!source) throw new Error('A copy was planned without its source.');
        const image = content.image ?? (await openReference(content.reference, source, readersOf(ports), context));
        return pushSource(image, target, ports, context);
      });
  }
}

/** The tags that an image is to get. */
interface Tagging {
  readonly id: RepositoryId;
  readonly image: StoredManifest;
  readonly tags: readonly string[];
}

async function tagAll(
  { id, image, tags }: Tagging,
  { ecr }: Pick<ApplyPorts, 'ecr'>,
  { signal, log }: Context,
): Promise<void> {
  for (const tag of tags) {
    const done = await ecr.writer.tagImage(id, { ...image, tag }, signal);
    if (done === 'refused') throw taken(id.name, tag);
    log.info(`${id.name}:${tag} is ${image.digest}`);
  }
}

function taken(repository: string, tag: string): UserError {
  return new UserError({
    what: `The tag ${tag} of ${repository} was set to another image in the meantime.`,
    why: 'The repository does not let it move.',
    next: 'Run the job again to see which image has the tag.',
  });
}

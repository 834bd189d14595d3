import type { Repository } from '../../aws/ecr.ts';
import type { StoredManifest } from '../../domain/image-manifest.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../action.ts';
import { buildImage } from './build.ts';
import { openReference } from './content.ts';
import { lifecyclePolicy } from './lifecycle-policy.ts';
import type { Observation } from './observe.ts';
import type { ApplyPorts, Outcome, PhaseOf, ToApply } from './outcome.ts';
import { reused } from './plan.ts';
import { type Brought, pushSource } from './push-source.ts';
import { signIn } from './sign-in.ts';

/** Brings the image into the repository, then tags it: until it is whole no tag stands for it. */
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
    const repository = observation.repository ?? (await phase('create', () => create(observation, ports, context)));
    done = { ...done, repository };
    const image = reused(inputs, observation) ?? (await bring(step, repository, ports, context, phase));
    done = { ...done, image: manifestOf(image), blobs: 'blobs' in image ? image.blobs : [] };
    const tags = plan.changes.flatMap((change) => (change.kind === 'tag' ? [change.tag] : []));
    if (tags.length > 0) await phase('tag', () => tagAll(manifestOf(image), tags, observation, ports, context));
    return done;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...done, failure: error };
  }
}

function manifestOf(image: StoredManifest | Brought): StoredManifest {
  return 'manifest' in image ? image.manifest : image;
}

async function create({ id }: Observation, { ecr }: ApplyPorts, { signal, log }: Context): Promise<Repository> {
  const repository = await ecr.createRepository(id, signal);
  log.info(`Created the repository ${repository.uri}.`);
  await ecr.putLifecyclePolicy(id, lifecyclePolicy, signal);
  return repository;
}

async function bring(
  step: ToApply,
  repository: Repository,
  ports: ApplyPorts,
  context: Context,
  phase: PhaseOf,
): Promise<Brought> {
  const { content, source } = step.observation;
  const target = await signIn(repository.uri, ports, context);
  switch (content.kind) {
    case 'build': {
      const manifest = await buildImage(step, content, target, ports, context, phase);
      return { manifest, blobs: [] };
    }
    case 'archive':
      return phase('push', () => pushSource(content.image, target, step, ports, context));
    case 'copy':
      return phase('copy', async () => {
        if (!source) throw new Error('A copy was planned without its source.');
        const image = await openReference(content.reference, source, ports, context);
        return pushSource(image, target, step, ports, context);
      });
  }
}

async function tagAll(
  image: StoredManifest,
  tags: readonly string[],
  { id }: Observation,
  { ecr }: ApplyPorts,
  { signal, log }: Context,
): Promise<void> {
  for (const tag of tags) {
    const done = await ecr.tagImage(id, image, tag, signal);
    if (done === 'refused') throw taken(id.name, tag, image.digest);
    log.info(`${id.name}:${tag} is ${image.digest}`);
  }
}

function taken(repository: string, tag: string, digest: string): UserError {
  return new UserError({
    what: `The tag ${tag} of ${repository} was set to another image while this one was made.`,
    why: 'The repository does not let it move.',
    next: `The image is there as ${repository}@${digest}. Run the job again to see which image has the tag.`,
  });
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ImageReference, referenceText } from '../../domain/image-reference.ts';
import { UserError } from '../../errors.ts';
import type { Clock } from '../../machine/clock.ts';
import type { RunProcess } from '../../machine/process.ts';
import { PassingFailure, retried } from '../retry.ts';
import type { BuildEnvironment } from './build.ts';
import { type Buildah, buildahPush } from './buildah.ts';
import type { Builder, NamedImage } from './builder.ts';
import { dockerPush, presentLayers, pushedDigest } from './docker.ts';
import { builtImageFile, pushedDigestFile } from './step-files.ts';

/** A builder that keeps what it built, and pushes it. */
export type Engine = Extract<Builder, { kind: 'docker' }> | Buildah;

/** The built image that an engine is to push, and how often it may try. */
export interface EnginePushOrder {
  readonly engine: Engine;
  readonly named: NamedImage;
  readonly attempts: number | undefined;
  readonly clock: Clock;
}

/** What an engine pushed. */
export interface EnginePush {
  readonly digest: string;
  /**
   * The layers that the repository had already, by the first 12 hex digits of their uncompressed content's digest. Only
   * docker names them; buildah and podman do so on terminals only.
   */
  readonly present: readonly string[] | undefined;
}

/** Pushes a built image under its name, and again where a push fails for a passing reason. `refused` means: somebody else has pushed in the meantime. */
export async function pushBuilt(
  run: RunProcess,
  { engine, named, attempts, clock }: EnginePushOrder,
  { folder, signal }: Pick<BuildEnvironment, 'folder' | 'signal'>,
): Promise<EnginePush | 'refused'> {
  const { image } = named;
  const invocation =
    engine.kind === 'docker'
      ? dockerPush(image, folder)
      : buildahPush(engine, named, await builtImage(named, folder), folder);
  return retried(`Pushing ${referenceText(image)}`, { attempts, clock }, signal, async () => {
    const { exitCode, stdout, stderr } = await run(invocation, signal);
    if (exitCode !== 0) return pushRefusal(image, stderr);
    if (engine.kind !== 'docker') return { digest: await writtenIn(folder, pushedDigestFile), present: undefined };
    const digest = pushedDigest(stdout);
    if (digest) return { digest, present: presentLayers(stdout) };
    throw new Error(`docker pushed ${referenceText(image)}, but did not say its digest: ${stdout.slice(-500)}`);
  });
}

async function writtenIn(stepFolder: string, file: string): Promise<string> {
  return (await readFile(join(stepFolder, file), 'utf8')).trim();
}

/** Images of several platforms have a list with a name, and no ID. */
async function builtImage({ platforms }: NamedImage, stepFolder: string): Promise<string> {
  return platforms.length > 1 ? '' : (await writtenIn(stepFolder, builtImageFile)).replace('sha256:', '');
}

/** Refusals that another attempt cannot change; everything else (throttling, 5xx, resets) may pass. */
const lasting =
  /denied|unauthorized|no basic auth|not authorized|authorization token has expired|does not exist|name unknown|manifest invalid|certificate/i;

function pushRefusal(image: ImageReference, stderr: string): 'refused' {
  const reason = stderr.trim().split('\n').at(-1) ?? '';
  // Another step on this engine that built the same has removed the image after its own push.
  if (/immutable|does not exist locally/.test(stderr)) return 'refused';
  if (!lasting.test(reason)) throw new PassingFailure(reason);
  throw new UserError({
    what: `Pushing ${referenceText(image)} failed.`,
    why: `${reason.replace(/\.$/, '')}.`,
    next: /expired/.test(reason)
      ? 'The registry login has expired; run the job again, with less time before this step.'
      : "Check that the role has the PushImage statement of the action's iam-policy.json.",
  });
}
